"""Axes name round values, all their digits, and hold what they must hold."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.end_labels import spread
from charts.scale import bar_scale, line_scale
from metrics.answer import Unit
from metrics.answer.numbers import short_text

D = Decimal
amounts = st.decimals(D("-1e13"), D("1e13"), places=4)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("1180", "2075", ["$1.25k", "$1.5k", "$1.75k", "$2k"]),
        ("0", "43", ["$0", "$10", "$20", "$30", "$40"]),
        ("17000", "18000", ["$17k", "$17.25k", "$17.5k", "$17.75k", "$18k"]),
        ("-1500", "-100", ["−$1.5k", "−$1k", "−$500", "$0"]),
        ("1e12", "2e12", ["$0", "$500B", "$1T", "$1.5T", "$2T"]),
        ("0.0001", "0.0001", ["$0", "$0.000025", "$0.00005", "$0.000075", "$0.0001"]),
    ],
)
def test_ticks_are_round_and_their_labels_whole(low: str, high: str, expected: list[str]) -> None:
    """A label "$18k" at 17,500 would be a wrong number on a picture."""
    scale = line_scale([D(low), D(high)], Unit.MONEY)

    assert [short_text(tick, Unit.MONEY, "CAD") for tick in scale.ticks] == expected


def test_counts_are_not_cut_into_halves() -> None:
    """Nobody has two and a half orders."""
    scale = bar_scale([D(1), D(3)], Unit.COUNT)

    assert scale.ticks == (D(0), D(1), D(2), D(3))


@pytest.mark.parametrize(("low", "high"), [("118.2", "121.9"), ("120.1", "120.3"), ("0.2", "0.4"), ("-0.4", "0.3")])
def test_days_are_not_cut_into_hours(low: str, high: str) -> None:
    """A payback of 120.25 days is a precision that nobody measured."""
    scale = line_scale([D(low), D(high)], Unit.DAYS)

    assert len(scale.ticks) >= 2
    assert all(tick == tick.to_integral_value() for tick in scale.ticks)
    assert scale.holds(D(low))
    assert scale.holds(D(high))


def test_a_small_move_is_not_blown_up() -> None:
    """A number that moves by a thousandth is drawn as nearly flat, not as a range of mountains."""
    scale = line_scale([D(1000), D(1001)], Unit.MONEY)

    assert scale.high - scale.low > 20


@given(values=st.lists(amounts, min_size=1, max_size=8), unit=st.sampled_from(Unit), from_zero=st.booleans())
def test_an_axis_holds_its_values_and_names_a_few(values: list[Decimal], unit: Unit, *, from_zero: bool) -> None:
    """No point falls off the picture, and no axis is bare or crowded."""
    if unit is Unit.COUNT:
        values = [value.to_integral_value() for value in values]

    scale = line_scale(values, unit, from_zero=from_zero)

    assert all(scale.holds(value) for value in values)
    assert 2 <= len(scale.ticks) <= 6
    assert all(scale.holds(tick) for tick in scale.ticks)
    assert not from_zero or scale.holds(D(0))


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_are_pushed_apart_and_keep_their_order(wanted: list[float]) -> None:
    """The names of lines that end close together can all be read, each nearest to its own line."""
    heights = spread(wanted, 38, 0, 300)

    in_order = [height for _, height in sorted(zip(wanted, heights, strict=True))]
    assert all(after - before >= 38 - 1e-9 for before, after in pairwise(in_order))
    assert all(-1e-9 <= height <= 300 + 1e-9 for height in heights)


def test_labels_with_room_stay_where_their_lines_end() -> None:
    """A label that needn't move doesn't."""
    assert spread([200.0, 20.0], 38, 0, 300) == [200.0, 20.0]
