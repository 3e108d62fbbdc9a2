"""The catalogue as a company's assumptions have it: the definitions that finance chose, its targets and levels."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from metrics.answer import Levels, Target
from metrics.catalogue.financial import REFUND_RATE
from metrics.catalogue.growth import RETENTION
from metrics.catalogue.measured import GROSS_REVENUE, REFUNDS_BY_ORDER_DAY
from metrics.catalogue.registry import METRICS
from metrics.catalogue.unit_economics import CAC, LTV, LTV_CAC, PAYBACK
from metrics.cohorts import ObservedLtv, Payback, Returned
from metrics.lifetime import MonthlyChurn, ProfitOfAMonth
from metrics.metric import Metric, Of
from metrics.recurring import Times
from store.assumptions import Assumptions, LtvMethod, RefundRateBasis, RetentionBasis


def catalogue_under(assumptions: Assumptions) -> Mapping[str, Metric]:
    """Every metric by its name."""
    chosen = {metric.name: metric for metric in (*METRICS, *_redefined(assumptions))}
    return MappingProxyType({name: _judged(metric, assumptions) for name, metric in chosen.items()})


def _redefined(assumptions: Assumptions) -> Iterator[Metric]:
    if assumptions.refund_rate_basis is RefundRateBasis.ORDER_DAY:
        yield _by_order_day()
    if assumptions.retention_basis is RetentionBasis.ON_OR_AFTER:
        yield _on_or_after()
    ltv = _LTV[assumptions.ltv_method](assumptions)
    yield ltv
    doc = f"{ltv.title} for each unit of money spent to win a customer."
    yield replace(LTV_CAC, expression=Of(ltv) / Of(CAC), doc=doc)
    # Payback follows the observed curve, whatever LTV is told by.
    yield replace(PAYBACK, expression=Payback(CAC, assumptions.ltv_horizon_days))


def _by_order_day() -> Metric:
    return replace(
        REFUND_RATE,
        doc="Money refunded of the orders of these days, whenever it was, as a share of their revenue.",
        expression=REFUNDS_BY_ORDER_DAY / GROSS_REVENUE,
        alternatives=("By refund day: the refunds made in these days ÷ gross revenue of the same days.",),
    )


def _on_or_after() -> Metric:
    days = (30, 60, 90)
    return replace(
        RETENTION,
        doc="The share of new customers with another order on or after day 30, 60 and 90, the same customers for the "
        "three. Only customers old enough to have had the 90 days count.",
        expression=Returned(90, since=True),
        parts=tuple((f"{each} days", Returned(each, since=True)) for each in days),
        alternatives=("Within: the share with another order within 30, 60 or 90 days of the first day.",),
    )


def _observed(assumptions: Assumptions) -> Metric:
    days = assumptions.ltv_horizon_days
    doc = LTV.doc.replace("360 days", f"{days} days")
    return replace(LTV, title=f"LTV ({days} days)", doc=doc, expression=ObservedLtv(days))


def _by_formula(assumptions: Assumptions) -> Metric:  # noqa: ARG001  # each method may go by any of them
    doc = "Lifetime value by formula: gross profit a month for each active customer ÷ monthly customer churn, both of "
    return replace(
        LTV,
        title="LTV (by formula)",
        doc=f"{doc}the last three closed months, with at least 50 customers in each.",
        expression=ProfitOfAMonth() / MonthlyChurn(),
        alternatives=(_OBSERVED, LTV.alternatives[1]),
    )


def _assumed(assumptions: Assumptions) -> Metric:
    months = assumptions.lifetime_months
    if months is None:
        raise ValueError("LTV by an assumed lifetime needs lifetime_months.")
    return replace(
        LTV,
        title=f"LTV (assumed {months:f} months)",
        doc=f"Lifetime value by an assumed lifetime of {months:f} months: that many times the gross profit a month for "
        "each active customer, of the last three closed months.",
        expression=Times(months, ProfitOfAMonth()),
        alternatives=(_OBSERVED, LTV.alternatives[0]),
    )


_OBSERVED = "Observed: gross profit a customer by age, in the latest customers who have lived through each age."
_LTV: Mapping[LtvMethod, Callable[[Assumptions], Metric]] = MappingProxyType(
    {LtvMethod.OBSERVED: _observed, LtvMethod.FORMULA: _by_formula, LtvMethod.ASSUMED: _assumed}
)


def _judged(metric: Metric, assumptions: Assumptions) -> Metric:
    """The metric with the company's own target and levels, where it has any."""
    target, levels = assumptions.targets.get(metric.name), assumptions.levels.get(metric.name)
    if target is not None:
        metric = replace(metric, target=Target(target))
    return metric if levels is None else replace(metric, levels=Levels(levels.warning, levels.critical))
