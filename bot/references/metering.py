"""The table in docs/monitoring.md, from the declarations of meters and gauges."""

from collections.abc import Iterator

from prometheus_client.metrics import MetricWrapperBase

from bot.metering.meters import Meters
from bot.metering.standing import CACHE, GAUGES, UP
from bot.references.table import table


def metering_table() -> str:
    """Name, labels, meaning."""
    return table(("metric", "labels", "what it is"), _rows())


def _rows() -> Iterator[tuple[str, str, str]]:
    for meter in vars(Meters()).values():
        if isinstance(meter, MetricWrapperBase):
            labels = ", ".join(meter._labelnames)  # noqa: SLF001  # the library has no other way to ask
            yield from ((_name(family.name, family.type), labels, family.documentation) for family in meter.describe())
    yield from ((f"`{gauge.name}`", ", ".join(gauge.labels) or "–", gauge.help) for gauge in GAUGES)
    yield (f"`{CACHE[0]}_total`", "cache, result", CACHE[1])
    yield (f"`{UP[0]}`", "–", UP[1])


def _name(name: str, kind: str) -> str:
    return f"`{name}{'_total' if kind == 'counter' else ''}`"
