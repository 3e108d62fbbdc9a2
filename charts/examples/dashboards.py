"""Pages of several numbers to look at: the three layouts, and a bad day."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from charts.examples.bars import cac_by_channel, orders
from charts.examples.cohorts import retention_by_cohort
from charts.examples.gauges import gross_margin, ltv_to_cac, refund_rate
from charts.examples.lines import cac, revenue, spend_by_channel
from charts.examples.making import END, MONTH, SNAPSHOT, with_gaps
from charts.examples.numbers import cash
from charts.examples.pies import revenue_by_channel
from charts.examples.stacks import new_and_returning
from metrics.answer import Answer, Dashboard, Freshness, Status


def dashboards() -> Mapping[str, Dashboard]:
    """Dashboards by name."""
    return {"executive": executive(), "finance": _finance(), "growth": _growth(), "dashboard-bad-day": _bad_day()}


def executive() -> Dashboard:
    """Four headlines, three trends, and a row of two."""
    return _page(
        "executive",
        (revenue(), ltv_to_cac(), refund_rate(), cash()),
        ((revenue(), cac(), orders()), (revenue_by_channel(), new_and_returning())),
    )


def _finance() -> Dashboard:
    return _page(
        "finance",
        (revenue(), gross_margin(), cash(), refund_rate()),
        ((gross_margin(), refund_rate()), (cash(), cac_by_channel())),
    )


def _growth() -> Dashboard:
    return _page(
        "growth",
        (orders(), cac(), ltv_to_cac()),
        ((new_and_returning(), spend_by_channel()), (retention_by_cohort(), ltv_to_cac())),
    )


def _bad_day() -> Dashboard:
    reason = "there were only 12 new customers in these days, and 20 are needed before a cost means something"
    none = replace(ltv_to_cac(), value=None, reason=reason, previous=None, change=None, status=Status.NONE)
    long = "Revenue of every customer who ever came back to us after the campaign in spring"
    huge = replace(revenue(), title=long, value=Decimal(123456789012), previous=Decimal(1234567890123))
    empty = replace(revenue(), series=with_gaps(revenue().series, range(30)))
    return replace(
        _page("executive", (none, huge, orders(), none), ((none, huge, empty), (cac_by_channel(), none))),
        title=long,
        freshness=Freshness(END, 3, "refunds are in through Nov 19"),
    )


def _page(name: str, headlines: tuple[Answer, ...], rows: tuple[tuple[Answer, ...], ...]) -> Dashboard:
    return Dashboard(
        name=name,
        title=name.capitalize(),
        period=MONTH,
        headlines=headlines,
        rows=rows,
        snapshot=SNAPSHOT,
        freshness=Freshness(END, 0),
    )
