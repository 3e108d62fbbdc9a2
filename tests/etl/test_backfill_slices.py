"""A backfill's days in slices, and how long the rest of them will take."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from etl.backfill.slices import Slice, cut_into_slices, estimate_left
from etl.terms import Days


def _slice(rows: int, seconds: float | None) -> Slice:
    return Slice(Days(date(2026, 1, 1), date(2026, 1, 31)), rows, seconds)


def test_slices_are_months_and_the_outermost_reach_to_whole_weeks() -> None:
    """A kill costs a month at most, and no week at the edge is left half computed."""
    slices = cut_into_slices(Days(date(2026, 9, 2), date(2026, 10, 31)))

    assert slices == [
        # Monday the 31st of August is of the week of the 2nd; November 1 is a Sunday.
        Days(date(2026, 8, 31), date(2026, 9, 30)),
        Days(date(2026, 10, 1), date(2026, 11, 1)),
    ]


@given(start=st.dates(date(2020, 1, 1), date(2027, 12, 31)), length=st.integers(0, 800))
def test_every_day_lies_in_one_slice(start: date, length: int) -> None:
    """No day is corrected twice, none is forgotten, and all that a run of these days would compute is computed."""
    days = Days(start, start + timedelta(days=length))

    slices = cut_into_slices(days)

    assert Days(slices[0].start, slices[-1].end) == days.in_whole_buckets()
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(slices))
    assert all(each.start <= each.end for each in slices)


def test_nothing_is_estimated_before_the_first_slice() -> None:
    """No guess is shown as if it were known."""
    assert estimate_left([_slice(10, None), _slice(10, None)]) is None


def test_the_time_left_follows_the_rows_that_are_left() -> None:
    """After the quiet months of the beginning, the busy ones are not promised to be as quick."""
    # The average slice has 100 rows: weights of 100, 150 and 350.
    slices = [_slice(0, 2.0), _slice(50, 3.0), _slice(250, None)]

    assert estimate_left(slices) == timedelta(seconds=7)


def test_the_time_left_without_rows_is_that_of_the_slices() -> None:
    """A backfill of days that nothing was published for has an estimate, too."""
    assert estimate_left([_slice(0, 2.0), _slice(0, None), _slice(0, None)]) == timedelta(seconds=4)


def test_nothing_is_left_when_all_is_done() -> None:
    """The bar ends at nought."""
    assert estimate_left([_slice(5, 2.0)]) == timedelta(0)
