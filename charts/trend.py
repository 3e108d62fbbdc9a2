"""Lines over days: what the line chart is made of, and the gauge's trend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from charts.bands import Dial, bands_of
from charts.end_labels import EndLabel, draw_end_labels, room_for
from charts.incidents import draw_incidents, incidents_of, incidents_room
from charts.page import Box, Page
from charts.plot import Plot, days_room, draw_day_ticks, draw_value_ticks, gutter, open_plot, ticks_for
from charts.references import Reference, draw_reference
from charts.scale import Scale, line_scale
from charts.series import Known, cut_points, is_comparable, is_lone, known_points, values_of
from metrics.answer import Answer, Point, Usual

_MARKERS = ("o", "s", "^", "D", "v", "P")
_FEW = 14
_NO_VALUES = "No day of this period has a value."
_TOO_SHORT = "These days are too few for a trend."


@dataclass(frozen=True)
class Trace:
    """One line: its points, and how it differs from the others."""

    points: tuple[Point, ...]
    color: str
    marker: str = "o"

    @staticmethod
    def numbered(points: tuple[Point, ...], index: int, page: Page) -> "Trace":
        """The line at `index` of several; its shape differs as well as its colour."""
        return Trace(points, page.theme.line(index), _MARKERS[index % len(_MARKERS)])


@dataclass(frozen=True)
class Trend:
    """What a trend shows. `labels` stand at the ends of its lines; `has_bands` tints the stretches between levels.

    `ghost` is a pale line behind the others; `usual` is shaded; `has_incidents` marks what went wrong with the data
    above the plot. What `is_bare` has no values beside it and no grid.
    """

    traces: tuple[Trace, ...]
    references: tuple[Reference, ...] = ()
    labels: tuple[EndLabel, ...] = ()
    has_bands: bool = False
    ghost: tuple[Point, ...] = ()
    has_incidents: bool = False
    is_bare: bool = False
    usual: tuple[Usual, ...] = ()


def draw_trend(page: Page, box: Box, answer: Answer, trend: Trend) -> None:
    """Draw a trend into a box of the page, or say there that no day has a value."""
    values = [value for trace in trend.traces for value in values_of(trace.points)]
    if not values:
        draw_nothing(page, box, _NO_VALUES if answer.value is None else _TOO_SHORT)
        return
    edges = [edge for each in trend.usual for edge in (each.low, each.high)]
    marked = [*values, *values_of(trend.ghost), *edges, *(reference.value for reference in trend.references)]
    most = ticks_for(page, box.height - days_room(page))
    scale = line_scale(marked, answer.unit, from_zero=not is_comparable(answer), most=most)
    if trend.is_bare:
        scale = replace(scale, ticks=())
    days = sorted({point.day for trace in trend.traces for point in trace.points})
    incidents = incidents_of(answer, days) if trend.has_incidents else ()
    inside = _inside(page, box, answer, trend, scale)
    plot = _open(page, replace(inside, top=box.top + incidents_room(page, incidents)), scale, days)
    if trend.has_bands:
        _draw_bands(page, plot, answer)
    _draw_usual(page, plot, trend.usual)
    for reference in trend.references:
        draw_reference(plot.axes, reference)
    _draw_ghost(page, plot, trend.ghost)
    cut = cut_points(answer)
    has_wash = len(trend.traces) == 1 and not trend.has_bands and not trend.usual
    for trace in trend.traces:
        _draw_trace(page, plot, trace, cut, has_wash=has_wash)
    places = [_place(day) for day in days]
    draw_value_ticks(page, plot, answer)
    draw_day_ticks(page, plot, days, places, answer)
    draw_incidents(page, plot, incidents, places)
    draw_end_labels(page, plot, trend.labels)


def draw_nothing(page: Page, box: Box, text: str = _NO_VALUES) -> None:
    """Say that there is nothing to draw, where the drawing would be."""
    whole = page.fitted(text, box.width, page.theme.body)
    lines = [whole] if whole.text == text else page.wrapped(text, box.width, page.theme.small, most=3)
    for index, words in enumerate(lines):
        middle = (box.top + box.bottom) / 2 + (index - (len(lines) - 1) / 2) * page.theme.row
        page.write((box.left + box.right) / 2, middle, words, page.theme.muted, side="center", middle=True)


def _inside(page: Page, box: Box, answer: Answer, trend: Trend, scale: Scale) -> Box:
    room = room_for(page, trend.labels) if trend.labels else 0
    return Box(box.left + gutter(page, scale, answer), box.top, box.right - room, box.bottom - days_room(page))


def _open(page: Page, box: Box, scale: Scale, days: Sequence[date]) -> Plot:
    first, last = _place(days[0]), _place(days[-1])
    # Room for half a dot at either end; a single day stands in the middle.
    air = max((last - first) * 0.018, 0.5)
    return open_plot(page, box, scale, first - air, last + air)


def _place(day: date) -> float:
    return float(day.toordinal())


def _draw_bands(page: Page, plot: Plot, answer: Answer) -> None:
    for band in bands_of(answer, Dial(plot.scale.low, plot.scale.high)):
        tint = page.theme.tones[band.status].tint
        plot.axes.axhspan(float(band.low), float(band.high), color=tint, linewidth=0, zorder=0)


def _draw_usual(page: Page, plot: Plot, usual: Sequence[Usual]) -> None:
    places = [_place(each.day) for each in usual]
    low, high = [float(each.low) for each in usual], [float(each.high) for each in usual]
    band = plot.axes.fill_between(places, low, high, color=page.theme.ghost, alpha=0.28, linewidth=0, zorder=0.4)
    band.set_gid("usual")


def _draw_trace(page: Page, plot: Plot, trace: Trace, cut: frozenset[date], *, has_wash: bool) -> None:
    points = trace.points
    places = [_place(point.day) for point in points]
    heights = [float("nan") if point.value is None else float(point.value) for point in points]
    if has_wash and plot.scale.low == 0:
        plot.axes.fill_between(places, heights, 0, color=page.theme.accent_wash, linewidth=0, zorder=0.5)
    plot.axes.plot(
        places,
        heights,
        color=trace.color,
        linewidth=page.theme.stroke,
        zorder=4,
        solid_joinstyle="round",
        solid_capstyle="round",
    )[0].set_gid("trace")
    _draw_dots(page, plot, trace, _dotted(points), filled=True)
    _draw_dots(page, plot, trace, [known for known in known_points(points) if known.day in cut], filled=False)


def _draw_ghost(page: Page, plot: Plot, points: Sequence[Point]) -> None:
    heights = [float("nan") if point.value is None else float(point.value) for point in points]
    (line,) = plot.axes.plot([_place(point.day) for point in points], heights, color=page.theme.ghost, zorder=2.5)
    line.set_linewidth(page.theme.stroke * 0.7)
    line.set_dashes((2.2, 1.1))
    line.set_gid("ghost")


def _dotted(points: Sequence[Point]) -> list[Known]:
    """Which points get a dot: the last one, those that no line leads to, and all where there are few."""
    found = known_points(points)
    if len(points) <= _FEW:
        return found
    return [known for known in found if known is found[-1] or is_lone(points, known.place)]


def _draw_dots(page: Page, plot: Plot, trace: Trace, shown: Sequence[Known], *, filled: bool) -> None:
    plot.axes.plot(
        [_place(known.day) for known in shown],
        [float(known.value) for known in shown],
        linestyle="none",
        marker=trace.marker,
        markersize=page.theme.dot,
        markeredgewidth=4,
        markerfacecolor=trace.color if filled else page.theme.background,
        markeredgecolor=trace.color,
        zorder=5 if filled else 6,
        clip_on=False,
        gid="dots" if filled else "cut dots",
    )
