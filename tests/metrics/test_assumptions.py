"""What finance assumes changes what a number means, and each meaning equals its independent recomputation."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from company import SmallCompany
from oracle import Oracle
from oracle_cohorts import cohorts_monthly
from oracle_customers import last_whole
from recomputation import ZONES, load, same

from metrics.answer import Answer, Status
from metrics.catalogue.assumed import catalogue_under
from metrics.engine import CompanyView, answer_question
from metrics.periods import Between
from metrics.question import Question
from store.assumptions import Assumptions, LtvMethod, RefundRateBasis, RetentionBasis
from store.database import Database

YESTERDAY = date(2026, 11, 21)
DAY = timedelta(days=1)
SEEDS = (1, 2, 3, 6)


def ask(database: Database, seed: int, end: date, metric: str, assumptions: Assumptions) -> Answer:
    zone = ZONES[seed % len(ZONES)]
    now = datetime.combine(end + DAY, time(9), ZoneInfo(zone))
    question = Question(metric, Between(end - 29 * DAY, end))
    return answer_question(question, CompanyView(database, zone, "CAD", now, catalogue_under(assumptions)))


def months_of(end: date) -> list[tuple[date, date]]:
    """The last three whole months, the latest first, and the one before them."""
    months = [last_whole(end, "month")]
    while len(months) < 4:
        months.append(last_whole(months[-1][0] - DAY, "month"))
    return months


def profit_of_a_month(oracle: Oracle, end: date) -> Fraction | None:
    """By hand: gross profit and active customers of three months, whenever the customers came."""
    wanted = {start for start, _ in months_of(end)[:3]}
    active = profit = Fraction(0)
    for (cohort, _, since), row in cohorts_monthly(oracle.books).items():
        year, month = divmod(cohort.year * 12 + cohort.month - 1 + since, 12)
        if date(year, month + 1, 1) in wanted:
            active += row[1]
            profit += Fraction(row[3])
    return profit / active if active else None


def churn_of_a_month(oracle: Oracle, end: date) -> Fraction | None:
    """By hand: who of a month's customers did not come back in the next, over three months."""
    months = months_of(end)
    active = [
        {customer.id for customer in oracle.books.customers if any(a <= day <= b for day in customer.order_days)}
        for a, b in months
    ]
    before = [len(each) for each in active[1:]]
    lost = sum(len(earlier - later) for later, earlier in pairwise(active))
    return Fraction(lost, sum(before)) if lost and min(before) >= 50 else None


def decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_option_equals_its_independent_recomputation(database: Database, seed: int) -> None:
    """Finance's own choice of a definition is as right as the default."""
    dense = seed == SEEDS[-1]
    size = {"number": 1500, "days": 150} if dense else {"number": 400, "days": 500}
    oracle = load(database, seed, ZONES[seed % len(ZONES)], **size)
    end = max(sale.day for sale in oracle.books.sales)
    profit, churn = profit_of_a_month(oracle, end), churn_of_a_month(oracle, end)

    assumed = Assumptions(ltv_method=LtvMethod.ASSUMED, lifetime_months=Decimal("17.5"))
    by_lifetime = ask(database, seed, end, "ltv", assumed)
    by_formula = ask(database, seed, end, "ltv", Assumptions(ltv_method=LtvMethod.FORMULA))
    on_or_after = ask(database, seed, end, "retention", Assumptions(retention_basis=RetentionBasis.ON_OR_AFTER))
    by_order = ask(database, seed, end, "refundrate", Assumptions(refund_rate_basis=RefundRateBasis.ORDER_DAY))

    assert by_formula.value is not None or not dense, by_formula.reason
    assert same(by_lifetime.value, None if profit is None else decimal(profit * Fraction("17.5")))
    assert same(by_formula.value, decimal(profit / churn) if profit is not None and churn else None)
    period = on_or_after.period
    assert same(on_or_after.value, oracle.retention_since(period.start, period.end, 90, closed=end))
    placed = [sale for sale in oracle.books.sales if end - 29 * DAY <= sale.day <= end]
    revenue = sum(sale.order.gross_amount for sale in placed)
    given_back = sum(back.refund.amount for back in oracle.books.returns if back.sale in placed)
    assert same(by_order.value, decimal(Fraction(given_back) / Fraction(revenue)) if revenue else None)


def test_the_formula_needs_fifty_customers_a_month(company: SmallCompany) -> None:
    """A lifetime is not told from the few who happened to leave."""
    for month in (6, 7, 8, 9, 10, 11):
        company.customers(date(2026, month, 10), 49 if month == 8 else 60, prefix=str(month))
    company.connect("refunds")
    company.publish()

    answer = company.assuming(ltv_method="formula").ask("ltv")

    assert answer.value is None
    assert answer.reason == "a month had 49 active customers, and it takes at least 50"


def test_nobody_lost_is_no_endless_lifetime(company: SmallCompany) -> None:
    """Zero churn gives no value, and not an infinite one."""
    for month in (6, 7, 8, 9, 10):
        for index in range(50):
            company.order(f"{month}-{index}", f"c{index}", date(2026, month, 10))
    company.order("last", "c0", YESTERDAY)
    company.publish()

    answer = company.assuming(ltv_method="formula").ask("ltv")

    assert answer.reason == "no customer was lost in the last 3 closed months, so a lifetime can't be told"


def test_a_target_of_ones_own_is_judged_by(company: SmallCompany) -> None:
    """The company's target stands in the message, and the status follows it."""
    company.customers(YESTERDAY, 30)
    company.connect("refunds")
    company.publish()

    assert company.ask("grossmargin").status is Status.OFF_TARGET
    assert company.assuming(targets={"grossmargin": 0.5}).ask("grossmargin").status is Status.ON_TARGET
    judged = company.assuming(levels={"grossmargin": {"warning": 0.7, "critical": 0.61}}).ask("grossmargin")
    assert judged.status is Status.CRITICAL


def test_a_shorter_horizon_is_in_the_title(company: SmallCompany) -> None:
    """Nobody reads half a year's LTV as a whole year's."""
    company.customers(date(2026, 4, 1), 25)
    company.customers(YESTERDAY, 25)
    company.publish()

    answer = company.assuming(ltv_horizon_days=30).ask("ltv")

    assert answer.title == "LTV (30 days)"
    assert "30 days" in answer.doc
