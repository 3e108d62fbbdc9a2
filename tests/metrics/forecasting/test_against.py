"""Actual against forecast, held against sums done by hand and by other means than the code's."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.answer import Direction, Unit
from metrics.catalogue import find_metric
from metrics.forecasting import EVEN, Actuals, Nature, Plan, Weekdays, against_forecast, nature_of, weekdays_of

CLOSED = date(2026, 11, 22)
_DAY = timedelta(days=1)
MONTHS = tuple(date(2026, number, 1) for number in range(1, 13))


def days(first: date, last: date) -> list[date]:
    return [first + _DAY * n for n in range((last - first).days + 1)]


def actuals(over: Callable[[date, date], Decimal | None], **changes: object) -> Actuals:
    usual = Actuals(Nature.SUM, Unit.MONEY, Direction.UP_IS_GOOD, CLOSED, date(2025, 1, 1), over, lambda _month: EVEN)
    return replace(usual, **changes)  # type: ignore[arg-type]  # any of its fields


def ten_a_day(first: date, last: date) -> Decimal:
    return Decimal(10 * len(days(first, last)))


def flat(amount: int, months: tuple[date, ...] = MONTHS) -> Mapping[date, Decimal]:
    return dict.fromkeys(months, Decimal(amount))


def test_the_running_month_is_held_against_its_days_part() -> None:
    """Three weeks of a month would look like a disaster beside the forecast of four."""
    plan = Plan(flat(330))

    november = against_forecast(plan, actuals(ten_a_day), CLOSED, CLOSED).months[10]

    assert november.is_running
    assert (november.actual, november.expected) == (220, 330 * Decimal(22) / 30)
    assert november.variance is not None
    assert (november.variance.value, november.variance.is_good) == (-22, False)
    assert november.variance.share == pytest.approx(Decimal(220) / 242 - 1)


def test_a_month_that_is_over_and_one_to_come() -> None:
    """A whole month is held against its whole forecast, and of December nothing is known yet."""
    plan = Plan(flat(300), low=flat(270), high=flat(320))

    months = against_forecast(plan, actuals(ten_a_day), CLOSED, CLOSED).months

    assert (months[9].actual, months[9].expected, months[9].through) == (310, 300, date(2026, 10, 31))
    assert months[9].variance is not None
    assert months[9].variance.is_good is True
    assert (months[11].actual, months[11].expected, months[11].variance) == (None, None, None)
    assert (months[11].forecast, months[11].low, months[11].high) == (300, 270, 320)


@pytest.mark.parametrize(
    ("direction", "is_good"), [(Direction.UP_IS_GOOD, True), (Direction.DOWN_IS_GOOD, False), (Direction.NEUTRAL, None)]
)
def test_more_than_planned_is_good_or_bad_by_the_metric(direction: Direction, *, is_good: bool | None) -> None:
    """Refunds above plan would be praised."""
    october = against_forecast(Plan(flat(300)), actuals(ten_a_day, direction=direction), CLOSED, CLOSED).months[9]

    assert october.variance is not None
    assert october.variance.is_good is is_good


def test_a_share_is_compared_as_it_is_and_in_points() -> None:
    """A margin is not two thirds of itself after two thirds of a month."""
    margin = actuals(lambda _first, _last: Decimal("0.60"), nature=Nature.AS_IT_IS, unit=Unit.FRACTION)

    found = against_forecast(Plan({MONTHS[10]: Decimal("0.65")}), margin, CLOSED, CLOSED)

    november = found.months[10]
    assert (november.expected, found.landing) == (Decimal("0.65"), None)
    assert november.variance is not None
    assert (november.variance.value, november.variance.share) == (Decimal("-0.05"), None)


def test_a_stock_is_held_against_the_months_end() -> None:
    """Cash is not prorated either; over several months it is that of the last."""
    cash = actuals(lambda _first, last: Decimal(last.day), nature=Nature.STOCK)
    plan = Plan({MONTHS[9]: Decimal(5), MONTHS[10]: Decimal(7)})

    assert cash.expected(plan, date(2026, 10, 1), CLOSED) == 7
    assert [each.actual for each in against_forecast(plan, cash, CLOSED, CLOSED).months[9:11]] == [31, 22]


def test_what_is_of_whole_months_says_nothing_of_a_part() -> None:
    """A burn before payday is no burn."""
    burn = actuals(ten_a_day, nature=Nature.AS_IT_IS, is_of_whole_months=True)

    months = against_forecast(Plan(flat(300)), burn, CLOSED, CLOSED).months

    assert (months[10].actual, months[10].is_running) == (None, True)
    assert months[9].actual == 310


def test_a_month_that_the_data_begin_in_is_not_known() -> None:
    """The first month of a company's data would miss its plan."""
    young = actuals(ten_a_day, begins=date(2026, 10, 2))

    found = against_forecast(Plan(flat(300)), young, CLOSED, CLOSED)

    assert [each.actual for each in found.months[8:11]] == [None, None, 220]
    assert found.landing is not None
    assert found.landing.reason == "the data begins on Oct 2, 2026"


def test_the_year_lands_on_what_came_and_the_forecast_of_what_remains() -> None:
    """A good start would be forgotten, or the rest of the month counted twice."""
    plan = Plan(flat(300), low=flat(150), high=flat(600))

    landing = against_forecast(plan, actuals(ten_a_day), CLOSED, CLOSED).landing

    assert landing is not None
    to_date = 10 * len(days(date(2026, 1, 1), CLOSED))
    remains = Decimal(300) * 8 / 30 + 300
    assert landing.value == pytest.approx(to_date + remains)
    assert landing.low == pytest.approx(to_date + remains / 2)
    assert landing.high == pytest.approx(to_date + remains * 2)
    assert landing.forecast == 3600
    assert landing.variance is not None
    assert landing.variance.value == pytest.approx(to_date + remains - 3600)


def test_a_year_without_a_forecast_of_its_rest_does_not_land() -> None:
    """December would count as nothing."""
    landing = against_forecast(Plan(flat(300, MONTHS[:11])), actuals(ten_a_day), CLOSED, CLOSED).landing

    assert landing is not None
    assert (landing.value, landing.reason) == (None, "there is no forecast of December 2026")


def test_a_year_that_is_over_lands_where_it_came_to() -> None:
    """On New Year's Eve nothing remains."""
    found = against_forecast(
        Plan(flat(300)), actuals(ten_a_day, closed=date(2026, 12, 31)), date(2026, 12, 1), date(2026, 12, 31)
    )

    assert found.landing is not None
    assert found.landing.value == found.landing.low == found.landing.high == 3650


@given(
    first=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=5),
    weights=st.lists(st.integers(0, 9), min_size=7, max_size=7).filter(any),
)
def test_the_parts_of_a_forecast_add_up(first: date, lengths: list[int], weights: list[int]) -> None:
    """Two halves of a month would be more or less than the month."""
    usual = Weekdays(tuple(map(Decimal, weights)))
    whole = actuals(ten_a_day, weekdays=lambda _month: usual)
    plan = Plan({date(year, n, 1): Decimal(100 * n + year) for year in (2026, 2027) for n in range(1, 13)})
    cuts = [first]
    for length in lengths:
        cuts.append(cuts[-1] + _DAY * length)
    runs = [(start, end - _DAY) for start, end in pairwise(cuts)]

    parts = [whole.expected(plan, *run) for run in runs]

    by_day = sum(_by_day(plan, weights, day) for day in days(runs[0][0], runs[-1][1]))
    assert all(part is not None for part in parts)
    assert sum(part for part in parts if part is not None) == pytest.approx(by_day)
    assert whole.expected(plan, runs[0][0], runs[-1][1]) == pytest.approx(by_day)


def _by_day(plan: Plan, weights: list[int], day: date) -> Decimal:
    """The plain definition: a day's weight among those of its month's days."""
    month = [day.replace(day=n) for n in range(1, monthrange(day.year, day.month)[1] + 1)]
    total = sum(weights[each.weekday()] for each in month)
    return plan.base[day.replace(day=1)] * weights[day.weekday()] / total


def test_weekdays_weigh_what_they_brought_in_the_twelve_weeks_before() -> None:
    """Five Saturdays in a month of a weekend business would be taken for as many Mondays."""
    month, seen = date(2026, 11, 1), list[date]()

    def value(day: date) -> Decimal:
        seen.append(day)
        return Decimal(3 if day.weekday() == 5 else 1)

    found = weekdays_of(month, date(2024, 1, 1), value)

    assert (min(seen), max(seen)) == (date(2026, 8, 9), date(2026, 10, 31))
    assert found.weights == (12, 12, 12, 12, 12, 36, 12)
    assert found.share(month, month, month) == Decimal(1) / 38


@pytest.mark.parametrize(
    ("first_day", "value"),
    [
        (date(2026, 10, 8), lambda _day: Decimal(1 + _day.weekday())),
        (date(2024, 1, 1), lambda day: Decimal(900 if day.day == 15 else 0)),
        (date(2024, 1, 1), lambda day: Decimal(-1 if day.weekday() == 6 else 2)),
        (date(2024, 1, 1), lambda _day: None),
    ],
    ids=["three weeks of data", "bills of one day a month", "a weekday of refunds", "nothing"],
)
def test_days_weigh_alike_where_weekdays_say_nothing(first_day: date, value: Callable[[date], Decimal | None]) -> None:
    """Payroll on a Sunday would make the Sundays of a month expensive."""
    assert weekdays_of(date(2026, 11, 1), first_day, value) == EVEN


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("revenue", Nature.SUM),
        ("netrevenue", Nature.SUM),
        ("opex", Nature.SUM),
        ("newcustomers", Nature.SUM),
        ("cash", Nature.STOCK),
        ("mrr", Nature.STOCK),
        ("arr", Nature.STOCK),
        ("cac", Nature.AS_IT_IS),
        ("grossmargin", Nature.AS_IT_IS),
        ("burn", Nature.AS_IT_IS),
        ("runway", Nature.AS_IT_IS),
    ],
)
def test_each_metric_is_held_against_its_forecast_in_its_own_way(name: str, nature: Nature) -> None:
    """MRR would be summed over days, or revenue compared with a month that has not ended."""
    metric = find_metric(name)

    assert metric is not None
    assert nature_of(metric.expression) is nature
