"""Tables to look at."""

from dataclasses import replace
from decimal import Decimal

from charts.examples.bars import cac_by_channel
from charts.examples.lines import revenue
from charts.examples.making import points, with_gaps
from charts.examples.pies import revenue_by_channel
from metrics.answer import Answer, ChartKind, Part


def tables() -> dict[str, Answer]:
    """Tables of parts and of points."""
    usual = replace(revenue_by_channel(), chart=ChartKind.TABLE)
    days = replace(revenue(), chart=ChartKind.TABLE)
    many = tuple(Part(f"campaign {i} of the autumn", Decimal(4000 - 137 * i)) for i in range(20))
    return {
        "table": usual,
        "table-cac": replace(cac_by_channel(), chart=ChartKind.TABLE),
        "table-many-parts": replace(usual, breakdown=many),
        "table-days": replace(days, series=with_gaps(days.series, (3, 17))),
        "table-many-days": replace(days, series=points("1600", "300", 90)),
        "table-few-days": replace(days, series=days.series[-4:]),
        "table-no-rows": replace(days, value=None, reason="no orders have been imported yet", series=()),
    }
