"""The dashboards: which numbers stand together on a page."""

from metrics.answer import ChartKind, Comparison
from metrics.catalogue.registry import normalized
from metrics.dashboard import Layout, Panel
from metrics.periods import CalendarUnit, Last, Trailing

_LAST_MONTH = Last(CalendarUnit.MONTH)

EXECUTIVE = Layout(
    name="executive",
    title="Executive dashboard",
    doc="Recurring revenue, runway and unit economics, the trends of revenue and margins, and what is tried.",
    headlines=(Panel("mrr"), Panel("arr"), Panel("runway"), Panel("ltvcac")),
    rows=(
        (
            Panel("revenue"),
            Panel("grossmargin", chart=ChartKind.LINE),
            Panel("ebitda", chart=ChartKind.LINE),
        ),
        (Panel("cac", by="channel"), Panel("newcustomers")),
    ),
    aliases=("exec", "leadership", "overview"),
    has_experiments=True,
)
FINANCE = Layout(
    name="finance",
    title="Finance dashboard",
    doc="Revenue, refunds, margins and cash; operating expenses by category, burn, and the forecast.",
    headlines=(Panel("revenue"), Panel("refundrate"), Panel("grossmargin"), Panel("cash")),
    rows=(
        (Panel("netrevenue"), Panel("refunds"), Panel("ebitda", chart=ChartKind.LINE)),
        (Panel("opex", by="category", period=_LAST_MONTH), Panel("burn")),
        (
            Panel("revenue", versus=Comparison.FORECAST),
            Panel("netrevenue", versus=Comparison.FORECAST),
            Panel("opex", versus=Comparison.FORECAST),
        ),
    ),
    aliases=("financial", "cfo"),
)
GROWTH = Layout(
    name="growth",
    title="Growth dashboard",
    doc="What new customers cost and are worth, where they come from, who comes back, and what is tried.",
    headlines=(Panel("cac"), Panel("newcustomers"), Panel("ltv")),
    rows=(
        (Panel("cac", by="channel"), Panel("newcustomers"), Panel("spend")),
        (Panel("ltv"), Panel("retention"), Panel("cohorts", period=Trailing(365))),
    ),
    aliases=("marketing", "cmo"),
    has_experiments=True,
)

FORECASTS = Layout(
    name="forecast",
    title="Actual against forecast",
    doc="Every metric that has a forecast: what came, what was expected by then, and where the year lands.",
    headlines=(),
    rows=(),
    aliases=("forecasts", "plan", "budget"),
    of_forecasts=True,
)

DASHBOARDS = (EXECUTIVE, FINANCE, GROWTH)


def find_dashboard(words: str) -> Layout | None:
    """The dashboard that people mean by these words; None where no name or alias fits exactly."""
    meant = normalized(words)
    return next(
        (each for each in (*DASHBOARDS, FORECASTS) if meant in map(normalized, (each.name, *each.aliases))), None
    )
