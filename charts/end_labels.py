"""Labels at the right ends of lines, pushed apart where the lines end close together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.page import Page, Words
from charts.plot import Plot

_GAP = 18


@dataclass(frozen=True)
class EndLabel:
    """What is written at the height of a value, right of the plot. One without a value goes to the bottom."""

    words: Words
    value: Decimal | None
    color: str


def room_for(page: Page, labels: Sequence[EndLabel]) -> float:
    """How much room the labels need on the right."""
    return max((page.width(label.words) for label in labels), default=0) + _GAP


def draw_end_labels(page: Page, plot: Plot, labels: Sequence[EndLabel]) -> None:
    """Write the labels beside the plot, each as near to its line's end as its neighbours allow."""
    row = page.theme.row
    top, bottom = plot.box.top + row / 2, plot.box.bottom - row / 4
    shown = labels[: int((bottom - top) / row) + 1]
    wanted = [bottom if label.value is None else plot.y(label.value) for label in shown]
    for label, y in zip(shown, spread(wanted, row, top, bottom), strict=True):
        page.write(plot.box.right + _GAP, y, label.words, label.color, middle=True).set_gid("end label")


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights at least `gap` apart between `top` and `bottom`, in the order of, and near to, the wanted ones."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    heights = list(wanted)
    least = top
    for index in order:
        heights[index] = max(wanted[index], least)
        least = heights[index] + gap
    most = bottom
    for index in reversed(order):
        heights[index] = min(heights[index], most)
        most = heights[index] - gap
    return heights
