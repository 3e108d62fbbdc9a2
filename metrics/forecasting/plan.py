"""What finance expects of a metric, by month and case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from metrics.reader import PlannedValue

BASE, LOW, HIGH = "base", "low", "high"


@dataclass(frozen=True)
class Plan:
    """The forecasts of one metric, by the first day of their month."""

    base: Mapping[date, Decimal] = field(default_factory=dict)
    low: Mapping[date, Decimal] = field(default_factory=dict)
    high: Mapping[date, Decimal] = field(default_factory=dict)

    @property
    def months(self) -> frozenset[date]:
        """The months that have any."""
        return frozenset({*self.base, *self.low, *self.high})


def plan_of(values: Iterable[PlannedValue]) -> Plan:
    """These forecasts as one plan."""
    cases: dict[str, dict[date, Decimal]] = {BASE: {}, LOW: {}, HIGH: {}}
    for each in values:
        cases[each.scenario][each.month] = each.value
    return Plan(cases[BASE], cases[LOW], cases[HIGH])
