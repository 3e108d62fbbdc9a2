"""Financial metrics."""

from decimal import Decimal

from metrics.answer import ChartKind, Direction, Levels, Target, Unit
from metrics.catalogue.measured import GROSS_REVENUE, ORDERS, REFUNDS
from metrics.metric import Metric

ORDER_COUNT = Metric(
    name="orders",
    title="Orders",
    doc="Orders placed, including those of amount 0.",
    unit=Unit.COUNT,
    expression=ORDERS,
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("order", "sales"),
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
    expression=GROSS_REVENUE - REFUNDS,
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
)

METRICS = (ORDER_COUNT, REVENUE, NET_REVENUE, REFUNDED, REFUND_RATE)
