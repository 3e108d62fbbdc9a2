"""The reference of metrics, from their declarations."""

from collections.abc import Iterator

from prometheus_client.metrics import MetricWrapperBase

from bot.metering.meters import Meters
from bot.metering.standing import GAUGES


def metering_table() -> str:
    """A Markdown table: name, labels, meaning."""
    return "\n".join(["| metric | labels | what it is |", "|---|---|---|", *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    meters = Meters()
    counted = [meter for meter in vars(meters).values() if isinstance(meter, MetricWrapperBase)]
    for meter in counted:
        for family in meter.describe():
            suffix = "_total" if family.type == "counter" else ""
            labels = ", ".join(meter._labelnames) or "–"  # noqa: SLF001  # the library has no other way to ask
            yield f"| `{family.name}{suffix}` | {labels} | {family.documentation} |"
    for gauge in GAUGES:
        yield f"| `{gauge.name}` | {', '.join(gauge.labels) or '–'} | {gauge.help} |"
    yield "| `kpibot_database_up` | – | Whether the database answers. |"
