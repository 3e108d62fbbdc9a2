"""The days of an outlook: the line of those that were, the dashed one of those to come, and the bands around it."""

from collections.abc import Sequence
from decimal import Decimal

from charts.page import Box, Page
from charts.plot import Plot, days_room, draw_day_ticks, draw_value_ticks, gutter, open_plot, ticks_for
from charts.scale import line_scale
from charts.series import known_points, values_of
from charts.trend import draw_nothing
from metrics.answer import Answer, OutlookDay

_AIR = 0.01


def draw_outlook_days(page: Page, box: Box, answer: Answer) -> None:
    """Draw what was and what may come, on one axis."""
    ahead = answer.outlook.days if answer.outlook else ()
    values = [*values_of(answer.series), *(value for day in ahead for value in _values(day))]
    if not values:
        draw_nothing(page, box)
        return
    scale = line_scale(values, answer.unit, from_zero=True, most=ticks_for(page, box.height - days_room(page)))
    inner = Box(box.left + gutter(page, scale, answer), box.top, box.right, box.bottom - days_room(page))
    days = sorted({*(point.day for point in answer.series), *(each.day for each in ahead)})
    places = [float(day.toordinal()) for day in days]
    air = max((places[-1] - places[0]) * _AIR, 0.5)
    plot = open_plot(page, inner, scale, places[0] - air, places[-1] + air)
    _draw_bands(page, plot, ahead)
    _draw_history(page, plot, answer)
    _draw_expected(page, plot, ahead)
    draw_value_ticks(page, plot, answer)
    draw_day_ticks(page, plot, days, places, answer)


def _values(day: OutlookDay) -> tuple[Decimal, ...]:
    return (day.value, day.range95.low, day.range95.high)


def _draw_bands(page: Page, plot: Plot, ahead: Sequence[OutlookDay]) -> None:
    places = [day.day.toordinal() for day in ahead]
    wide = [(float(day.range95.low), float(day.range95.high)) for day in ahead]
    narrow = [(float(day.range80.low), float(day.range80.high)) for day in ahead]
    for bounds, color, gid in ((wide, page.theme.accent_wash, "band 95"), (narrow, page.theme.accent_pale, "band 80")):
        lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
        plot.axes.fill_between(places, lows, highs, color=color, linewidth=0, zorder=1.5).set_gid(gid)


def _draw_history(page: Page, plot: Plot, answer: Answer) -> None:
    known = known_points(answer.series)
    places, heights = [each.day.toordinal() for each in known], [float(each.value) for each in known]
    (line,) = plot.axes.plot(places, heights, color=page.theme.accent, linewidth=page.theme.stroke * 0.6, zorder=3)
    line.set_gid("history")


def _draw_expected(page: Page, plot: Plot, ahead: Sequence[OutlookDay]) -> None:
    places, heights = [day.day.toordinal() for day in ahead], [float(day.value) for day in ahead]
    (line,) = plot.axes.plot(places, heights, color=page.theme.ink, linewidth=page.theme.stroke * 0.6, zorder=4)
    line.set_dashes((2.2, 1.1))
    line.set_gid("outlook")
