"""Recurring revenue: what subscriptions bring a month (metrics.md, section 5). It belongs to no marketing channel."""

from decimal import Decimal

from metrics.answer import ChartKind, Direction, Grain, Levels, Unit
from metrics.catalogue.measured import MRR
from metrics.frames import LastClosed, growth_between
from metrics.metric import Metric, Of
from metrics.periods import CalendarUnit
from metrics.recurring import EndOf, LastDay, Times

MONTHLY_RECURRING_REVENUE = Metric(
    name="mrr",
    title="MRR",
    doc="Monthly recurring revenue: what the subscriptions active on the last day bring a month. One stays active for "
    "the months it was billed for and some days of grace, and ends when it is fully refunded.",
    unit=Unit.MONEY,
    expression=MRR,
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    aliases=("monthlyrecurringrevenue", "recurringrevenue", "recurring"),
)
ANNUAL_RECURRING_REVENUE = Metric(
    name="arr",
    title="ARR",
    doc="Annual recurring revenue: twelve times the MRR of the last day.",
    unit=Unit.MONEY,
    expression=Times(Decimal(12), MRR),
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.NUMBER,
    aliases=("annualrecurringrevenue", "annualrevenue", "runrate"),
)
MRR_GROWTH = Metric(
    name="mrrgrowth",
    title="MRR growth",
    doc="MRR of the last day against that of the same day a month before; its points are from month end to month end.",
    unit=Unit.FRACTION,
    expression=growth_between(Of(MONTHLY_RECURRING_REVENUE), LastDay(), LastDay(months_ago=1)),
    series_expression=growth_between(
        MRR, EndOf(LastClosed(CalendarUnit.MONTH)), EndOf(LastClosed(CalendarUnit.MONTH, ago=1))
    ),
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    aliases=("recurringgrowth", "mrrchange"),
    levels=Levels(warning=Decimal("0.05")),
    grain=Grain.MONTH,
    trend_months=12,
    whole_buckets=True,
)

METRICS = (MONTHLY_RECURRING_REVENUE, ANNUAL_RECURRING_REVENUE, MRR_GROWTH)
