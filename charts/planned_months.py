"""The months of a forecast: bars of what came, before the line and the band of what was expected."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from matplotlib.collections import LineCollection, PolyCollection

from charts.end_labels import EndLabel, draw_end_labels
from charts.page import Box, Page
from charts.plot import Plot, days_room, draw_place_ticks, draw_value_ticks, ticks_for
from charts.scale import bar_scale
from charts.slots import Corners, bar_corners, open_slots
from charts.trend import draw_nothing
from metrics.answer import Answer, PlannedMonth

# The band shows on both sides of its month's bar.
_BAR, _BAND = 0.3, 0.5
_DOTS = (0, (1.0, 1.0))


def draw_planned_months(page: Page, box: Box, answer: Answer, *, is_named: bool) -> None:
    """Draw each month that has either; the running one is pale, with dots at what its days should have come to."""
    months = _known(answer.forecast.months if answer.forecast else ())
    values = [value for month in months for value in _values(month)]
    if not values:
        draw_nothing(page, box)
        return
    scale = bar_scale(values, answer.unit, most=ticks_for(page, box.height - days_room(page)))
    labels = _named(page, months) if is_named else ()
    plot = open_slots(page, box, answer, scale, labels=labels, count=len(months))
    _draw_bands(page, plot, months)
    _draw_bars(page, plot, months)
    _draw_lines(page, plot, months)
    draw_value_ticks(page, plot, answer)
    draw_place_ticks(page, plot, _labels(months), [float(index) for index in range(len(months))])
    draw_end_labels(page, plot, labels)


def _named(page: Page, months: Sequence[PlannedMonth]) -> tuple[EndLabel, ...]:
    """What the line is called, at its end."""
    planned = [month.forecast for month in months if month.forecast is not None]
    words = page.fitted("forecast", page.theme.width / 4, page.theme.small)
    return (EndLabel(words, planned[-1], page.theme.ink),) if planned else ()


def _known(months: Sequence[PlannedMonth]) -> Sequence[PlannedMonth]:
    """From the first month that has something to the last one."""
    found = [index for index, month in enumerate(months) if _values(month)]
    return months[found[0] : found[-1] + 1] if found else ()


def _values(month: PlannedMonth) -> list[Decimal]:
    return [value for value in (month.actual, month.forecast, month.low, month.high) if value is not None]


def _draw_bands(page: Page, plot: Plot, months: Sequence[PlannedMonth]) -> None:
    bands = [
        bar_corners(index, float(month.low), float(month.high), half=_BAND)
        for index, month in enumerate(months)
        if month.low is not None and month.high is not None
    ]
    plot.axes.add_collection(
        PolyCollection(bands, facecolors=page.theme.accent_wash, linewidths=0, zorder=1.5, gid="bands")
    )


def _draw_bars(page: Page, plot: Plot, months: Sequence[PlannedMonth]) -> None:
    bars: list[Corners] = []
    colors: list[str] = []
    for index, month in enumerate(months):
        if month.actual is not None:
            bars.append(bar_corners(index, 0.0, float(month.actual), half=_BAR))
            colors.append(page.theme.accent_pale if month.is_running else page.theme.accent)
    plot.axes.add_collection(PolyCollection(bars, facecolors=colors, linewidths=0, zorder=2, gid="bars"))


def _draw_lines(page: Page, plot: Plot, months: Sequence[PlannedMonth]) -> None:
    wholes = [(index, month.forecast, _BAND) for index, month in enumerate(months)]
    parts = [(index, month.expected, _BAR) for index, month in enumerate(months) if month.expected != month.forecast]
    for lines, dashes, gid in ((wholes, "solid", "forecast"), (parts, _DOTS, "expected")):
        segments = list(_segments(lines))
        width = page.theme.stroke * 0.7
        plot.axes.add_collection(
            LineCollection(segments, colors=page.theme.ink, linewidths=width, linestyles=[dashes], zorder=4, gid=gid)
        )


def _segments(lines: Sequence[tuple[int, Decimal | None, float]]) -> Iterator[list[tuple[float, float]]]:
    for index, value, half in lines:
        if value is not None:
            yield [(index - half, float(value)), (index + half, float(value))]


def _labels(months: Sequence[PlannedMonth]) -> list[str]:
    """The months by name; the last one always stands there, and says the year where it is the same for all."""
    is_one_year = months[0].month.year == months[-1].month.year
    short = [f"{month.month:%b}" if is_one_year else f"{month.month:%b %y}" for month in months]
    last = months[-1].month
    return [*short[:-1], f"{last:%b} {last.year}"] if is_one_year else short
