"""Growth metrics."""

from metrics.answer import ChartKind, Direction, Grain, Unit
from metrics.catalogue.measured import GROSS_REVENUE, REFUNDS
from metrics.cohort_months import FollowedCohorts, InMonthAfter
from metrics.cohorts import Acquired, Returned
from metrics.customers import CustomersIn
from metrics.expression import Expression
from metrics.frames import LastClosed, growth_between
from metrics.metric import AtLeast, Metric
from metrics.periods import CalendarUnit, Trailing
from metrics.recurring import MrrMovement


def _by_calendar(expression: Expression, unit: CalendarUnit) -> Expression:
    return growth_between(expression, LastClosed(unit), LastClosed(unit, ago=1))


_BY_MONTH = _by_calendar(GROSS_REVENUE - REFUNDS, CalendarUnit.MONTH)
_BY_WEEK = _by_calendar(GROSS_REVENUE - REFUNDS, CalendarUnit.WEEK)

REVENUE_GROWTH = Metric(
    name="revenuegrowth",
    title="Revenue growth",
    doc="Net revenue of the last closed calendar month against the month before; beside it, of the last closed week, "
    "Monday to Sunday, against the week before.",
    unit=Unit.FRACTION,
    expression=_BY_MONTH,
    direction=Direction.UP_IS_GOOD,
    aliases=("revgrowth", "netrevenuegrowth", "salesgrowth", "mom", "wow"),
    parts=(("by month", _BY_MONTH), ("by week", _BY_WEEK)),
    parts_dimension="length of time",
)
RETENTION = Metric(
    name="retention",
    title="Retention (90 days)",
    doc="The share of new customers with another order within 30, 60 and 90 days of their first day, the same "
    "customers for the three. Only customers old enough to have had the 90 days count.",
    unit=Unit.FRACTION,
    expression=Returned(90),
    direction=Direction.UP_IS_GOOD,
    aliases=("retained", "repeatrate", "repurchase"),
    needs=(AtLeast(1, Acquired()),),
    trailing_days=30,
    matures_after=90,
    alternatives=("On or after: the share with another order on or after day 30, 60 or 90, whenever it came.",),
    parts=(("30 days", Returned(30)), ("60 days", Returned(60)), ("90 days", Returned(90))),
    parts_dimension="days since the first order",
)

_CHURNED_MRR = MrrMovement("churned") / MrrMovement("opening")
_NEW = CustomersIn(("new_customers",), "customers with their first order")
_RETURNING = CustomersIn(("returning_customers",), "customers with a first order before")
_LOST = CustomersIn(("lost_customers",), "customers of the month before without an order in this one")
_ACTIVE = ("new_customers", "returning_customers")
_ACTIVE_BEFORE = CustomersIn(_ACTIVE, "customers of the month before", ago=1)

CUSTOMERS = Metric(
    name="customers",
    title="New and returning customers",
    doc="Customers with an order in the last closed day, week or month: new with their first order ever, returning "
    "with one before it. A person counts once in each, so the numbers do not add up over several.",
    unit=Unit.COUNT,
    expression=CustomersIn(_ACTIVE, "customers with an order"),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.STACKED_BAR,
    aliases=("customer", "activecustomers", "newandreturning", "newvsreturning", "buyers"),
    parts=(("new", _NEW), ("returning", _RETURNING)),
    parts_dimension="kind",
    whole_buckets=True,
    of_last_bucket=True,
)
CHURN = Metric(
    name="churn",
    title="Customer churn",
    doc="Customers who had an order in the month before and none in this one, as a share of those who had one; beside "
    "it, the MRR of those who ended all their subscriptions as a share of the opening MRR. Of the last closed month.",
    unit=Unit.FRACTION,
    expression=_LOST / _ACTIVE_BEFORE,
    direction=Direction.DOWN_IS_GOOD,
    aliases=("churnrate", "customerchurn", "attrition", "lost", "mrrchurn", "revenuechurn"),
    parts=(("customers", _LOST / _ACTIVE_BEFORE), ("MRR", _CHURNED_MRR)),
    parts_dimension="what was lost",
    grain=Grain.MONTH,
    trend_months=12,
    whole_buckets=True,
    of_last_bucket=True,
)

COHORTS = Metric(
    name="cohorts",
    title="Cohort retention",
    doc="The share of each first-order month's customers who ordered again in the months after; the headline is the "
    "month right after, over all cohorts for which it has closed.",
    unit=Unit.FRACTION,
    expression=InMonthAfter(FollowedCohorts("active"), 1, "customers with an order", Unit.FRACTION),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.COHORT_CURVES,
    aliases=("cohort", "cohortretention", "retentioncurve", "retentioncurves"),
    default_period=Trailing(365),
    grain=Grain.MONTH,
    cohort_value=FollowedCohorts("active"),
)
COHORT_REVENUE = Metric(
    name="cohortsrevenue",
    title="Cohort revenue",
    doc="Net revenue for each customer of a first-order month, by the months after it, and the gross profit beside it; "
    "the headline is the month right after, over all cohorts for which it has closed.",
    unit=Unit.MONEY,
    expression=InMonthAfter(FollowedCohorts("revenue"), 1, "net revenue", Unit.MONEY),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.HEAT_MAP,
    aliases=("cohortrevenue", "revenuecohorts", "cohortsrev", "revenuebycohort"),
    parts=(
        ("net revenue", InMonthAfter(FollowedCohorts("revenue"), 1, "net revenue", Unit.MONEY)),
        ("gross profit", InMonthAfter(FollowedCohorts("gross_profit"), 1, "gross profit", Unit.MONEY)),
    ),
    parts_dimension="kind of money",
    default_period=Trailing(365),
    grain=Grain.MONTH,
    cohort_value=FollowedCohorts("revenue"),
)

METRICS = (REVENUE_GROWTH, CUSTOMERS, RETENTION, COHORTS, COHORT_REVENUE, CHURN)
