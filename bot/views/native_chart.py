"""A chart that Slack draws itself, for where the picture is missing. It takes few points, no gaps and short names."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.legible import legible
from bot.views.blocks import clipped
from bot.views.message import Block
from metrics.answer import Answer, ChartKind, Grain, Part, Point, Unit

# Older copies of Slack's documentation say 6 series, newer ones 12: the smaller number is safe.
MOST_POINTS = 20
MOST_SERIES = 6
_NAME_LIMIT = 20
_TITLE_LIMIT = 50
_BARS = (ChartKind.BAR, ChartKind.STACKED_BAR, ChartKind.PIE)

Series = tuple[str, Sequence[tuple[str, Decimal]]]


def native_chart(answer: Answer) -> Block | None:
    """The block, or None where the answer does not fit into one."""
    series = _parts_as_bars(answer) or _parts_as_lines(answer) or _own(answer)
    if series is None or not _fits(series):
        return None
    labels = [label for label, _ in series[0][1]]
    axes = {"categories": labels, **({"y_label": "%"} if answer.unit is Unit.FRACTION else {})}
    kind = "bar" if answer.chart in _BARS else "line"
    rows = [{"name": name, "data": _data(values, answer.unit)} for name, values in series]
    chart = {"type": kind, "series": rows, "axis_config": axes}
    return {"type": "data_visualization", "title": _named(answer.title, _TITLE_LIMIT), "chart": chart}


def _parts_as_bars(answer: Answer) -> list[Series] | None:
    parts = answer.breakdown
    # A line from one part to the next would show a course where there is none.
    if not parts or answer.chart is ChartKind.LINE or any(part.series for part in parts):
        return None
    values = [(_named(part.name, _NAME_LIMIT), part.value) for part in parts if part.value is not None]
    return [(_named(answer.title, _NAME_LIMIT), values)]


def _parts_as_lines(answer: Answer) -> list[Series] | None:
    parts = [part for part in answer.breakdown if part.series]
    return [series for part in parts if (series := _line(part, answer.grain))] or None


def _line(part: Part, grain: Grain) -> Series | None:
    values = _known(part.series, grain)
    return (_named(part.name, _NAME_LIMIT), values) if values else None


def _own(answer: Answer) -> list[Series] | None:
    values = _known(answer.series, answer.grain)
    return [(_named(answer.title, _NAME_LIMIT), values)] if values else None


def _known(points: Sequence[Point], grain: Grain) -> list[tuple[str, Decimal]] | None:
    """The points with their labels; None where one has no value, because Slack would have to show a lie for it."""
    values = [(_label(point, grain), point.value) for point in points if point.value is not None]
    return values if len(values) == len(points) else None


def _label(point: Point, grain: Grain) -> str:
    return f"{point.day:%b %Y}" if grain is Grain.MONTH else f"{point.day:%b} {point.day.day}"


def _named(text: str, limit: int) -> str:
    return clipped(legible(text).strip() or "(no name)", limit)


def _fits(series: list[Series]) -> bool:
    labels = [label for label, _ in series[0][1]]
    names = [name for name, _ in series]
    return (
        2 <= len(labels) <= MOST_POINTS
        and len(series) <= MOST_SERIES
        and len(set(names)) == len(names)
        and len(set(labels)) == len(labels)
        and all([label for label, _ in values] == labels for _, values in series)
    )


def _data(values: Sequence[tuple[str, Decimal]], unit: Unit) -> list[dict[str, Any]]:
    scale = 100 if unit is Unit.FRACTION else 1
    return [{"label": label, "value": round(float(value * scale), 4)} for label, value in values]
