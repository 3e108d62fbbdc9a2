"""The outlook, its bands and its error, against series whose future is known and against the plain definitions."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.answer import Outlook
from metrics.outlook import days_needed, outlook_from

END = date(2026, 11, 21)
_DAY = timedelta(days=1)


def noisy(days: int, seed: int, spread: float = 10.0) -> list[Decimal]:
    """A week of its own with independent noise: what the method is made for."""
    dice = Random(seed)  # noqa: S311  # no secret
    week = (100, 110, 120, 130, 140, 200, 180)
    return [Decimal(str(round(week[n % 7] + dice.gauss(0, spread), 2))) for n in range(days)]


def looked(history: list[Decimal], horizon: int) -> Outlook:
    outlook = outlook_from(history, END, horizon)
    assert outlook is not None
    return outlook


def test_a_week_that_repeats_itself_goes_on() -> None:
    """Saturday would be expected on a Friday."""
    week = [Decimal(value) for value in (1, 2, 3, 4, 5, 6, 70)]

    outlook = looked(week * 30, 14)

    assert [each.value for each in outlook.days] == week * 2
    assert [each.day for each in outlook.days] == [END + _DAY * n for n in range(1, 15)]
    assert (outlook.total80.low, outlook.total80.high, outlook.backtest.mase) == (182, 182, None)


@given(st.lists(st.integers(0, 1000), min_size=days_needed(7), max_size=days_needed(7) + 60))
def test_a_day_is_the_median_of_its_last_eight_weekdays(history: list[int]) -> None:
    """The number could be explained by nobody."""
    outlook = looked([Decimal(value) for value in history], 7)

    for ahead, each in enumerate(outlook.days):
        same = [history[len(history) - 7 * back + ahead] for back in range(1, 9)]
        assert each.value == pytest.approx(Decimal(median(same)), abs=Decimal("0.01"))
        assert Decimal(0) <= each.range95.low <= each.range80.low <= each.value
        assert each.value <= each.range80.high <= each.range95.high


def test_one_sale_does_not_move_it() -> None:
    """Black Friday would be expected every Friday."""
    quiet, sale = noisy(300, seed=1), noisy(300, seed=1)
    sale[-8] = Decimal(5000)

    apart = [
        abs(one.value - other.value) for one, other in zip(looked(quiet, 7).days, looked(sale, 7).days, strict=True)
    ]

    assert max(apart) < 15


def test_the_bands_hold_what_they_promise() -> None:
    """Of a hundred futures, eighty and ninety-five lie within: tried on days that the outlook has not seen."""
    within = {80: 0, 95: 0}
    days = 0
    for seed in range(40):
        history = noisy(428, seed)
        outlook, future = looked(history[:400], 28), history[400:]
        for each, came in zip(outlook.days, future, strict=True):
            days += 1
            within[80] += each.range80.low <= came <= each.range80.high
            within[95] += each.range95.low <= came <= each.range95.high

    assert within[80] / days == pytest.approx(0.80, abs=0.04)
    assert within[95] / days == pytest.approx(0.95, abs=0.02)


def test_the_backtest_says_how_the_bands_did() -> None:
    """The shares that are shown are measured, and on noise without a trend come to what the bands promise."""
    found = [looked(noisy(730, seed), 30).backtest for seed in range(8)]

    assert {backtest.origins for backtest in found} == {52}
    assert fmean(float(each.within80 or 0) for each in found) == pytest.approx(0.80, abs=0.04)
    assert fmean(float(each.within95 or 0) for each in found) == pytest.approx(0.95, abs=0.02)
    # A median of eight has a fifth of the variance of one week: the error is that of 1.1 deviations against 1.41.
    assert fmean(float(each.mase or 0) for each in found) == pytest.approx(0.76, abs=0.04)


def test_the_error_is_that_of_the_definition() -> None:
    """MASE is a number that people compare with other tools'."""
    history = noisy(days_needed(14) + 20, seed=5)
    values = [float(value) for value in history]
    origins = list(range(len(values) - 14, 55, -7))[:52]

    errors = [
        abs(values[origin + ahead] - median(values[origin + ahead % 7 - 7 * back] for back in range(1, 9)))
        for origin in origins
        for ahead in range(14)
    ]
    naive = [abs(values[n] - values[n - 7]) for n in range(7, len(values))]

    mase = looked(history, 14).backtest.mase
    assert mase is not None
    assert float(mase) == pytest.approx((sum(errors) / len(errors)) / (sum(naive) / len(naive)), abs=0.0001)


def test_further_out_is_no_surer() -> None:
    """A company that grows is less known in three months than tomorrow."""
    growing = [value + n for n, value in enumerate(noisy(500, seed=2))]

    widths = [each.range80.high - each.value for each in looked(growing, 90).days]

    assert all(after >= before - Decimal("0.01") for before, after in pairwise(widths))
    assert widths[-1] > 2 * widths[0]


@pytest.mark.parametrize("horizon", [7, 30, 90, 180])
def test_too_short_a_history_gives_none(horizon: int) -> None:
    """Two months of data would be told as a year's future."""
    enough = days_needed(horizon)

    assert outlook_from(noisy(enough - 1, seed=1), END, horizon) is None
    assert looked(noisy(enough, seed=1), horizon).backtest.origins == 12


def test_what_may_be_negative_may_be_expected_so() -> None:
    """Net revenue after a wave of refunds is not cut off at nought."""
    history = [value - 150 for value in noisy(300, seed=4)]

    assert min(each.range95.low for each in looked(history, 7).days) < 0
