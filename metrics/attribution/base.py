"""The number that attribution shares out, as the engine answers it: its days, what closes them, and its change."""

from dataclasses import dataclass

from metrics.answer import ChartKind, Direction, Input, Unit
from metrics.facts import Facts
from metrics.formula import Algebra
from metrics.metric import Metric
from metrics.outcome import Outcome, known
from metrics.reader import Window

NAME = "attribution"


@dataclass(frozen=True)
class Conversions(Algebra):
    """First orders, where all that they are shared out by is known: touchpoints, and spend where there is any."""

    needed: frozenset[str]

    def evaluate(self, facts: Facts, window: Window) -> Outcome:
        return known(facts.measure("new_customers", window))

    def formula(self) -> str:
        return "new customers, shared out among the channels that they touched before their first order"

    def sources(self) -> frozenset[str]:
        return self.needed

    def inputs(self, facts: Facts, window: Window) -> tuple[Input, ...]:
        value = facts.measure("new_customers", window)
        return (Input("new_customers", "new customers", value, Unit.COUNT, sources=("orders",)),)

    def notes(self, facts: Facts, window: Window) -> tuple[str, ...]:  # noqa: ARG002  # a count speaks for itself
        return ()


def conversions_metric(*, has_spend: bool) -> Metric:
    """What is shared out. Spend that lags behind would make every channel look cheap, so it holds the days back."""
    needed = frozenset({"orders", "touchpoints", *({"spend"} if has_spend else ())})
    return Metric(
        name=NAME,
        title="Conversions",
        doc="New customers, each counted on the day of the first order.",
        unit=Unit.COUNT,
        expression=Conversions(needed),
        direction=Direction.UP_IS_GOOD,
        chart=ChartKind.BAR,
        dimensions=(),
    )
