"""Financial metrics."""

from decimal import Decimal

from metrics.answer import ChartKind, Direction, Levels, Target, Unit
from metrics.catalogue.measured import COGS, GROSS_REVENUE, ORDERS, REFUNDS
from metrics.metric import Metric

_NET = GROSS_REVENUE - REFUNDS

ORDER_COUNT = Metric(
    name="orders",
    title="Orders",
    doc="Orders placed, including those of amount 0.",
    unit=Unit.COUNT,
    expression=ORDERS,
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("order", "ordercount"),
)
REVENUE = Metric(
    name="revenue",
    title="Revenue",
    doc="Charged for goods after discounts, before refunds, without tax and shipping, on the day of the order.",
    unit=Unit.MONEY,
    expression=GROSS_REVENUE,
    direction=Direction.UP_IS_GOOD,
    aliases=("rev", "grossrevenue", "totalrevenue", "turnover"),
)
NET_REVENUE = Metric(
    name="netrevenue",
    title="Net revenue",
    doc="Revenue less the money refunded in the same days, whenever the refunded orders were placed.",
    unit=Unit.MONEY,
    expression=_NET,
    direction=Direction.UP_IS_GOOD,
    aliases=("net", "netrev", "netsales"),
)
REFUNDED = Metric(
    name="refunds",
    title="Refunds",
    doc="Money given back for goods, on the day of the refund, under the channel of its order.",
    unit=Unit.MONEY,
    expression=REFUNDS,
    direction=Direction.DOWN_IS_GOOD,
    aliases=("refund", "refunded"),
)
REFUND_RATE = Metric(
    name="refundrate",
    title="Refund rate",
    doc="Money refunded in these days as a share of the revenue of the same days. It may exceed 100%.",
    unit=Unit.FRACTION,
    expression=REFUNDS / GROSS_REVENUE,
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.GAUGE,
    aliases=("refundpct", "returnrate"),
    target=Target(Decimal("0.05")),
    levels=Levels(warning=Decimal("0.07"), critical=Decimal("0.10")),
    alternatives=("By order day: the refunds of the orders placed in these days ÷ gross revenue, whenever they came.",),
)
COST_OF_GOODS = Metric(
    name="cogs",
    title="COGS",
    doc="Cost of the goods sold, on the day of the order. A refund does not take it back.",
    unit=Unit.MONEY,
    expression=COGS,
    chart=ChartKind.BAR,
    aliases=("costofgoods", "costofgoodssold", "goodscost"),
)
COGS_SHARE = Metric(
    name="cogspct",
    title="COGS %",
    doc="Cost of goods sold as a share of net revenue. It may exceed 100%.",
    unit=Unit.FRACTION,
    expression=COGS / _NET,
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("cogspercent", "cogsshare", "cogsrate"),
    target=Target(Decimal("0.35")),
)
GROSS_MARGIN = Metric(
    name="grossmargin",
    title="Gross margin",
    doc="What is left of net revenue after the cost of goods sold, as a share of net revenue.",
    unit=Unit.FRACTION,
    expression=(_NET - COGS) / _NET,
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.GAUGE,
    aliases=("margin", "gm", "marginpct", "grossmarginpct"),
    target=Target(Decimal("0.65")),
)

METRICS = (ORDER_COUNT, REVENUE, NET_REVENUE, REFUNDED, REFUND_RATE, COST_OF_GOODS, COGS_SHARE, GROSS_MARGIN)
