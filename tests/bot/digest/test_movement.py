"""What moved unusually, against what usually moves."""

from decimal import Decimal

import pytest

from bot.digest.movement import UNUSUAL, unusualness

CALM = [Decimal(each) / 100 for each in (-3, 2, 1, -1, 0, 2, -2, 1)]


def test_a_usual_change_is_not_unusual() -> None:
    """A number that swings each day is not news each day."""
    found = unusualness(Decimal("0.02"), CALM)

    assert found is not None
    assert found < UNUSUAL


def test_an_unusual_change_is_found_however_odd_one_week_was() -> None:
    """One campaign two months ago does not hide this morning's collapse."""
    odd = [*CALM[:-1], Decimal(9)]

    found = unusualness(Decimal("-0.2"), odd)

    assert found is not None
    assert found > UNUSUAL


def test_the_score_is_that_of_the_book() -> None:
    """0.6745 (x - median) / MAD of Iglewicz and Hoaglin, worked out by hand."""
    found = unusualness(Decimal(10), [Decimal(each) for each in (1, 2, 3, 4, 5)])

    assert found is not None
    assert float(found) == pytest.approx(0.6745 * (10 - 3) / 1, rel=1e-4)


def test_after_days_that_were_all_alike_any_other_is_unusual() -> None:
    """The first refunds after two quiet months are news; another quiet day is none."""
    alike = [Decimal(0)] * 8

    assert (unusualness(Decimal(1), alike), unusualness(Decimal(0), alike)) == (Decimal("Infinity"), Decimal(0))
    mostly = unusualness(Decimal(1), [*alike[:-1], Decimal("0.8")])
    assert mostly is not None
    assert UNUSUAL < mostly < 100


def test_too_short_a_history_says_nothing() -> None:
    """A company in its first weeks is not told that everything is unusual."""
    assert unusualness(Decimal(1), CALM[:3]) is None
