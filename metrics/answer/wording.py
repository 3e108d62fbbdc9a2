"""The words of an Answer: one set of sentences for a message, alt text, a screen reader and the command line."""

from datetime import date
from decimal import Decimal

from metrics.answer.forecast import Landing, Variance
from metrics.answer.kinds import Absence, ChangeKind, Comparison, Direction, Status, Unit
from metrics.answer.model import Answer
from metrics.answer.numbers import change_text, common_places, short_text, telling_places, value_text
from metrics.answer.parts import Change, Freshness, Period

# What is no number of other days, so that one is above or below it.
_AIMS = frozenset({Comparison.TARGET, Comparison.FORECAST})
STATUS_WORDS = {
    Status.ON_TARGET: "on target",
    Status.OFF_TARGET: "off target",
    Status.WARNING: "warning",
    Status.CRITICAL: "critical",
    Status.NONE: "",
}


def target_text(answer: Answer) -> str | None:
    """The target in words: "above 5:1", "below 5%"; None where the metric has none."""
    if answer.target is None:
        return None
    side = "below" if answer.direction is Direction.DOWN_IS_GOOD else "above"
    # On an axis the unit of a duration goes without saying; in a sentence it does not.
    as_text = value_text if answer.unit in {Unit.DAYS, Unit.MONTHS} else short_text
    return f"{side} {as_text(answer.target.value, answer.unit, answer.currency)}"


def day_text(day: date, *, year: bool = True) -> str:
    """A day as people write it in a message: "Nov 22, 2026"."""
    return f"{day:%b} {day.day}, {day.year}" if year else f"{day:%b} {day.day}"


def period_text(period: Period) -> str:
    """The days of a period: "Nov 22, 2026", "Oct 24 – Nov 22, 2026", "Dec 20, 2025 – Jan 18, 2026"."""
    if period.start == period.end:
        return day_text(period.end)
    return f"{day_text(period.start, year=period.start.year != period.end.year)} – {day_text(period.end)}"


def freshness_text(freshness: Freshness) -> str:
    """How old the number is: "Data through Nov 22, 2026." and, where it lies behind, how far and why."""
    text = f"Data through {day_text(freshness.through)}"
    if freshness.days_behind > 0:
        text += f", {_age_text(freshness.days_behind)} behind yesterday"
    if freshness.held_back_by:
        text += f": {freshness.held_back_by}"
    return text + "."


def headline_text(answer: Answer) -> str:
    """The number itself, or that there is none: "4.21:1", "no value", "not shown"."""
    if answer.value is None:
        return "not shown" if answer.absence is Absence.KEPT else "no value"
    return value_text(answer.value, answer.unit, answer.currency, _places(answer))


def lack_text(answer: Answer) -> str:
    """What is said of a number that is not there: "has no value", "is not shown"."""
    return "is not shown" if answer.absence is Absence.KEPT else "has no value"


def movement_text(answer: Answer) -> str | None:
    """How the number moved: "up 12.4% from $43,100 (Sep 24 – Oct 23, 2026)"; None where there is nothing to compare."""
    if answer.previous is None or answer.value is None:
        return None
    if answer.previous_period is None:
        return _against_aim(answer, answer.previous) if answer.comparison in _AIMS else None
    previous = value_text(answer.previous, answer.unit, answer.currency, _places(answer))
    before = f"{previous} ({period_text(answer.previous_period)})"
    moved = change_text(answer.change) if answer.change else ""
    if moved[:1] in {"+", "−"}:
        return f"{'up' if moved[0] == '+' else 'down'} {moved[1:]} from {before}"
    if previous == headline_text(answer):
        return f"unchanged from {before}"
    # A change too small for its words is still seen in the two numbers; from nothing or less there is none.
    return f"hardly changed from {before}" if answer.change else f"from {before}"


def _places(answer: Answer) -> int | None:
    """The decimals that tell the number from what it is compared with: "4.2%, down from 4.2%" contradicts itself."""
    if answer.value is None or answer.previous is None:
        return None
    return telling_places(answer.value, answer.previous, answer.unit)


def _against_aim(answer: Answer, aim: Decimal) -> str:
    words = f"the {answer.comparison} of {value_text(aim, answer.unit, answer.currency, _places(answer))}"
    moved = change_text(answer.change) if answer.change else ""
    if moved[:1] not in {"+", "−"}:
        return f"{'on' if answer.value == aim else 'against'} {words}"
    return f"{moved[1:]} {'above' if moved[0] == '+' else 'below'} {words}"


def variance_text(variance: Variance, unit: Unit, currency: str) -> str:
    """How far an actual value lies from its forecast, in its unit and in percent: "+$1,240 (+3.1%)"."""
    if unit is Unit.FRACTION:
        return change_text(Change(variance.value, ChangeKind.POINTS))
    size = value_text(abs(variance.value), unit, currency)
    apart = f"{'−' if variance.value < 0 else '+'}{size}" if variance.value else size
    if variance.share is None:
        return apart
    return f"{apart} ({change_text(Change(variance.share, ChangeKind.RELATIVE))})"


def landing_text(landing: Landing, unit: Unit, currency: str) -> str:
    """Where the year lands, in a sentence with both cases and the year's forecast, or why that is not known."""
    if landing.value is None:
        return f"Where {landing.year} lands is not known: {landing.reason}."
    text = f"{landing.year} lands at {value_text(landing.value, unit, currency)}"
    if landing.low is not None and landing.high is not None and landing.low != landing.high:
        text += f" (low {value_text(landing.low, unit, currency)}, high {value_text(landing.high, unit, currency)})"
    if landing.forecast is not None and landing.variance is not None:
        apart = variance_text(landing.variance, unit, currency)
        text += f", {apart} against the year's forecast of {value_text(landing.forecast, unit, currency)}"
    return f"{text}: actual to date, and the forecast of what remains."


def status_text(answer: Answer) -> str | None:
    """The status with its target: "off target (target above 5:1)"; None where the metric has neither."""
    words = STATUS_WORDS[answer.status]
    if not words:
        return None
    target = target_text(answer)
    return f"{words} (target {target})" if target else words


def brief(answer: Answer) -> str:
    """The number with its movement and status, without its days: "CAC $97.42, up 10.7%, off target"."""
    if answer.value is None:
        return f"{answer.title}: {headline_text(answer)}, {answer.reason}"
    moved = change_text(answer.change) if answer.change else ""
    is_planned = answer.comparison is Comparison.FORECAST
    rise, fall = ("{} above forecast", "{} below forecast") if is_planned else ("up {}", "down {}")
    movement = (rise if moved[0] == "+" else fall).format(moved[1:]) if moved[:1] in {"+", "−"} else ""
    facts = (f"{answer.title} {headline_text(answer)}", movement, STATUS_WORDS[answer.status])
    return ", ".join(fact for fact in facts if fact)


def sentence(answer: Answer) -> str:
    """The whole answer in words, for a screen reader, a notification and a terminal.

    It carries the number, the change, the status, the days it covers, what it is marked with, and how old it is.
    """
    if answer.value is None:
        opening = f"{answer.title} {lack_text(answer)} for {period_text(answer.period)}: {answer.reason}."
    else:
        facts = [f"{answer.title}: {headline_text(answer)}", movement_text(answer), status_text(answer)]
        opening = f"{', '.join(fact for fact in facts if fact)}. {_covered(answer.period)}."
    places = common_places((part.value for part in answer.breakdown), answer.unit)
    parts = [f"{part.name} {_part_text(answer, part.value, places)}" for part in answer.breakdown]
    sentences = [opening, f"By {answer.dimension}: {', '.join(parts)}." if parts else None, *answer.notes]
    if answer.freshness:
        sentences.append(freshness_text(answer.freshness))
    return " ".join(text for text in sentences if text)


def _age_text(days: int) -> str:
    """How long that is, in the unit a person would use."""
    for unit, length in (("year", 730), ("month", 90)):
        if days >= length:
            return f"{days * 12 // 365 // (12 if unit == 'year' else 1)} {unit}s"
    return "1 day" if days == 1 else f"{days} days"


def _covered(period: Period) -> str:
    label = f"{period.label[:1].upper()}{period.label[1:]}"
    days = period_text(period)
    return label if label == days else f"{label}, {days}"


def _part_text(answer: Answer, value: Decimal | None, places: int) -> str:
    return "no value" if value is None else value_text(value, answer.unit, answer.currency, places)
