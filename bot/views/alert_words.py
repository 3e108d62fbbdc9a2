"""The words of an alert: what is how bad, against which level, since when, and what moved it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from alerts.developing import DAYS_BEFORE
from alerts.episodes import Episode
from alerts.evaluation import Event, What
from alerts.rules import Severity
from bot.alerting.content import Told
from metrics.additive import adds_up
from metrics.answer import Answer, Input, Part, Unit
from metrics.answer.numbers import short_text, value_text
from metrics.answer.why_words import steps_text
from metrics.answer.wording import day_text, period_text
from metrics.catalogue import find_metric

SIGNS = {Severity.WARNING: "⚠️", Severity.CRITICAL: "🚨"}
_HOW_BAD = {Severity.WARNING: "at warning level", Severity.CRITICAL: "critical"}
NAMES = {Severity.WARNING: "warning", Severity.CRITICAL: "critical"}
_OVER = "✅"
_MOST_STEPS = 5
_NO_VALUE = "no value"
Line = tuple[str, str]
_STORIES: Mapping[What, str] = {
    What.OPENED: "{name} is {severity}, too: {value} on {day}.",
    What.ESCALATED: "{name} has got worse, it is {severity} now: {value} on {day}.",
    What.EASED: "{name} has eased, it is {severity} now: {value} on {day}.",
    What.RESOLVED: "{name} has recovered: {value} on {day}, after {lasted}; {worst} at worst.",
    What.SILENT: "{name} has no value for {day}: {reason}. The alert stays as it is until there is one.",
    What.HEARD: "{name} has a value again: {value} on {day}.",
    What.CARRIED: "The rule was changed. By the new one {name} is {severity}: {value} on {day}.",
    What.CLOSED: "{name}: this alert is closed because {reason}.",
    What.REVISED: "Late rows: {name} of {day} is {value} by now, which would be {severity}. "
    "The next closed day decides.",
}


def title_of(told: Told) -> str:
    """What the episode is about: "CAC", "CAC of meta"."""
    return f"{told.now.title} of {told.episode.part}" if told.episode.part else told.now.title


def sign_of(episode: Episode) -> str:
    """A sign for how bad it is."""
    return SIGNS[episode.severity] if episode.is_open else _OVER


def headline(told: Told) -> str:
    """ "CAC is critical: $84.20", "CAC is back: resolved after 3 days, $84.20 at worst"."""
    episode = told.episode
    if episode.is_open:
        return f"{title_of(told)} is {_how_bad(told)}: {number(told, episode.value)}"
    if episode.ending is What.CLOSED:
        return f"{title_of(told)}: the alert was closed after {lasted(episode)}"
    return f"{title_of(told)} has recovered: {number(told, episode.value)} after {lasted(episode)}"


def _how_bad(told: Told) -> str:
    if told.watched and told.watched.is_unusual:
        return f"unusual on {day_text(told.now.period.end)}"
    return _HOW_BAD[told.episode.severity]


def standing(told: Told) -> str:
    """Against which level, and since when: "Above $80 since Nov 20, 2026, last 30 days to Nov 22, 2026"."""
    episode, level = told.episode, level_text(told)
    since = f"since {day_text(episode.since)}{' or earlier' if _began_before(told) else ''}"
    if not episode.is_open:
        worst = f"; at worst {number(told, episode.worst)} ({NAMES[episode.worst_severity]})"
        return f"It was bad from {day_text(episode.since)} to {day_text(episode.ended_on or episode.since)}{worst}"
    return f"{f'{level} ' if level else 'Bad '}{since} · {told.now.period.label} to {day_text(told.now.period.end)}"


def levels_text(told: Told) -> str:
    """ "Levels: warning above $70, critical above $80; it is over at $66.50."; nothing where the rule is no more."""
    if told.watched is None:
        return ""
    if told.watched.is_unusual:
        return "Judged by how such days usually are: the median of their weekday over eight weeks, at today's level."
    rule = told.watched.rule
    levels = ", ".join(f"{NAMES[each.severity]} {rule.side} {_level(told.now, each.enter)}" for each in rule.levels)
    days = "" if rule.for_days == 1 else f" for {rule.for_days} closed days"
    return f"Levels: {levels}{days}. It is over at {_level(told.now, rule.levels[0].exit)}{days}."


def level_text(told: Told) -> str:
    """How it stands to the level that it crossed: "Above $80"; "Not yet back at $76; bad" between entry and exit."""
    rule, value = told.watched.rule if told.watched else None, told.episode.value
    crossed = next((each for each in rule.levels if each.severity is told.episode.severity), None) if rule else None
    if rule is None or crossed is None or value is None:
        return ""
    if told.watched and told.watched.is_unusual:
        return _usual_text(told)
    if rule.side.is_beyond(value, crossed.enter):
        return f"{rule.side.capitalize()} {_level(told.now, crossed.enter)}"
    return f"Not yet back at {_level(told.now, crossed.exit)}; bad"


def _usual_text(told: Told) -> str:
    """ "Usually $8,200 to $11,400 on a Monday; bad"."""
    day = told.now.period.end
    usual = next((each for each in told.now.usual if each.day == day), None)
    if usual is None:
        return ""
    return f"Usually {_value(told.now, usual.low)} to {_value(told.now, usual.high)} on a {day:%A}; unusual"


def moved_lines(told: Told) -> tuple[str, tuple[Line, ...]]:
    """What moved it: a title, and a line for each channel or input; empty where there is nothing to compare."""
    if told.before is None:
        return "", ()
    title = f"What moved it against {period_text(told.before.period)}"
    if told.why and told.why.why:
        return title, tuple(steps_text(told.why.why.best, told.why, _MOST_STEPS))
    metric = find_metric(told.episode.metric)
    if told.episode.part:
        return title, tuple(_inputs(told.now, _of(told.part(told.now)), _of(told.part(told.before))))
    if metric and adds_up(metric.expression):
        return title, tuple(_contributions(told.now, told.before))
    inputs = _inputs(told.now, told.now.inputs, told.before.inputs)
    return title, (*inputs, *_parts(told.now, told.before))


def story_line(told: Told, event: Event) -> str:
    """One sentence for the thread; nothing for what is not told there."""
    return _STORIES.get(event.what, "").format(
        name=title_of(told),
        value=number(told, event.value),
        severity=_HOW_BAD[event.severity] if event.severity else "no alert",
        day=day_text(event.day),
        reason=event.reason,
        lasted=lasted(told.episode),
        worst=number(told, told.episode.worst),
    )


def number(told: Told, value: Decimal | None) -> str:
    """A value as every other surface writes it."""
    return _value(told.now, value)


def lasted(episode: Episode) -> str:
    """ "3 days": from the first bad day to the one on which it was over."""
    days = ((episode.ended_on or episode.opened_on) - episode.since).days or 1
    return "1 day" if days == 1 else f"{days} days"


def _began_before(told: Told) -> bool:
    """Whether it was bad on every day that was looked at when the watching began."""
    known = max(DAYS_BEFORE - 1, told.watched.rule.for_days if told.watched else 0)
    return (told.episode.opened_on - told.episode.since).days >= known


def _value(answer: Answer, value: Decimal | None, unit: Unit | None = None) -> str:
    return _NO_VALUE if value is None else value_text(value, unit or answer.unit, answer.currency)


def _level(answer: Answer, value: Decimal) -> str:
    # On an axis the unit of a duration goes without saying; in a sentence it does not. Nor is $47.5 an amount.
    is_in_full = answer.unit in {Unit.DAYS, Unit.MONTHS} or (answer.unit is Unit.MONEY and value % 1)
    as_text = value_text if is_in_full else short_text
    return as_text(value, answer.unit, answer.currency)


def _contributions(now: Answer, before: Answer) -> Iterator[Line]:
    """How much of the change each channel brought: exact, because the parts add up."""
    was = {part.name: part.value or Decimal(0) for part in before.breakdown}
    is_now = {part.name: part.value or Decimal(0) for part in now.breakdown}
    moved = {name: is_now.get(name, Decimal(0)) - was.get(name, Decimal(0)) for name in {**is_now, **was}}
    for name, change in sorted(moved.items(), key=lambda each: -abs(each[1])):
        yield name, f"{'+' if change > 0 else ''}{_value(now, change)}"


def _inputs(answer: Answer, now: Iterable[Input], before: Iterable[Input]) -> Iterator[Line]:
    was = {each.name: each.value for each in before}
    for each in now:
        yield (
            each.label,
            f"{_value(answer, each.value, each.unit)} (was {_value(answer, was.get(each.name), each.unit)})",
        )


def _parts(now: Answer, before: Answer) -> Iterator[Line]:
    was = {part.name: part.value for part in before.breakdown}
    for part in now.breakdown:
        yield f"{now.title} of {part.name}", f"{_value(now, part.value)} (was {_value(now, was.get(part.name))})"


def _of(part: Part | None) -> tuple[Input, ...]:
    return part.inputs if part else ()
