"""Rules as people type them: "cac > 80 critical, > 70 warning for 2d by channel in C0123 runbook Look at the ads".

Pure, and both ways: `rule_words` writes what `read_rule` reads as the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from alerts.rules import Level, Rule, RuleError, Severity, Side, level_at
from alerts.watching import UNUSUAL_PERIOD, Watched, unusual_rule
from metrics.answer import Unit
from metrics.catalogue import find_metric, nearest_metrics
from metrics.metric import Metric
from metrics.periods import DEFAULT_PERIOD, Trailing

EXAMPLE = "cac > 80 critical, > 70 warning for 2d by channel in C012AB3CD"
LONGEST = 600
MOST_DAYS = 90
_SIDES = {">": Side.ABOVE, "above": Side.ABOVE, "<": Side.BELOW, "below": Side.BELOW}
_SEVERITIES = {"critical": Severity.CRITICAL, "warning": Severity.WARNING}
_LEVEL = re.compile(
    r",?\s*(>|<|\babove\b|\bbelow\b)\s*([$€£]?)(\d[\d,]*(?:\.\d+)?)(%?)(?::1)?\s+(critical|warning)\b"
    r"(?:\s+until\s+[$€£]?(\d[\d,]*(?:\.\d+)?)%?(?::1)?)?",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor (\d{1,3}) ?d(?:ays?)?\b", re.IGNORECASE)
_PERIOD = re.compile(r"\bof (\d{1,3}) ?d(?:ays?)?\b", re.IGNORECASE)
_BY = re.compile(r"\bby (\w+)\b", re.IGNORECASE)
_SAMPLE = re.compile(r"\bwith at least (\d{1,9})\b", re.IGNORECASE)
_PLACE = re.compile(r"\bin (?:<[#@])?([CGDUW][A-Z0-9]{2,})(?:\|[^>]*)?>?")
_MENTIONS = re.compile(r"\bmention((?:,?\s*(?:<@|<!subteam\^)?[UWS][A-Z0-9]{2,}(?:\|[^>]*)?>?)+)")
_PERSON = re.compile(r"[UWS][A-Z0-9]{2,}")
_UNUSUAL = re.compile(r"\b(?:is )?unusual(?: (critical|warning))?\b", re.IGNORECASE)
_RUNBOOK = re.compile(r"\brunbook:? +(.+)$", re.IGNORECASE | re.DOTALL)


class GrammarError(ValueError):
    """The words are no rule; the sentence says why, and what one looks like."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} A rule is written so: {EXAMPLE}")


@dataclass
class _Words:
    """What is left to be read."""

    left: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, which is taken out."""
        found = pattern.search(self.left)
        if found:
            self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
        return found

    def take_all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match, one after another."""
        while found := self.take(pattern):
            yield found


def read_rule(text: str, key: str = "") -> Watched:
    """The rule that these words say; its key is the metric's name where none is given. Raises GrammarError."""
    if len(text) > LONGEST:
        raise GrammarError(f"A rule has {LONGEST} letters at most.")
    words = _Words(" ".join(text.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&").split()))
    runbook, mentions = words.take(_RUNBOOK), words.take(_MENTIONS)
    place, for_days, period = words.take(_PLACE), words.take(_FOR), words.take(_PERIOD)
    sample, levels = words.take(_SAMPLE), list(words.take_all(_LEVEL))
    by, unusual = words.take(_BY), words.take(_UNUSUAL)
    metric = _metric(words.left.strip(" ,"))
    if unusual and (levels or by or sample or period):
        raise GrammarError("What is unusual is judged of the whole, day by day: it takes no level, period or parts.")
    return Watched(
        key=key or metric.name,
        metric=metric.name,
        rule=_unusual(unusual, for_days) if unusual else _rule(metric, levels, _days(for_days, 1)),
        period=UNUSUAL_PERIOD if unusual else Trailing(_days(period, DEFAULT_PERIOD.days)),
        is_unusual=bool(unusual),
        by=_dimension(metric, by[1].lower()) if by else None,
        minimum=int(sample[1]) if sample else None,
        runbook=runbook[1].strip() if runbook else "",
        place=place[1] if place else None,
        mentions=tuple(dict.fromkeys(_PERSON.findall(mentions[1]))) if mentions else (),
    )


def rule_words(watched: Watched) -> str:
    """What to type for a rule."""
    metric = find_metric(watched.metric)
    unit = metric.unit if metric else Unit.COUNT
    sign = ">" if watched.rule.side is Side.ABOVE else "<"
    levels = (
        f"{sign} {_number(each.enter, unit)} {each.severity.name.lower()}{_until(each, watched.rule.side, unit)}"
        for each in reversed(watched.rule.levels)
    )
    severity = watched.rule.levels[0].severity.name.lower()
    is_of_days = watched.period != DEFAULT_PERIOD and not watched.is_unusual
    parts = (
        f"{watched.metric} {f'unusual {severity}' if watched.is_unusual else ', '.join(levels)}",
        f"of {watched.period.words}" if is_of_days else "",
        f"for {watched.rule.for_days}d" if watched.rule.for_days > 1 else "",
        f"by {watched.by}" if watched.by else "",
        f"with at least {watched.minimum}" if watched.minimum is not None else "",
        f"in {watched.place}" if watched.place else "",
        f"mention {' '.join(watched.mentions)}" if watched.mentions else "",
        f"runbook {watched.runbook}" if watched.runbook else "",
    )
    return " ".join(part for part in parts if part)


def _until(level: Level, side: Side, unit: Unit) -> str:
    """Where it is left, if that is not where levels are left as a rule."""
    is_usual = level == level_at(level.severity, side, level.enter)
    return "" if is_usual else f" until {_number(level.exit, unit)}"


def _metric(words: str) -> Metric:
    if "#" in words:
        raise GrammarError("Write a channel by its id, which stands at the end of its details.")
    metric = find_metric(words) if words else None
    if metric:
        return metric
    near = [each.name for each in nearest_metrics(words)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise GrammarError(f"I don't understand “{words}”.{hint}" if words else "Which number?")


def _rule(metric: Metric, found: list[re.Match[str]], for_days: int) -> Rule:
    sides = {_SIDES[each[1].lower()] for each in found}
    if len(sides) != 1:
        raise GrammarError("All levels lie on one side." if sides else "It takes a level, and whether it is critical.")
    side = sides.pop()
    levels = (_level(metric, side, each) for each in found)
    try:
        return Rule(side, tuple(sorted(levels, key=lambda each: each.severity)), for_days)
    except RuleError as error:
        raise GrammarError(f"{error}.") from error


def _unusual(found: re.Match[str], for_days: re.Match[str] | None) -> Rule:
    return unusual_rule(_SEVERITIES[(found[1] or "warning").lower()], _days(for_days, 1))


def _level(metric: Metric, side: Side, found: re.Match[str]) -> Level:
    """With its exit 5 % to the safe side, unless it says until where it holds."""
    level = level_at(_SEVERITIES[found[5].lower()], side, _value(metric, found))
    if found[6] is None:
        return level
    until = Decimal(found[6].replace(",", ""))
    return replace(level, exit=until / 100 if metric.unit is Unit.FRACTION else until)


def _value(metric: Metric, found: re.Match[str]) -> Decimal:
    value, is_share = Decimal(found[3].replace(",", "")), bool(found[4])
    if is_share != (metric.unit is Unit.FRACTION) and (is_share or value > 1):
        asked = f"{value}%" if not is_share else f"{value}"
        raise GrammarError(
            f"{metric.title} is {'a share' if metric.unit is Unit.FRACTION else 'no share'}: write {asked}."
        )
    if found[2] and metric.unit is not Unit.MONEY:
        raise GrammarError(f"{metric.title} is not an amount of money.")
    return value / 100 if is_share else value


def _dimension(metric: Metric, name: str) -> str:
    if name not in metric.dimensions:
        has = f"only by {' or '.join(metric.dimensions)}" if metric.dimensions else "none"
        raise GrammarError(f"{metric.title} has no parts by {name}, {has}.")
    return name


def _days(found: re.Match[str] | None, usual: int) -> int:
    days = int(found[1]) if found else usual
    if not 1 <= days <= MOST_DAYS:
        raise GrammarError(f"It takes 1 to {MOST_DAYS} days.")
    return days


def _number(value: Decimal, unit: Unit) -> str:
    if unit is Unit.FRACTION:
        return f"{(value * 100).normalize():f}%"
    return f"{value.normalize():f}"
