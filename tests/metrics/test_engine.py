"""Question to answer: what is closed, what is withheld and why, and what a number is compared with."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import Absence, ChangeKind, ChartKind, Grain, Status
from metrics.engine import UnknownMetricError

# The day before the tests' Sunday.
YESTERDAY = date(2026, 11, 21)


def test_before_the_first_run_there_is_no_number(company: SmallCompany) -> None:
    """A fresh install says what to do instead of showing a nought."""
    answer = company.ask("revenue")

    assert answer.value is None
    assert answer.reason == "no numbers have been computed yet: import the sources and run the ETL"
    assert answer.absence is Absence.NO_DATA


def test_a_source_that_was_never_brought_has_no_numbers_and_holds_nothing_else_back(company: SmallCompany) -> None:
    """Without ad spend CAC is unknown, not zero, and revenue is there all the same."""
    company.customers(YESTERDAY, 25)
    company.publish()

    cac, revenue = company.ask("cac"), company.ask("revenue")

    assert cac.reason == "ad spend is not connected: import a file of spend"
    assert revenue.value == 25 * 50


def test_refunds_never_brought_withhold_net_revenue_and_mark_ltv(company: SmallCompany) -> None:
    """Net revenue without refunds would be too high in silence; LTV is shown with the mark."""
    company.customers(date(2026, 11, 1), 25)
    company.publish()

    assert company.ask("netrevenue").reason == "refunds are not connected: import a file of refunds"
    assert company.ask("ltv").value == 30
    assert "Refunds are not connected and count as none." in company.ask("ltv").notes


def test_refunds_that_were_brought_empty_are_none(company: SmallCompany) -> None:
    """A shop without refunds has a net revenue."""
    company.customers(YESTERDAY, 2)
    company.connect("refunds")
    company.publish()

    assert company.ask("netrevenue").value == 100
    assert company.ask("refundrate").value == 0


def test_a_late_source_moves_the_closed_day_and_says_so(company: SmallCompany) -> None:
    """CAC never mixes today's orders with the day before yesterday's spend."""
    company.customers(YESTERDAY, 25)
    company.customers(date(2026, 11, 19), 25)
    company.spend(date(2026, 10, 1), date(2026, 11, 19), 100)
    company.publish()

    cac = company.ask("cac")

    assert cac.period.end == date(2026, 11, 19)
    assert cac.value == Decimal(3000) / 25
    assert cac.freshness is not None
    assert (cac.freshness.days_behind, cac.freshness.held_back_by) == (2, "ad spend of Nov 20, 2026 not in")
    assert company.ask("newcustomers").period.end == YESTERDAY


def test_rows_of_the_open_day_take_part_in_nothing_closed(company: SmallCompany) -> None:
    """This morning's orders do not make the last 30 days look better."""
    company.customers(YESTERDAY, 1)
    company.customers(date(2026, 11, 22), 5)
    company.customers(date(2026, 12, 24), 7)
    company.publish()

    assert company.ask("orders").value == 1


def test_today_is_open_and_says_so(company: SmallCompany) -> None:
    """Only `today` counts the open day, and nobody takes it for a whole one."""
    company.customers(YESTERDAY, 1)
    company.customers(date(2026, 11, 22), 5)
    company.publish()

    answer = company.ask("orders", "today")

    assert (answer.value, answer.previous) == (5, None)
    assert "Today is still open: this number will move." in answer.notes


def test_today_after_days_that_never_came_has_no_number(company: SmallCompany) -> None:
    """When the source stopped days ago, no orders today is not zero orders today."""
    company.customers(date(2026, 11, 1), 1)
    company.publish()

    assert company.ask("orders", "today").reason == "the days since Nov 1, 2026 are not in"


def test_days_that_are_not_closed_have_no_number(company: SmallCompany) -> None:
    """Yesterday without yesterday's rows is unknown."""
    company.customers(date(2026, 11, 1), 1)
    company.publish()

    answer = company.ask("orders", "yesterday")

    assert answer.reason == "these days are not closed; the last one that is, is Nov 1, 2026"


def test_a_range_that_runs_past_the_closed_day_is_cut_and_says_so(company: SmallCompany) -> None:
    """A period with missing days does not pass for a whole one."""
    company.customers(date(2026, 11, 1), 1)
    company.customers(YESTERDAY, 2)
    company.publish()

    answer = company.ask("orders", "2026-11-01..2026-11-30")

    assert (answer.value, answer.period.end) == (3, YESTERDAY)
    assert "The days after Nov 21, 2026 are not closed and take no part." in answer.notes


def test_days_before_the_first_row_are_unknown(company: SmallCompany) -> None:
    """A company did not have zero revenue before its data begins."""
    company.customers(date(2026, 11, 1), 1)
    company.customers(YESTERDAY, 1)
    company.publish()

    assert company.ask("revenue", "2025-11").reason == "the data begins on Nov 1, 2026"
    last_month = company.ask("revenue")
    assert last_month.previous is None
    assert last_month.notes == ("No comparison with Sep 23 – Oct 22, 2026: the data begins on Nov 1, 2026.",)
    assert last_month.series[0].value is None


def test_as_of_moves_the_closed_day_back(company: SmallCompany) -> None:
    """A number can be asked for as it stood at the end of an earlier day."""
    company.customers(date(2026, 11, 1), 1)
    company.customers(YESTERDAY, 4)
    company.publish()

    answer = company.ask("orders", as_of=date(2026, 11, 20))

    assert (answer.value, answer.period.end) == (1, date(2026, 11, 20))


@pytest.mark.parametrize(("customers", "has_value"), [(19, False), (20, True)])
def test_cac_needs_twenty_new_customers(company: SmallCompany, customers: int, has_value: bool) -> None:  # noqa: FBT001  # a parameter
    """Nineteen customers are no sample to act on."""
    company.customers(YESTERDAY, customers)
    company.spend(date(2026, 10, 1), YESTERDAY, 100)
    company.publish()

    answer = company.ask("cac")

    assert (answer.value is not None) == has_value
    if not has_value:
        assert answer.reason == "there are 19 new customers in these days, and it takes at least 20"
        assert answer.absence is Absence.TOO_SMALL


def test_spend_of_zero_is_not_a_free_customer(company: SmallCompany) -> None:
    """An ad account that reported nothing does not make CAC fall to $0.00."""
    company.customers(YESTERDAY, 25)
    company.spend(date(2026, 10, 1), YESTERDAY, 0)
    company.publish()

    assert company.ask("cac").reason == "no ad spend is recorded in these days"


@pytest.mark.parametrize(
    ("refund", "status"),
    [(49, Status.ON_TARGET), (50, Status.OFF_TARGET), (70, Status.OFF_TARGET), (71, Status.WARNING)],
)
def test_status_turns_at_its_levels(company: SmallCompany, refund: int, status: Status) -> None:
    """5.0 % is not below 5 %; 7.0 % is not above 7 %."""
    company.order("o1", "c1", YESTERDAY, amount=1000)
    company.refund("r1", "o1", YESTERDAY, refund)
    company.publish()

    assert company.ask("refundrate").status is status


def test_a_refund_rate_above_ten_percent_is_critical_and_may_exceed_a_hundred(company: SmallCompany) -> None:
    """Refunds of earlier orders count on their own day."""
    company.order("o1", "c1", date(2026, 9, 1), amount=500)
    company.order("o2", "c1", YESTERDAY, amount=100)
    company.refund("r1", "o1", YESTERDAY, 150)
    company.publish()

    answer = company.ask("refundrate")

    assert (answer.value, answer.status) == (Decimal("1.5"), Status.CRITICAL)


def test_percentages_change_in_points_and_money_in_percent(company: SmallCompany) -> None:
    """From 2 % to 4 % is two points, not a hundred percent."""
    company.order("o1", "c1", date(2026, 10, 10), amount=100)
    company.refund("r1", "o1", date(2026, 10, 10), 2)
    company.order("o2", "c1", YESTERDAY, amount=150)
    company.refund("r2", "o2", YESTERDAY, 6)
    company.order("o0", "c1", date(2026, 9, 1))
    company.publish()

    rate, revenue = company.ask("refundrate").change, company.ask("revenue").change

    assert rate is not None
    assert revenue is not None
    assert (rate.kind, rate.value) == (ChangeKind.POINTS, Decimal("0.02"))
    assert (revenue.kind, revenue.value) == (ChangeKind.RELATIVE, Decimal("0.5"))


def test_there_is_no_change_from_nothing(company: SmallCompany) -> None:
    """From zero to something is not infinitely more."""
    company.order("o0", "c0", date(2026, 8, 1))
    company.order("o1", "c1", YESTERDAY)
    company.publish()

    answer = company.ask("revenue")

    assert (answer.previous, answer.change) == (0, None)


def test_a_ratio_over_a_month_is_the_ratio_of_its_sums(company: SmallCompany) -> None:
    """Average order value is not the mean of daily averages."""
    company.order("o1", "c1", date(2026, 11, 20), amount=10)
    company.order("o2", "c2", YESTERDAY, amount=100)
    company.order("o3", "c3", YESTERDAY, amount=100)
    company.publish()

    assert company.ask("aov").value == 70


@pytest.mark.parametrize(
    ("period", "grain", "points"), [("92d", Grain.DAY, 92), ("93d", Grain.WEEK, 14), ("367d", Grain.MONTH, 13)]
)
def test_points_lie_as_far_apart_as_the_period_asks(
    company: SmallCompany, period: str, grain: Grain, points: int
) -> None:
    """A year is read by the week and two years by the month."""
    company.customers(date(2024, 1, 1), 1)
    company.customers(YESTERDAY, 1)
    company.publish()

    answer = company.ask("orders", period)

    assert (answer.grain, len(answer.series)) == (grain, points)


def test_days_weeks_and_months_add_up_to_the_same(company: SmallCompany) -> None:
    """A number does not depend on how its picture is cut."""
    for day in range(1, 22):
        company.customers(date(2026, 11, day), day % 3)
        company.customers(date(2026, 2, day), day % 5, prefix="d")
    company.customers(date(2024, 1, 1), 1)
    company.publish()

    for period in ("90d", "300d", "600d"):
        answer = company.ask("revenue", period)
        assert answer.value == sum(point.value or 0 for point in answer.series)


def test_channels_add_up_to_the_total(company: SmallCompany) -> None:
    """No revenue is lost between the channels."""
    company.customers(YESTERDAY, 3, "meta")
    company.customers(YESTERDAY, 2, "TikTok Ads")
    company.customers(YESTERDAY, 1, "a new network")
    company.publish()

    answer = company.ask("revenue", by="channel")

    assert {part.name: part.value for part in answer.breakdown} == {"meta": 150, "tiktok": 100, "other": 50}
    assert answer.value == 300
    assert answer.chart is ChartKind.BAR


def test_spend_is_shown_by_channel_unasked(company: SmallCompany) -> None:
    """Where the money went is the first question about spend."""
    company.customers(YESTERDAY, 1)
    company.spend(date(2026, 11, 1), YESTERDAY, 10, "meta")
    company.spend(date(2026, 11, 1), YESTERDAY, 20, "tiktok")
    company.publish()

    answer = company.ask("spend")

    assert [(part.name, part.value) for part in answer.breakdown] == [("meta", 210), ("tiktok", 420)]
    assert all(len(part.series) == 30 for part in answer.breakdown)
    assert answer.chart is ChartKind.PIE


def test_retention_asks_only_customers_who_are_old_enough(company: SmallCompany) -> None:
    """A customer of last week has not had ninety days to come back."""
    company.customers(date(2026, 8, 1), 2)
    company.order("again", "c-meta-2026-08-01-0", date(2026, 9, 10))
    company.customers(date(2026, 9, 1), 5)
    company.customers(YESTERDAY, 5)
    company.publish()

    answer = company.ask("retention")

    assert answer.period.end == date(2026, 8, 1)
    assert answer.value == Decimal("0.5")
    assert [(part.name, part.value) for part in answer.breakdown] == [
        ("30 days", Decimal(0)),
        ("60 days", Decimal("0.5")),
        ("90 days", Decimal("0.5")),
    ]


def test_retention_of_a_young_month_says_when_it_is_too_young(company: SmallCompany) -> None:
    """A cohort that can't have come back yet is not a cohort that did not."""
    company.customers(date(2026, 6, 1), 2)
    company.customers(date(2026, 11, 2), 2)
    company.customers(YESTERDAY, 1)
    company.publish()

    assert company.ask("retention", "2026-11").reason == "customers of these days are not 90 days old yet"


@pytest.mark.parametrize(("days", "within_30"), [(1, 1), (30, 1), (31, 0)])
def test_the_thirtieth_day_still_counts(company: SmallCompany, days: int, within_30: int) -> None:
    """Within 30 days means local days first+1 to first+30."""
    company.customers(date(2026, 7, 1), 1)
    company.order("again", "c-meta-2026-07-01-0", date.fromordinal(date(2026, 7, 1).toordinal() + days))
    company.customers(YESTERDAY, 1)
    company.publish()

    parts = {part.name: part.value for part in company.ask("retention", "2026-07").breakdown}

    assert parts["30 days"] == within_30


def test_a_second_order_on_the_first_day_is_no_return(company: SmallCompany) -> None:
    """Two orders in one afternoon do not make a returning customer."""
    company.customers(date(2026, 7, 1), 1)
    company.order("again", "c-meta-2026-07-01-0", date(2026, 7, 1))
    company.customers(YESTERDAY, 1)
    company.publish()

    assert company.ask("retention", "2026-07").value == 0


def test_ltv_stops_where_the_customers_are_too_few_and_says_so(company: SmallCompany) -> None:
    """An LTV over 30 days never passes for one over 360."""
    company.customers(date(2026, 10, 1), 20)
    company.connect("refunds")
    company.publish()
    # The day that closes is the last with orders: let it be 40 days after those customers came.
    company.order("late", "c-meta-2026-10-01-0", date(2026, 11, 10), amount=70, cogs=10)
    company.publish()

    answer = company.ask("ltv")

    assert (answer.value, answer.title) == (30, "LTV (first 30 days)")
    assert answer.notes[0] == "LTV over the first 30 days: fewer than 20 customers have lived through the next 30."


def test_explain_reaches_down_to_the_source_tables(company: SmallCompany) -> None:
    """Every number can be followed to the rows that it was made of."""
    company.customers(date(2026, 11, 1), 25)
    company.customers(YESTERDAY, 25)
    company.spend(date(2026, 10, 1), YESTERDAY, 100)
    company.publish()

    ltv, cac = company.ask("ltvcac").inputs

    assert ltv.name == "ltv"
    assert [(each.name, each.value, each.sources) for each in cac.inputs] == [
        ("spend", 3000, ("spend",)),
        ("new_customers", 50, ("orders",)),
    ]
    assert cac.value == Decimal(3000) / 50


def test_payback_is_the_day_the_curve_reaches_the_cost(company: SmallCompany) -> None:
    """Linear inside a bucket, rounded up: 30 on the first day, 60 more over the next thirty; the cost is 40."""
    company.customers(date(2026, 9, 1), 20)
    for index in range(20):
        company.order(f"again-{index}", f"c-meta-2026-09-01-{index}", date(2026, 9, 15), amount=80, cogs=20)
    company.connect("refunds")
    company.customers(date(2026, 11, 2), 20, prefix="d")
    company.spend(date(2026, 10, 3), date(2026, 11, 1), 20)
    company.spend(date(2026, 11, 2), date(2026, 11, 2), 220)
    company.publish()

    answer = company.ask("payback")

    assert company.ask("cac").value == 40
    assert answer.value == 5


def test_a_customer_who_never_pays_back_is_no_number(company: SmallCompany) -> None:
    """Not within 0 days is said, and is not an age."""
    company.customers(YESTERDAY, 20)
    company.connect("refunds")
    company.spend(date(2026, 11, 1), YESTERDAY, 1000)
    company.publish()

    assert company.ask("payback").reason == "customers do not pay back their cost within 0 days"


def test_days_are_those_of_the_companys_zone(company: SmallCompany) -> None:
    """Half past eleven at night in Toronto is that day, though UTC is already at the next."""
    evening = SmallCompany(company.database, now=datetime(2026, 11, 22, 4, 59, tzinfo=UTC))
    company.order("o1", "c1", date(2026, 11, 20))
    company.publish()

    assert evening.ask("orders").freshness is not None
    assert evening.ask("orders", "yesterday").period.end == date(2026, 11, 20)


def test_an_unknown_metric_is_an_error(company: SmallCompany) -> None:
    """Nothing is answered in another metric's name."""
    with pytest.raises(UnknownMetricError, match="There is no metric 'happiness'"):
        company.ask("happiness")


def test_a_short_ltv_is_not_judged_or_compared_with_a_longer_one(company: SmallCompany) -> None:
    """An age bucket that fills up is not growth, and a part is not held against the target for the whole."""
    company.customers(date(2026, 9, 1), 20)
    company.customers(date(2026, 10, 10), 20, prefix="d")
    company.connect("refunds")
    company.spend(date(2026, 8, 1), YESTERDAY, 10)
    company.order("late", "c-meta-2026-09-01-0", YESTERDAY)
    company.publish()

    october = company.ask("ltv", "2026-10")
    ratio = company.ask("ltvcac", "2026-10")

    assert october.title == "LTV (first 60 days)"
    assert (october.previous, october.change) == (None, None)
    assert "No comparison: the period before covers the first 0 days." in october.notes
    assert (ratio.value is not None, ratio.status, ratio.title) == (True, Status.NONE, "LTV:CAC (first 60 days)")


def test_no_point_answers_another_question_than_the_headline(company: SmallCompany) -> None:
    """A CAC of one day has no lone point of thirty days beside it."""
    for day in (10, 20):
        company.customers(date(2026, 11, day), 30)
    company.customers(YESTERDAY, 30)
    company.spend(date(2026, 8, 1), YESTERDAY, 100)
    company.publish()

    assert company.ask("cac", "yesterday").value is not None
    assert company.ask("cac", "yesterday").series == ()
    assert len(company.ask("cac", "7d").series) == 7


def test_today_without_a_row_is_unknown(company: SmallCompany) -> None:
    """No order loaded yet is not a day without revenue."""
    company.customers(YESTERDAY, 5)
    company.publish()

    answer = company.ask("revenue", "today")

    assert (answer.value, answer.series) == (None, ())
    assert answer.reason == "no orders of Nov 22, 2026 are in yet"


def test_days_to_come_are_said_to_be_so(company: SmallCompany) -> None:
    """Next year is not a source that is late."""
    company.customers(YESTERDAY, 5)
    company.publish()

    assert company.ask("orders", "2027").reason == "these days are still to come; the last closed one is Nov 21, 2026"


def test_as_of_counts_relative_words_from_its_day_and_calls_nothing_late(company: SmallCompany) -> None:
    """Last month's report run again reads as it did then."""
    company.customers(date(2026, 11, 1), 1)
    company.customers(YESTERDAY, 4)
    company.publish()

    answer = company.ask("orders", "yesterday", as_of=date(2026, 11, 1))

    assert answer.value == 1
    assert answer.freshness is not None
    assert (answer.freshness.days_behind, answer.freshness.held_back_by) == (0, None)
