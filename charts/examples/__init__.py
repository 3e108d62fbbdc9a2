"""Answers to look at: what a shop's numbers look like, and what they look like on a bad day. For eyes and for tests."""

from collections.abc import Mapping

from charts.examples.bars import bars, cac_by_channel, orders
from charts.examples.cohorts import cohorts, retention_by_cohort
from charts.examples.dashboards import dashboards, executive
from charts.examples.forecasts import forecasts
from charts.examples.gauges import gauges, ltv_to_cac
from charts.examples.intervals import intervals
from charts.examples.lines import lines, revenue, spend_by_channel
from charts.examples.making import points, scaled, with_gaps
from charts.examples.numbers import cash, numbers
from charts.examples.outlooks import outlooks
from charts.examples.pies import pies, revenue_by_channel
from charts.examples.stacks import new_and_returning, stacks
from charts.examples.tables import tables
from charts.examples.variants import LONG, usual_of, variants
from charts.examples.waterfalls import waterfalls, why_cac_rose
from metrics.answer import Answer

__all__ = [
    "LONG",
    "cac_by_channel",
    "cash",
    "dashboards",
    "examples",
    "executive",
    "ltv_to_cac",
    "new_and_returning",
    "orders",
    "points",
    "retention_by_cohort",
    "revenue",
    "revenue_by_channel",
    "scaled",
    "spend_by_channel",
    "usual_of",
    "variants",
    "why_cac_rose",
    "with_gaps",
]


def examples() -> Mapping[str, Answer]:
    """Answers by a name that says what they show."""
    return {
        **gauges(),
        **lines(),
        **bars(),
        **stacks(),
        **pies(),
        **numbers(),
        **cohorts(),
        **tables(),
        **forecasts(),
        **outlooks(),
        **waterfalls(),
        **intervals(),
    }
