"""An Answer held to a closed day -> what a rule is judged by. Pure."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from alerts.evaluation import Gap, Reading
from metrics.answer import Absence, Answer, Part, Usual
from metrics.answer.numbers import value_text
from metrics.answer.wording import day_text

# The company as a whole.
WHOLE = ""
_GAPS = MappingProxyType(
    {
        Absence.NO_DATA: Gap.NO_DATA,
        Absence.UNDEFINED: Gap.NO_DATA,
        Absence.WITHHELD: Gap.WITHHELD,
        Absence.KEPT: Gap.WITHHELD,
        Absence.TOO_SMALL: Gap.TOO_SMALL,
    }
)


def readings_of(answer: Answer, day: date, *, by: str | None = None, minimum: int | None = None) -> dict[str, Reading]:
    """What an answer that was held to `day` says of that day: of the whole, or of each part where `by` names what of.

    `minimum`: the fewest customers (or orders) of the whole that anything may be said from.
    """
    gap = _gap_of_all(answer, day, minimum)
    if by is None:
        return {WHOLE: gap or _reading(answer, day)}
    parts = answer.breakdown if answer.dimension == by else ()
    return {part.name: gap or _reading(part, day) for part in parts}


def unusual_readings(answer: Answer, day: date) -> dict[date, dict[str, Reading]]:
    """How far the days of an answer that was compared with what is usual lie from that: 1 is the edge of the band.

    Of `day`, which it was held to, and of the days before.
    """
    gap = _gap_of_all(answer, day, None)
    usual = {each.day: each for each in answer.usual}
    values = {each.day: each.value for each in answer.series if each.day < day or gap is None}
    found = {each: {WHOLE: _strayed(answer, each, value, usual.get(each))} for each, value in values.items()}
    return {day: {WHOLE: gap or Reading(day, None, Gap.NO_DATA, answer.reason or "it has no value")}, **found}


def _strayed(answer: Answer, day: date, value: Decimal | None, usual: Usual | None) -> Reading:
    if value is None:
        return Reading(day, None, Gap.NO_DATA, f"{day_text(day)} has no value")
    if usual is None:
        return Reading(day, None, Gap.TOO_SMALL, "what is usual on such a day is not known")
    edge = usual.high if value > usual.expected else usual.low
    score = abs(value - usual.expected) / abs(edge - usual.expected)
    low, high = (value_text(each, answer.unit, answer.currency) for each in (usual.low, usual.high))
    return Reading(day, value, reason=f"it is usually {low} to {high} on such a day", score=score)


def _gap_of_all(answer: Answer, day: date, minimum: int | None) -> Reading | None:
    """Why nothing is said of the day at all."""
    fresh, sample = answer.freshness, answer.sample
    if fresh is None:
        return Reading(day, None, Gap.NO_DATA, answer.reason or "there are no numbers yet")
    if fresh.through != day:
        return Reading(day, None, Gap.WITHHELD, fresh.held_back_by or f"{day_text(day)} is not closed")
    if answer.shortfall:
        return Reading(day, None, Gap.NO_DATA, f"the value is only of {answer.shortfall}")
    if minimum is not None and sample is not None and sample.size < minimum:
        return Reading(day, None, Gap.TOO_SMALL, f"there are {sample.size:,} {sample.of}, and it takes {minimum:,}")
    return None


def _reading(found: Answer | Part, day: date) -> Reading:
    if found.value is not None:
        return Reading(day, found.value)
    gap = None if found.absence is Absence.HARMLESS else _GAPS[found.absence or Absence.NO_DATA]
    return Reading(day, None, gap, found.reason or "")
