"""Growth metrics."""

from metrics.answer import Direction, Unit
from metrics.cohorts import Acquired, Returned
from metrics.metric import AtLeast, Metric

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

METRICS = (RETENTION,)
