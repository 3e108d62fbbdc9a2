"""The slots of upright bars: one for each point, as wide as the plot allows and never as wide as the page."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.collections import PolyCollection

from charts.end_labels import EndLabel, room_for
from charts.page import Box, Page
from charts.plot import Plot, days_room, gutter, open_plot
from charts.scale import Scale
from metrics.answer import Answer

_HALF = 0.38
_FEWEST = 7

Corners = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def open_slots(page: Page, box: Box, answer: Answer, scale: Scale, *, labels: Sequence[EndLabel], count: int) -> Plot:
    """An empty plot for `count` bars, with room for the axes and the labels around it."""
    room = room_for(page, labels) if labels else 0
    inner = Box(box.left + gutter(page, scale, answer), box.top, box.right - room, box.bottom - days_room(page))
    # One bar of a whole page's width would not look like a bar.
    air = max(_FEWEST - count, 0) / 2 + 0.5
    return open_plot(page, inner, scale, -air, count - 1 + air)


def bar_corners(index: int, low: float, high: float, *, half: float = _HALF) -> Corners:
    """The corners of a bar in its slot; `half` of its width, where the slot is 1."""
    left, right = index - half, index + half
    return np.array([(left, low), (left, high), (right, high), (right, low)])


def draw_missing(page: Page, plot: Plot, indices: Iterable[int]) -> None:
    """Grey the slots that have no value, which is not the same as a bar of nothing."""
    low, high = float(plot.scale.low), float(plot.scale.high)
    slots = [bar_corners(index, low, high) for index in indices]
    plot.axes.add_collection(PolyCollection(slots, facecolors=page.theme.void, linewidths=0, zorder=0, gid="missing"))
