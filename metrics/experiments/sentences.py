"""What is read of an experiment, in words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from metrics.answer import Unit
from metrics.answer.numbers import value_text
from metrics.answer.wording import day_text
from metrics.experiments.model import Effect, Interval, Kind, Measure, Reading, Status, Verdict

_EVEN = 0.0005
_PLACES = Decimal("0.000001")


def exact(value: float) -> Decimal:
    """A float as a decimal that can be written down."""
    return Decimal(repr(value)).quantize(_PLACES)


def status_text(reading: Reading) -> str:
    """ "running since Nov 4, 2026", "completed Oct 20, 2026", "draft"."""
    design = reading.design
    if design.status is Status.DRAFT or design.started_on is None:
        return design.status.value
    if design.status is Status.RUNNING:
        return f"running since {day_text(design.started_on)}"
    return f"{design.status} {day_text(design.ended_on)}" if design.ended_on else design.status.value


def days_running(reading: Reading) -> int | None:
    """How many days it has run, both ends included; up to its last results where it still runs."""
    started, ended = reading.design.started_on, reading.design.ended_on or reading.day
    return (ended - started).days + 1 if started and ended and ended >= started else None


def verdict_text(reading: Reading, currency: str) -> str:
    """What may be said by now, in a sentence without its full stop."""
    if reading.design.kind is Kind.FEATURE_FLAG:
        return _flag_text(reading, currency)
    said = _PLAIN.get(reading.verdict)
    return said if said is not None else _IN_FIGURES[reading.verdict](reading, currency)


def _blocked_text(reading: Reading, currency: str) -> str:  # noqa: ARG001  # as all that are in figures
    return f"no verdict: users were not split as planned ({_ratio_text(reading)})"


def _winner_text(reading: Reading, currency: str) -> str:
    best = next(each for each in reading.effects if each.variant == reading.winner)
    short = "" if reading.is_success else f", less than the {_percent(reading.design.success_threshold)} that count"
    return f"{best.variant} is better: {effect_text(best, reading.design.measure, currency)}{short}"


def _loser_text(reading: Reading, currency: str) -> str:
    worst = min(reading.effects, key=lambda each: each.absolute)
    return f"{worst.variant} is worse: {effect_text(worst, reading.design.measure, currency)}"


def _open_text(reading: Reading, currency: str) -> str:
    measure = reading.design.measure
    told = "; ".join(f"{each.variant} {effect_text(each, measure, currency)}" for each in reading.effects)
    return f"{reading.verdict}: {told}"


def effect_text(effect: Effect, measure: Measure, currency: str) -> str:
    """ "+18.3% (95% interval +9.1% to +28.2%)"; absolutely, where there is nothing to be relative to."""
    if effect.lift is not None and effect.lift_interval is not None:
        return f"{signed_percent(effect.lift)} ({interval_text(effect.lift_interval)})"
    low, high = effect.absolute_interval.low, effect.absolute_interval.high
    if measure is Measure.REVENUE:
        found = [signed_money(exact(each), currency) for each in (effect.absolute, low, high)]
    else:
        found = [f"{signed_percent(each)[:-1]} points" for each in (effect.absolute, low, high)]
    return f"{found[0]} ({found[1]} to {found[2]})"


def interval_text(interval: Interval) -> str:
    """ "+9.1% to +28.2%"."""
    return f"{signed_percent(interval.low)} to {signed_percent(interval.high)}"


def signed_percent(share: float) -> str:
    """ "+4.2%", "−0.8%", "0.0%"."""
    sign = "" if abs(share) < _EVEN else "+" if share > 0 else "−"
    return f"{sign}{abs(share):.1%}"


def sureness_text(reading: Reading) -> str:
    """Which interval it is, and what that means."""
    share = f"{1 - reading.design.alpha:.0%}"
    if not reading.effects:
        return ""
    if reading.effects[0].is_always_valid:
        why = "it runs" if reading.design.status is Status.RUNNING else "it ended before its planned size"
        if reading.design.planned_users is None:
            why = "no size was planned"
        return f"{share} intervals are always valid, however often one looks: {why}."
    return f"{share} intervals are of the fixed test: the planned size was reached."


def guard_texts(reading: Reading) -> Iterator[str]:
    """What was checked, and what is wrong."""
    ratio = reading.sample_ratio
    if ratio is not None and reading.design.kind is Kind.AB_TEST:
        verb = "is off" if ratio.is_off else "is as planned"
        yield f"The split of users {verb}: {_ratio_text(reading)}."
    yield from reading.faults


def needed_text(reading: Reading) -> str | None:
    """How many more users it takes, and about how long that is."""
    if reading.needed is None or reading.design.status not in {Status.RUNNING, Status.DRAFT}:
        return None
    of = "plan" if reading.design.planned_users is not None else "power"
    if not reading.needed:
        return f"It has all the users that its {of} takes."
    days = days_running(reading)
    pace = f", about {_days_left(reading, days)} more at this pace" if days and reading.users else ""
    return f"{reading.needed:,} more users are needed for its {of}{pace}."


def stale_text(reading: Reading, closed: date) -> str | None:
    """A running experiment whose results end before the last closed day."""
    if reading.design.status is not Status.RUNNING or reading.day is None or reading.day >= closed:
        return None
    return f"{reading.design.title}: no results since {day_text(reading.day)}."


def _days_left(reading: Reading, days: int) -> str:
    left = -(-(reading.needed or 0) * days // reading.users)
    return "1 day" if left == 1 else f"{left:,} days"


def _flag_text(reading: Reading, currency: str) -> str:
    if not reading.effects:
        return _PLAIN.get(reading.verdict, "nothing can be compared")
    effect = reading.effects[0]
    return (
        f"{effect.variant} against the others: {effect_text(effect, reading.design.measure, currency)}, observational"
    )


def _ratio_text(reading: Reading) -> str:
    ratio = reading.sample_ratio
    if ratio is None:
        return "unknown"
    told = ", ".join(f"{each.variant} {each.observed:,} of {each.expected:,.0f} expected" for each in ratio.splits)
    return f"{told}; p {p_text(ratio.p)}"


def p_text(p: float) -> str:
    """ "0.032", "< 0.0001"."""
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}" if p < 0.01 else f"{p:.3f}"


def _percent(share: Decimal | None) -> str:
    return f"{share or 0:.1%}"


def signed_money(value: Decimal, currency: str) -> str:
    """ "+$9,349", "−$2.10"."""
    text = value_text(abs(value), Unit.MONEY, currency)
    return f"{'−' if value < 0 else '+'}{text}"


_PLAIN: Mapping[Verdict, str] = {
    Verdict.NO_DATA: "no results yet",
    Verdict.TOO_SMALL: "too few users yet to say anything",
}
_IN_FIGURES: Mapping[Verdict, Callable[[Reading, str], str]] = {
    Verdict.SAMPLE_RATIO: _blocked_text,
    Verdict.WINNER: _winner_text,
    Verdict.LOSER: _loser_text,
    Verdict.NO_DIFFERENCE: _open_text,
    Verdict.UNDECIDED: _open_text,
}
