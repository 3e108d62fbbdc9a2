"""What the auditor says to the owners, and to whatever listens outside Slack."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.auditing.findings import DAILY_RUN, Missing, Well, Why
from bot.views.blocks import capital
from bot.views.message import escaped, fitted
from bot.views.shared_words import moment_text
from metrics.answer.wording import day_text

_MOST_NAMED = 10
_ADVICE = {
    Why.NEVER_MADE: "Whatever makes it has stopped, or fails: the log says why.",
    Why.NOT_SENT: "Slack is away, or does not take it: it goes out as soon as it can.",
    Why.NOT_DONE: "Numbers and digests wait for it; it is tried again by itself.",
}


def missing_text(missing: Sequence[Missing], zone: ZoneInfo) -> str:
    """What is missing, one line each, and what to do."""
    advice = dict.fromkeys(_ADVICE[each.why] for each in missing if each.why in _ADVICE)
    lines = _lines([_missing_text(each, zone) for each in missing], lambda number: f"{number} deliveries are missing:")
    return fitted(("\n" if len(missing) > 1 else " ").join((lines, *advice)))


def well_text(well: Sequence[Well]) -> str:
    """What is missing no more."""
    lines = _lines([_well_text(each) for each in well], lambda number: f"{number} deliveries are missing no more:")
    return fitted(lines)


def name_text(kind: str, subject: str) -> str:
    """What a delivery is called: its kind, and its subject, which mostly says the kind as well."""
    if kind == DAILY_RUN:
        return f"daily run of {day_text(date.fromisoformat(subject))}"
    return subject if subject.startswith(kind) else f"{kind} “{subject}”"


def _lines(texts: Sequence[str], headline: Callable[[int], str]) -> str:
    if len(texts) == 1:
        return capital(texts[0])
    rest = len(texts) - _MOST_NAMED
    more = [f"and {rest} more: /kpi status"] if rest > 0 else []
    return "\n".join((headline(len(texts)), *(f"• {capital(text)}" for text in (*texts[:_MOST_NAMED], *more))))


def _missing_text(each: Missing, zone: ZoneInfo) -> str:
    detail = f" ({escaped(each.detail)})" if each.detail else ""
    return f"{_named(each)} was due {moment_text(each.due_at.astimezone(zone))}: {each.why}{detail}."


def _well_text(each: Well) -> str:
    name = _named(each.missing)
    if each.done_at is None:
        return f"{name} is no longer waited for: {each.outcome}."
    done = "done" if each.missing.kind == DAILY_RUN else "delivered"
    return f"{name} is {done}, {late_text(each.done_at - each.missing.due_at)} late."


def _named(each: Missing) -> str:
    place = f" for {_place_text(each.channel)}" if each.channel else ""
    return f"the {escaped(name_text(each.kind, each.subject))}{place}"


def _place_text(channel: str) -> str:
    """A conversation as Slack shows it by its name."""
    return f"<@{channel}>" if channel[:1] in {"U", "W"} else f"<#{channel}>"


def late_text(late: timedelta) -> str:
    """ "34 minutes", "2 hours 5 minutes", "1 day 3 hours"."""
    minutes = max(int(late.total_seconds() // 60), 0)
    parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    told = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " ".join(told[:2]) or "less than a minute"
