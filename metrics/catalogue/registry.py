"""The one list of metrics, and the lookup by name, alias or near miss. A name used twice is refused when it is read."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from metrics.catalogue import cash, financial, growth, marketing, recurring, unit_economics
from metrics.metric import Metric

SECTIONS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    ("Financial", (*financial.METRICS, *recurring.METRICS, *cash.METRICS)),
    ("Unit economics", unit_economics.METRICS),
    ("Growth", growth.METRICS),
    ("Marketing", marketing.METRICS),
)
METRICS: tuple[Metric, ...] = tuple(metric for _, section in SECTIONS for metric in section)


def normalized(words: str) -> str:
    """What people type, less what they may as well leave out: "LTV : CAC" and "ltv-cac" are ltvcac."""
    return re.sub(r"[\W_]+", "", words.lower())


def index_by_name(metrics: Iterable[Metric]) -> Mapping[str, Metric]:
    """Metrics by normalized name and alias. Raises ValueError, naming all faults at once, where one stands for two."""
    found: dict[str, Metric] = {}
    faults = []
    for metric in metrics:
        for name in {normalized(name) for name in (metric.name, *metric.aliases)}:
            if name in found:
                faults.append(f"{name!r} means both {found[name].name} and {metric.name}")
            found[name] = metric
    if faults:
        raise ValueError("; ".join(sorted(faults)))
    return found


_BY_NAME = index_by_name(METRICS)


def find_metric(words: str) -> Metric | None:
    """The metric that people mean by these words; None where no name or alias fits exactly."""
    return _BY_NAME.get(normalized(words))


def nearest_metrics(words: str, most: int = 3) -> tuple[Metric, ...]:
    """The metrics whose names are nearest to a misspelled one, the nearest first; none where nothing is near."""
    near = get_close_matches(normalized(words), _BY_NAME, n=most * 3, cutoff=0.6)
    return tuple(dict.fromkeys(_BY_NAME[name] for name in near))[:most]
