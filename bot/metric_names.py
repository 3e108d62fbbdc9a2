"""What metrics are called, for those who take names and do not know the catalogue."""

from etl.importing import MetricNames
from metrics.catalogue import METRICS, find_metric, nearest_metrics

_NAMES = frozenset(metric.name for metric in METRICS)


def name_fault(name: str) -> str | None:
    """What is wrong with a name that is no metric's, and which are near; None where it is one."""
    if name in _NAMES:
        return None
    near = " or ".join(metric.name for metric in nearest_metrics(name))
    return f"is the name of no metric{f': did you mean {near}?' if near else ''}"


def _canonical(words: str) -> str:
    metric = find_metric(words)
    return metric.name if metric else words


METRIC_NAMES = MetricNames(_canonical, name_fault)
