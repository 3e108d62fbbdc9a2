"""Growth metrics."""

from metrics.answer import Direction, Unit
from metrics.catalogue.measured import GROSS_REVENUE, REFUNDS
from metrics.cohorts import Acquired, Returned
from metrics.formula import Expression
from metrics.frames import LastClosed, growth_between
from metrics.metric import AtLeast, Metric
from metrics.periods import CalendarUnit


def _by_calendar(expression: Expression, unit: CalendarUnit) -> Expression:
    return growth_between(expression, LastClosed(unit), LastClosed(unit, ago=1))


_BY_MONTH = _by_calendar(GROSS_REVENUE - REFUNDS, CalendarUnit.MONTH)
_BY_WEEK = _by_calendar(GROSS_REVENUE - REFUNDS, CalendarUnit.WEEK)

REVENUE_GROWTH = Metric(
    name="revenuegrowth",
    title="Revenue growth",
    doc="Net revenue of the last closed calendar month against the month before; beside it, of the last closed week, "
    "Monday to Sunday, against the week before.",
    unit=Unit.FRACTION,
    expression=_BY_MONTH,
    direction=Direction.UP_IS_GOOD,
    aliases=("growth", "revgrowth", "mom", "wow"),
    parts=(("month over month", _BY_MONTH), ("week over week", _BY_WEEK)),
    parts_dimension="length of time",
)
RETENTION = Metric(
    name="retention",
    title="Retention (90 days)",
    doc="The share of new customers with another order within 30, 60 and 90 days of their first day, the same "
    "customers for the three. Only customers old enough to have had the 90 days count.",
    unit=Unit.FRACTION,
    expression=Returned(90),
    direction=Direction.UP_IS_GOOD,
    aliases=("retained", "repeatrate", "repurchase"),
    needs=(AtLeast(1, Acquired()),),
    trailing_days=30,
    matures_after=90,
    parts=(("30 days", Returned(30)), ("60 days", Returned(60)), ("90 days", Returned(90))),
    parts_dimension="days since the first order",
)

METRICS = (REVENUE_GROWTH, RETENTION)
