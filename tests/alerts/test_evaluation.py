"""Judging a number by a rule: every episode that the rule means, and no other."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.evaluation import Event, Gap, Reading, State, What, evaluate, replay, unknown
from alerts.rules import Level, Rule, RuleError, Severity, Side, level_at

_FIRST = date(2026, 10, 1)
_CAC = Rule(
    Side.ABOVE,
    (level_at(Severity.WARNING, Side.ABOVE, Decimal(70)), level_at(Severity.CRITICAL, Side.ABOVE, Decimal(80))),
    for_days=2,
)
_RUNWAY = Rule(
    Side.BELOW,
    (level_at(Severity.WARNING, Side.BELOW, Decimal(9)), level_at(Severity.CRITICAL, Side.BELOW, Decimal(6))),
)
_VALUES = st.lists(st.one_of(st.none(), st.integers(55, 95).map(Decimal)), max_size=40)


def _readings(values: list[Decimal | None]) -> list[Reading]:
    days = (_FIRST + timedelta(days=number) for number in range(len(values)))
    return [
        Reading(day, value, None if value is not None else Gap.WITHHELD)
        for day, value in zip(days, values, strict=True)
    ]


def _events(rule: Rule, *values: float | None) -> list[tuple[What, int, Severity | None]]:
    readings = _readings([None if value is None else Decimal(str(value)) for value in values])
    _, events = replay(rule, unknown(rule), readings)
    return [(each.what, each.day.day, each.severity) for each in events]


def test_a_number_that_gets_bad_and_well_is_one_episode() -> None:
    """On-call hears when it begins, when it gets worse and better, and that it is over."""
    assert _events(_CAC, 60, 72, 73, 85, 86, 75, 74, 66, 60) == [
        (What.PENDING, 2, None),
        (What.OPENED, 3, Severity.WARNING),
        (What.ESCALATED, 5, Severity.CRITICAL),
        (What.EASED, 7, Severity.WARNING),
        (What.RESOLVED, 9, None),
    ]


def test_a_number_below_its_level_is_judged_the_other_way_round() -> None:
    """Runway is bad when it is short."""
    assert _events(_RUNWAY, 9, 8.9, 5.9, 6.2, 6.3, 9.2, 9.45) == [
        (What.OPENED, 2, Severity.WARNING),
        (What.ESCALATED, 3, Severity.CRITICAL),
        (What.EASED, 5, Severity.WARNING),
        (What.RESOLVED, 7, None),
    ]


def test_one_bad_day_is_not_enough_where_two_are_asked_for() -> None:
    """A single odd day pages nobody."""
    assert _events(_CAC, 60, 72, 60) == [(What.PENDING, 2, None), (What.CALMED, 3, None)]


def test_a_day_without_a_value_freezes_an_episode() -> None:
    """What is missing is neither better nor worse, and nobody is told that it is over."""
    assert _events(_CAC, 72, 73, None, None, 60, None, 60) == [
        (What.PENDING, 1, None),
        (What.OPENED, 2, Severity.WARNING),
        (What.SILENT, 3, Severity.WARNING),
        (What.HEARD, 5, Severity.WARNING),
        (What.SILENT, 6, Severity.WARNING),
        (What.HEARD, 7, Severity.WARNING),
        (What.RESOLVED, 7, None),
    ]


def test_an_episode_knows_since_when_and_how_bad_it_was_at_worst() -> None:
    """The resolved message says how long it took and what it came to."""
    state, _ = replay(_CAC, unknown(_CAC), _readings([Decimal(value) for value in (60, 72, 73, 91, 75)]))

    assert (state.since, state.worst) == (date(2026, 10, 2), Decimal(91))


@given(
    wobbles=st.lists(st.decimals(Decimal("-0.049"), Decimal("0.049")), min_size=30, max_size=30), days=st.integers(1, 4)
)
def test_a_number_that_wobbles_around_its_level_is_one_episode_at_most(wobbles: list[Decimal], days: int) -> None:
    """Thirty days around a level are not thirty messages."""
    rule = Rule(Side.ABOVE, (level_at(Severity.CRITICAL, Side.ABOVE, Decimal(80)),), days)

    _, events = replay(rule, unknown(rule), _readings([80 * (1 + each) for each in wobbles]))

    assert sum(each.what is What.OPENED for each in events) <= 1
    assert not any(each.what is What.RESOLVED for each in events)


@given(values=_VALUES, days=st.integers(1, 3), side=st.sampled_from(Side))
def test_the_severity_of_each_day_is_what_the_rule_says_read_word_for_word(
    values: list[Decimal | None], days: int, side: Side
) -> None:
    """No episode is missed and none invented: a level holds from so many bad days in a row to as many safe ones."""
    enters = (Decimal(70), Decimal(80)) if side is Side.ABOVE else (Decimal(80), Decimal(70))
    levels = [level_at(severity, side, enter) for severity, enter in zip(Severity, enters, strict=True)]
    rule = Rule(side, tuple(levels), days)
    state, seen = unknown(rule), list[Decimal]()

    for reading in _readings(values):
        state, _ = evaluate(rule, state, reading)
        seen += [reading.value] if reading.value is not None else []
        holding = [level.severity for level in levels if _holds(level, side, days, seen)]
        assert state.severity(rule) == max(holding, default=None)


def _holds(level: Level, side: Side, days: int, values: list[Decimal]) -> bool:
    bad = [side.is_beyond(value, level.enter) for value in values]
    safe = [not side.is_beyond(value, level.exit) for value in values]
    ends = range(days, len(values) + 1)
    entered = max((end for end in ends if all(bad[end - days : end])), default=-1)
    left = max((end for end in ends if all(safe[end - days : end])), default=-1)
    return entered > left


@given(values=_VALUES, cut=st.integers(0, 40))
def test_days_may_be_judged_in_any_portions_and_again(values: list[Decimal | None], cut: int) -> None:
    """A process that was down for three days, or that judges a day twice, tells the same story once."""
    readings = _readings(values)

    at_once = replay(_CAC, unknown(_CAC), readings)
    state, before = replay(_CAC, unknown(_CAC), readings[:cut])
    state, after = replay(_CAC, state, readings)

    assert (state, (*before, *after)) == at_once


def test_a_hole_in_the_days_is_refused() -> None:
    """A day that was forgotten does not count as two days in a row."""
    state = State(unknown(_CAC).latches, through=_FIRST)

    with pytest.raises(ValueError, match="2026-10-03 does not follow 2026-10-01"):
        evaluate(_CAC, state, Reading(date(2026, 10, 3), Decimal(90)))


@pytest.mark.parametrize(
    "levels",
    [
        (),
        (Level(Severity.WARNING, Decimal(70), Decimal(71)),),
        (level_at(Severity.WARNING, Side.ABOVE, Decimal(80)), level_at(Severity.CRITICAL, Side.ABOVE, Decimal(70))),
        (level_at(Severity.CRITICAL, Side.ABOVE, Decimal(70)), level_at(Severity.WARNING, Side.ABOVE, Decimal(80))),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(levels: tuple[Level, ...]) -> None:
    """A slip in a rule is told when it is made, not when it does not fire."""
    with pytest.raises(RuleError):
        Rule(Side.ABOVE, levels)


def test_an_event_says_why() -> None:
    """Whoever is woken reads the reason first."""
    _, events = replay(_CAC, unknown(_CAC), _readings([Decimal(72), Decimal(73)]))

    assert events[-1] == Event(
        What.OPENED, date(2026, 10, 2), Decimal(73), Severity.WARNING, "73 is above 70 for 2 closed days"
    )
