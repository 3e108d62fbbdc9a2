"""Financial metrics of the company as a whole: profit, cash, and how long it lasts."""

from decimal import Decimal

from metrics.answer import ChartKind, Direction, Grain, Levels, Target, Unit
from metrics.cash import AMonth, BankBurn, CashBalance, Checked, Expenses, Runway
from metrics.catalogue.measured import COGS, FINANCING, GROSS_REVENUE, OPEX, REFUNDS, SPEND
from metrics.frames import LastClosed, Over
from metrics.metric import Metric
from metrics.periods import CalendarUnit, Last

_LAST_MONTH = Last(CalendarUnit.MONTH)
_NET = GROSS_REVENUE - REFUNDS
_GROSS_BURN = COGS + SPEND + OPEX
_NET_BURN = _GROSS_BURN - _NET
_BANK_BURN = BankBurn(FINANCING)

EBITDA = Metric(
    name="ebitda",
    title="EBITDA margin",
    doc="What is left of net revenue after cost of goods, ad spend and operating expenses, as a share of net revenue.",
    unit=Unit.FRACTION,
    expression=(_NET - COGS - SPEND - OPEX) / _NET,
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.GAUGE,
    aliases=("ebitdamargin", "operatingmargin"),
    target=Target(Decimal("0.30")),
    grain=Grain.MONTH,
    trend_months=12,
    whole_buckets=True,
    default_period=_LAST_MONTH,
)
OPERATING_EXPENSES = Metric(
    name="opex",
    title="Operating expenses",
    doc="Payroll, rent, software and the like, on the day of the expense; without cost of goods, ad spend, interest, "
    "tax and depreciation.",
    unit=Unit.MONEY,
    expression=Expenses(),
    dimensions=("category",),
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.PIE,
    aliases=("operatingexpenses", "expenses", "overhead", "costs"),
    default_by="category",
    default_period=_LAST_MONTH,
    grain=Grain.MONTH,
    trend_months=12,
    whole_buckets=True,
)
CASH = Metric(
    name="cash",
    title="Cash balance",
    doc="The latest balance on or before the last day of the period.",
    unit=Unit.MONEY,
    expression=CashBalance(),
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.NUMBER,
    aliases=("cashbalance", "bank", "balance"),
)
BURN = Metric(
    name="burn",
    title="Net burn",
    doc="Cost of goods, ad spend and operating expenses less net revenue, of a calendar month or scaled to one. "
    "Negative: the company earns. The bank's view, cash before plus financing less cash after, stands beside it.",
    unit=Unit.MONEY,
    expression=Checked(AMonth(_NET_BURN), AMonth(_BANK_BURN), AMonth(_GROSS_BURN), Decimal("0.05")),
    dimensions=(),
    direction=Direction.DOWN_IS_GOOD,
    chart=ChartKind.BAR,
    aliases=("netburn", "burnrate", "cashburn"),
    grain=Grain.MONTH,
    trend_months=12,
    whole_buckets=True,
    parts=(("net burn", AMonth(_NET_BURN)), ("gross burn", AMonth(_GROSS_BURN)), ("bank's view", AMonth(_BANK_BURN))),
    parts_dimension="view",
    default_period=_LAST_MONTH,
)
RUNWAY = Metric(
    name="runway",
    title="Cash runway",
    doc="How many months the cash lasts at the mean net burn of the last three closed months.",
    unit=Unit.MONTHS,
    expression=Runway(CashBalance(), Over(_NET_BURN, LastClosed(CalendarUnit.MONTH, count=3)), 3),
    dimensions=(),
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.GAUGE,
    aliases=("cashrunway", "monthsofcash"),
    target=Target(Decimal(12)),
    levels=Levels(warning=Decimal(9), critical=Decimal(6)),
)

METRICS = (EBITDA, OPERATING_EXPENSES, CASH, BURN, RUNWAY)
