"""An area with two axes: its grid, the values named on its left and the days named below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from matplotlib.axes import Axes

from charts.labels import day_labels
from charts.page import Box, Page, Words
from charts.scale import Scale
from metrics.answer import Answer
from metrics.answer.numbers import short_text

_GUTTER = 16
_MOST_DAYS = 6


@dataclass(frozen=True)
class Plot:
    """Axes on a page, and where on the page their values lie."""

    axes: Axes
    box: Box
    scale: Scale
    first: float
    last: float

    def x(self, at: float) -> float:
        """The pixel of a place on the horizontal axis."""
        return self.box.left + (at - self.first) / (self.last - self.first) * self.box.width

    def y(self, value: Decimal) -> float:
        """The pixel of a value."""
        return self.box.bottom - self.scale.share(value) * self.box.height


def days_room(page: Page) -> float:
    """How much room the days below a plot need."""
    return page.theme.small + 26


def ticks_for(page: Page, height: float) -> int:
    """How many values an axis of this height can name without crowding."""
    return max(2, min(5, int(height / (1.5 * page.theme.row))))


def gutter(page: Page, scale: Scale, answer: Answer) -> float:
    """How much room the values on the left need."""
    widths = [page.width(tick_words(page, tick, answer)) for tick in scale.ticks]
    return max(widths, default=0) + _GUTTER


def tick_words(page: Page, value: Decimal, answer: Answer, *, bold: bool = False) -> Words:
    """The label of a value on an axis: all its digits, because a rounded label stands for another value."""
    return Words(short_text(value, answer.unit, answer.currency), page.theme.small, bold)


def open_plot(page: Page, box: Box, scale: Scale, first: float, last: float) -> Plot:
    """An empty plot with its grid, in which zero is the strongest line."""
    axes = page.axes(box)
    axes.set_xlim(first, last)
    axes.set_ylim(float(scale.low), float(scale.high))
    for tick in scale.ticks:
        color = page.theme.muted if tick == 0 else page.theme.grid
        axes.axhline(float(tick), color=color, linewidth=2, zorder=1)
    return Plot(axes, box, scale, first, last)


def draw_value_ticks(page: Page, plot: Plot, answer: Answer) -> None:
    """The values on the left of the plot."""
    for tick in plot.scale.ticks:
        words = tick_words(page, tick, answer)
        page.write(plot.box.left - _GUTTER, plot.y(tick), words, page.theme.muted, side="right", middle=True).set_gid(
            "value tick"
        )


def draw_day_ticks(page: Page, plot: Plot, days: Sequence[date], places: Sequence[float], answer: Answer) -> None:
    """Some of the days below the plot: the last one always, the others evenly spaced, none touching another."""
    draw_place_ticks(page, plot, day_labels(days, answer.grain), places)


def draw_place_ticks(page: Page, plot: Plot, labels: Sequence[str], places: Sequence[float]) -> None:
    """Some of the labels below the plot, each under its place."""
    centres = [plot.x(place) for place in places]
    draw_labels_in_a_row(page, labels, centres, plot.box.bottom + days_room(page) - 12)


def draw_labels_in_a_row(page: Page, labels: Sequence[str], centres: Sequence[float], y: float) -> None:
    """Some labels at the same height: the last one always, the others evenly spaced, none touching another."""
    words = [Words(label, page.theme.small) for label in labels]
    kept = [_kept_inside(page, centre, word) for centre, word in zip(centres, words, strict=True)]
    for index in _chosen(page, kept, words):
        page.write(kept[index], y, words[index], page.theme.muted, side="center").set_gid("place tick")


def _kept_inside(page: Page, centre: float, words: Words) -> float:
    half = page.width(words) / 2
    return min(max(centre, page.bounds.left + half), page.bounds.right - half)


def _chosen(page: Page, centres: Sequence[float], words: Sequence[Words]) -> list[int]:
    count = len(words)
    for step in range(max(1, -(-count // _MOST_DAYS)), count + 1):
        indices = list(range(count - 1, -1, -step))
        if all(_are_apart(page, centres, words, after, before) for after, before in pairwise(indices)):
            return indices
    return []


def _are_apart(page: Page, centres: Sequence[float], words: Sequence[Words], after: int, before: int) -> bool:
    needed = (page.width(words[after]) + page.width(words[before])) / 2 + 24
    return centres[after] - centres[before] >= needed
