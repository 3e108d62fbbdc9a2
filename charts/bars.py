"""Upright bars over days, weeks or months: one for each point."""

from dataclasses import replace

from matplotlib.collections import PolyCollection

from charts.end_labels import draw_end_labels
from charts.incidents import draw_incidents, incidents_of, incidents_room
from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.plot import Plot, days_room, draw_day_ticks, draw_value_ticks, ticks_for
from charts.references import draw_reference, reference_label, target_reference
from charts.scale import bar_scale
from charts.series import cut_points, known_points, values_of
from charts.slots import bar_corners, draw_missing, open_slots
from charts.trend import draw_nothing
from metrics.answer import Answer

_MOST_LABELLED = 12
_NAMED_FROM = 700


def draw_bars(page: Page, box: Box, answer: Answer) -> None:
    """Draw a bar for each point; a point without a value is a grey slot, which is not the same as a bar of nothing."""
    values = values_of(answer.series)
    if not values:
        draw_nothing(page, box)
        return
    target = target_reference(answer, page.theme)
    # On a narrow one the line must do without its name.
    labels = (reference_label(page, target),) if target and box.width > _NAMED_FROM else ()
    most = ticks_for(page, box.height - days_room(page))
    scale = bar_scale([*values, target.value] if target else values, answer.unit, most=most)
    days = [point.day for point in answer.series]
    incidents = incidents_of(answer, days)
    below = replace(box, top=box.top + incidents_room(page, incidents))
    plot = open_slots(page, below, answer, scale, labels=labels, count=len(days))
    draw_missing(page, plot, (index for index, point in enumerate(answer.series) if point.value is None))
    _draw_present(page, plot, answer)
    if target:
        draw_reference(plot.axes, target)
    draw_value_ticks(page, plot, answer)
    places = [float(index) for index in range(len(days))]
    draw_day_ticks(page, plot, days, places, answer)
    draw_incidents(page, plot, incidents, places)
    draw_end_labels(page, plot, labels)
    _draw_values(page, plot, answer)


def _draw_present(page: Page, plot: Plot, answer: Answer) -> None:
    cut, theme, present = cut_points(answer), page.theme, known_points(answer.series)
    bars = [bar_corners(known.place, 0.0, float(known.value)) for known in present]
    colors = [theme.accent_pale if known.day in cut else theme.accent for known in present]
    # One collection: 360 bars as patches of their own take three times as long to draw.
    plot.axes.add_collection(PolyCollection(bars, facecolors=colors, linewidths=0, zorder=2, gid="bars"))


def _draw_values(page: Page, plot: Plot, answer: Answer) -> None:
    """Write its value on each bar, where there are few and the words fit."""
    present = known_points(answer.series)
    words = [Words(near_text(known.value, answer.unit, answer.currency), page.theme.small) for known in present]
    slot = plot.x(1) - plot.x(0)
    if len(present) > _MOST_LABELLED or any(page.width(word) > slot - 14 for word in words):
        return
    for known, word in zip(present, words, strict=True):
        is_above = known.value > 0 or (known.value == 0 and plot.scale.high > 0)
        y = plot.y(known.value) + (-10 if is_above else 32)
        page.write(plot.x(known.place), y, word, page.theme.ink, side="center").set_gid("bar value")
