"""Lying bars, one for each part of a breakdown, with its name before it and its value behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import PolyCollection

from charts.labels import near_text
from charts.page import Box, Page, Words
from metrics.answer import Answer, Part

_MOST = 8
_NAME_SHARE = 0.36
_GAP = 18
_TALLEST_ROW = 124
_THICK = 0.6


@dataclass(frozen=True)
class _Row:
    """One part with its words, and the height of its middle."""

    part: Part
    name: Words
    value: Words
    middle: float

    @property
    def amount(self) -> float:
        """The part's value, 0 where it has none."""
        return 0.0 if self.part.value is None else float(self.part.value)


def draw_part_bars(page: Page, box: Box, answer: Answer) -> None:
    """Draw the parts in the Answer's order; what has no value says so, and what finds no room is counted."""
    most = min(_MOST, int(box.height / page.theme.row))
    shown = answer.breakdown if len(answer.breakdown) <= most else answer.breakdown[: most - 1]
    hidden = len(answer.breakdown) - len(shown)
    height = min(box.height / (len(shown) + bool(hidden)), _TALLEST_ROW)
    rows = [_row(page, box, part, box.top + height * (i + 0.5), answer) for i, part in enumerate(shown)]
    left = box.left + max(page.width(row.name) for row in rows) + _GAP
    _draw_rows(page, Box(left, box.top, box.right, box.bottom), rows, height)
    if hidden:
        words = page.fitted(f"and {hidden} more, which have no room here", box.width, page.theme.small)
        page.write(box.left, box.top + height * (len(rows) + 0.5), words, page.theme.muted, middle=True)


def _row(page: Page, box: Box, part: Part, middle: float, answer: Answer) -> _Row:
    has_value = part.value is not None
    text = near_text(part.value, answer.unit, answer.currency) if part.value is not None else "no value"
    name = page.fitted(part.name, box.width * _NAME_SHARE, page.theme.body)
    return _Row(part, name, page.fitted(text, 300, page.theme.body, bold=has_value), middle)


def _draw_rows(page: Page, box: Box, rows: Sequence[_Row], height: float) -> None:
    zero, scale = _axis(page, box, rows)
    half = height * _THICK / 2
    ends = [zero + row.amount * scale for row in rows]
    bars = [
        ((zero, row.middle - half), (end, row.middle - half), (end, row.middle + half), (zero, row.middle + half))
        for row, end in zip(rows, ends, strict=True)
        if row.part.value is not None
    ]
    page.surface.add_artist(PolyCollection(bars, facecolors=page.theme.accent, linewidths=0, gid="bars"))
    page.surface.plot([zero, zero], [box.top, rows[-1].middle + height / 2], color=page.theme.muted, linewidth=3)
    for row, end in zip(rows, ends, strict=True):
        page.write(box.left - _GAP, row.middle, row.name, page.theme.ink, side="right", middle=True)
        color = page.theme.muted if row.part.value is None else page.theme.ink
        if row.amount < 0:
            page.write(end - _GAP, row.middle, row.value, color, side="right", middle=True)
        else:
            page.write(end + _GAP, row.middle, row.value, color, middle=True)


def _axis(page: Page, box: Box, rows: Sequence[_Row]) -> tuple[float, float]:
    """Where zero lies, and how many pixels make one of the unit, with room for the values at both ends."""
    below = max((page.width(row.value) + 2 * _GAP for row in rows if row.amount < 0), default=0.0)
    above = max((page.width(row.value) + _GAP for row in rows if row.amount >= 0), default=0.0)
    low, high = min(0.0, *(row.amount for row in rows), 0.0), max(0.0, *(row.amount for row in rows), 0.0)
    scale = (box.width - below - above) / (high - low) if high > low else 0.0
    return box.left + below - low * scale, scale
