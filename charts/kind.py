"""What a kind of chart is, and how the one for an Answer is found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from charts import kinds
from charts.errors import RenderError
from charts.page import Box, Page
from metrics.answer import Answer, ChartKind


@dataclass(frozen=True)
class Kind:
    """One kind of chart: what it is for, how it fills an empty page, and how its body fills a box of a larger one.

    `has_number` says that the body shows the answer's value itself.
    """

    chart: ChartKind
    draw: Callable[[Page, Answer], None]
    body: Callable[[Page, Box, Answer], object]
    has_number: bool = False


def find_kind(chart: ChartKind) -> Kind:
    """The kind that draws this chart. Raises RenderError where no file declares it."""
    kind = all_kinds().get(chart)
    if kind is None:
        raise RenderError(f"There is no {chart.value} chart: add a file for it to charts/kinds.")
    return kind


@cache
def all_kinds() -> Mapping[ChartKind, Kind]:
    """Every declared kind. Raises ValueError where two files draw the same chart."""
    found: dict[ChartKind, Kind] = {}
    for kind in _declared():
        if kind.chart in found:
            raise ValueError(f"Two files in charts/kinds draw the {kind.chart.value} chart; keep one.")
        found[kind.chart] = kind
    return MappingProxyType(found)


def _declared() -> Iterator[Kind]:
    for module in iter_modules(kinds.__path__, f"{kinds.__name__}."):
        kind = import_module(module.name).KIND
        if not isinstance(kind, Kind):
            raise TypeError(f"KIND in {module.name} must be a Kind.")
        yield kind
