"""Lying bars with an interval each: how far every part lies from zero, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.scale import Scale, bar_scale
from metrics.answer import Answer, Part

_MOST = 8
_NAME_SHARE = 0.34
_GAP = 18
_TALLEST_ROW = 124
_THICK = 0.42
_CAP = 12
_VALUE_WIDTH = 260
_TICK_WIDTH = 160


@dataclass(frozen=True)
class _Row:
    part: Part
    name: Words
    value: Words
    middle: float


def draw_interval_rows(page: Page, box: Box, answer: Answer) -> None:
    """Draw the parts in the Answer's order; what has no value says so, and what finds no room is counted."""
    axis_room = page.theme.row
    most = max(1, min(_MOST, int((box.height - axis_room) / page.theme.row)))
    shown = answer.breakdown if len(answer.breakdown) <= most else answer.breakdown[: most - 1]
    hidden = len(answer.breakdown) - len(shown)
    height = min((box.height - axis_room) / (len(shown) + bool(hidden)), _TALLEST_ROW)
    rows = [_row(page, box, part, box.top + height * (i + 0.5), answer) for i, part in enumerate(shown)]
    left = box.left + max(page.width(row.name) for row in rows) + _GAP
    right = box.right - max(page.width(row.value) for row in rows) - _GAP
    plot = Box(left, box.top, right, box.top + height * len(rows))
    scale = bar_scale(list(_ends(shown)), answer.unit, most=4)
    _draw_axis(page, plot, scale, answer)
    for row in rows:
        _draw_row(page, plot, scale, row, height)
        page.write(left - _GAP, row.middle, row.name, page.theme.ink, side="right", middle=True)
        color = page.theme.muted if row.part.value is None else page.theme.ink
        page.write(box.right, row.middle, row.value, color, side="right", middle=True)
    if hidden:
        words = page.fitted(f"and {hidden} more, which have no room here", box.width, page.theme.small)
        page.write(box.left, plot.bottom + height / 2, words, page.theme.muted, middle=True)


def _row(page: Page, box: Box, part: Part, middle: float, answer: Answer) -> _Row:
    text = signed_text(part.value, answer) if part.value is not None else "no value"
    name = page.fitted(part.name, box.width * _NAME_SHARE, page.theme.body)
    return _Row(part, name, page.fitted(text, _VALUE_WIDTH, page.theme.body, bold=part.value is not None), middle)


def signed_text(value: Decimal, answer: Answer) -> str:
    """ "+4.2%", as a difference is written."""
    text = near_text(value, answer.unit, answer.currency)
    return f"+{text}" if value > 0 else text


def _ends(parts: Sequence[Part]) -> list[Decimal]:
    found = [part.value for part in parts if part.value is not None]
    for part in parts:
        if part.interval:
            found += [part.interval.low, part.interval.high]
    return found


def _draw_axis(page: Page, plot: Box, scale: Scale, answer: Answer) -> None:
    """A line at each tick; those nearest to zero are named first, and no name touches another."""
    named: list[Box] = []
    for tick in sorted(scale.ticks, key=abs):
        x = _x(plot, scale, tick)
        page.surface.plot([x, x], [plot.top, plot.bottom], color=page.theme.grid, linewidth=2, zorder=0)
        words = page.fitted(near_text(tick, answer.unit, answer.currency), _TICK_WIDTH, page.theme.small)
        half, middle = page.width(words) / 2, plot.bottom + page.theme.row * 0.7
        box = Box(x - half, middle, x + half, middle + 1)
        if not any(box.touches(other, _GAP) for other in named):
            named.append(box)
            page.write(box.left, middle, words, page.theme.muted, middle=True)
    zero = _x(plot, scale, Decimal(0))
    page.surface.plot([zero, zero], [plot.top, plot.bottom], color=page.theme.ink, linewidth=3, zorder=2)


def _draw_row(page: Page, plot: Box, scale: Scale, row: _Row, height: float) -> None:
    part = row.part
    if part.value is None:
        return
    zero, end = _x(plot, scale, Decimal(0)), _x(plot, scale, part.value)
    half = height * _THICK / 2
    page.surface.fill_between(
        [zero, end], row.middle - half, row.middle + half, color=page.theme.accent, linewidth=0, zorder=1, gid="bar"
    )
    if part.interval is None:
        return
    low, high = (_x(plot, scale, each) for each in (part.interval.low, part.interval.high))
    color = page.theme.ink
    page.surface.plot([low, high], [row.middle, row.middle], color=color, linewidth=4, zorder=3, gid="interval")
    for x in (low, high):
        page.surface.plot([x, x], [row.middle - _CAP, row.middle + _CAP], color=color, linewidth=4, zorder=3)


def _x(plot: Box, scale: Scale, value: Decimal) -> float:
    return plot.left + plot.width * scale.share(value)
