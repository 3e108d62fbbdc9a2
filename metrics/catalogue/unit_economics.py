"""Unit economics: what a customer costs and is worth."""

from decimal import Decimal

from metrics.answer import ChartKind, Direction, Levels, Target, Unit
from metrics.catalogue.measured import GROSS_REVENUE, NEW_CUSTOMERS, ORDERS, SPEND
from metrics.cohorts import ObservedLtv, Payback
from metrics.frames import LastDays, growth_between
from metrics.metric import AtLeast, Metric, MoreThanZero, Of

_REFUNDS = frozenset({"refunds"})

CAC = Metric(
    name="cac",
    title="CAC",
    doc="Customer acquisition cost: ad spend for each customer whose first order ever lies in these days. "
    "A channel's spend is held against the new customers whose first order came through it.",
    unit=Unit.MONEY,
    expression=SPEND / NEW_CUSTOMERS,
    direction=Direction.DOWN_IS_GOOD,
    aliases=("acquisitioncost", "customeracquisitioncost", "costperacquisition", "cpa"),
    needs=(AtLeast(20, NEW_CUSTOMERS), MoreThanZero(SPEND)),
    trailing_days=30,
)
CAC_GROWTH = Metric(
    name="cacgrowth",
    title="CAC growth",
    doc="How far the CAC of the last 30 days lies above that of the 30 days before. Both need 20 new customers.",
    unit=Unit.FRACTION,
    expression=growth_between(Of(CAC), LastDays(30), LastDays(30, ago=30)),
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.NUMBER,
    aliases=("cacchange", "cacmom"),
    levels=Levels(critical=Decimal("0.20")),
    trailing_days=30,
)
NEW_CUSTOMER_COUNT = Metric(
    name="newcustomers",
    title="New customers",
    doc="Customers whose first order ever lies in these days, under the channel of that order.",
    unit=Unit.COUNT,
    expression=NEW_CUSTOMERS,
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("new", "newcustomer", "acquisitions"),
)
LTV = Metric(
    name="ltv",
    title="LTV (360 days)",
    bare_title="LTV",
    doc="Lifetime value: gross profit a customer over the first 360 days, observed at each age in the latest customers "
    "who have lived through it. Gross profit is revenue less cost of goods on the order's day, less refunds on theirs.",
    unit=Unit.MONEY,
    expression=ObservedLtv(360),
    direction=Direction.UP_IS_GOOD,
    aliases=("lifetimevalue", "clv", "cltv"),
    alternatives=(
        "By formula: monthly net revenue for each active customer × gross margin ÷ monthly customer churn.",
        "Assumed: monthly gross profit for each active customer × a lifetime in months that finance assumes.",
    ),
    trailing_days=30,
    marked_without=_REFUNDS,
)
LTV_CAC = Metric(
    name="ltvcac",
    title="LTV:CAC",
    doc="What a customer is worth over 360 days, as of the last day, for each unit of money spent to win one in these "
    "days.",
    unit=Unit.RATIO,
    expression=Of(LTV) / Of(CAC),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.GAUGE,
    aliases=("ltv:cac", "ltv/cac", "ltvtocac", "ltvcacratio", "cacltv"),
    target=Target(Decimal(5)),
    levels=Levels(warning=Decimal(4), critical=Decimal(3)),
    needs=CAC.needs,
    trailing_days=30,
    marked_without=_REFUNDS,
)
AOV = Metric(
    name="aov",
    title="Average order value",
    doc="Revenue for each order, before refunds.",
    unit=Unit.MONEY,
    expression=GROSS_REVENUE / ORDERS,
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("averageordervalue", "basket", "ordervalue"),
)
PAYBACK = Metric(
    name="payback",
    title="CAC payback",
    doc="The age in days at which a customer's cumulative gross profit reaches the CAC of these days.",
    unit=Unit.DAYS,
    expression=Payback(CAC),
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.NUMBER,
    aliases=("cacpayback", "paybackperiod"),
    needs=CAC.needs,
    trailing_days=30,
    marked_without=_REFUNDS,
)

METRICS = (CAC, CAC_GROWTH, NEW_CUSTOMER_COUNT, LTV, LTV_CAC, AOV, PAYBACK)
