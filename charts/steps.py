"""Floating bars that lead from the number before to the number now.

Their length is how far each moved it. The axis does not begin at zero, so the two ends are marks and never bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.collections import PolyCollection

from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.trend import draw_nothing
from metrics.answer import Answer, Direction, Step, Unit
from metrics.answer.numbers import value_text
from metrics.answer.why_words import amount_text, rest_of, step_name
from metrics.answer.wording import period_text

_MOST = 7
_LONGEST = 10
_NAME_SHARE = 0.40
_VALUE_SHARE = 0.2
_GAP = 18
_THICK = 0.56
_TALLEST_ROW = 64


@dataclass(frozen=True)
class _Row:
    """A step, or one of the two ends: from where to where it leads."""

    name: Words
    value: Words
    start: Decimal
    end: Decimal
    is_end: bool = False


def draw_steps(page: Page, box: Box, answer: Answer) -> None:
    """Draw the ends and the steps between them, the largest first; those that find no room are one."""
    if answer.why is None or answer.value is None or answer.previous is None:
        draw_nothing(page, box)
        return
    most = max(1, min(_MOST, int(box.height / page.theme.row) - 2))
    rows = _rows(page, box, answer, _shown(answer.why.best.steps, most))
    height = min(box.height / len(rows), _TALLEST_ROW)
    left = box.left + max(page.width(row.name) for row in rows) + _GAP
    _draw(page, Box(left, box.top, box.right, box.top + height * len(rows)), rows, _colors(page, answer, rows))


def _shown(steps: tuple[Step, ...], most: int) -> tuple[Step, ...]:
    if len(steps) <= most:
        return steps
    shown = steps[: most - 1]
    rest = rest_of(steps[len(shown) :])
    return (*shown, *([rest] if rest else []))


def _rows(page: Page, box: Box, answer: Answer, steps: Sequence[Step]) -> list[_Row]:
    before, now = answer.previous or Decimal(0), answer.value or Decimal(0)
    previous = period_text(answer.previous_period) if answer.previous_period else "before"
    rows, at = [_end(page, box, answer, previous, before)], before
    for step in steps:
        name = page.fitted(step_name(step, answer), box.width * _NAME_SHARE, page.theme.small)
        value = page.fitted(_effect_text(step, answer), box.width * _VALUE_SHARE, page.theme.small, bold=True)
        rows.append(_Row(name, value, at, at + step.effect))
        at += step.effect
    return [*rows, _end(page, box, answer, period_text(answer.period), now)]


def _effect_text(step: Step, answer: Answer) -> str:
    """Its effect as the message says it, or to a few digits where that is long or reads as nothing."""
    text = amount_text(step.effect, answer)
    if answer.unit is Unit.FRACTION or (len(text) <= _LONGEST and any(digit in "123456789" for digit in text)):
        return text
    return f"{'−' if step.effect < 0 else '+'}{near_text(abs(step.effect), answer.unit, answer.currency)}"


def _end(page: Page, box: Box, answer: Answer, days: str, value: Decimal) -> _Row:
    name = page.fitted(days, box.width * _NAME_SHARE, page.theme.small, bold=True)
    texts = (value_text(value, answer.unit, answer.currency), near_text(value, answer.unit, answer.currency))
    words = page.first_that_fits(texts, box.width * _VALUE_SHARE, page.theme.small, bold=True)
    return _Row(name, words, value, value, is_end=True)


def _colors(page: Page, answer: Answer, rows: Sequence[_Row]) -> list[str]:
    theme = page.theme
    if answer.direction is Direction.NEUTRAL:
        return [theme.accent for _ in rows]
    up, down = (theme.good, theme.bad) if answer.direction is Direction.UP_IS_GOOD else (theme.bad, theme.good)
    return [up if row.end >= row.start else down for row in rows]


def _draw(page: Page, box: Box, rows: Sequence[_Row], colors: Sequence[str]) -> None:
    height = box.height / len(rows)
    low, scale, start = _axis(page, box, rows)
    half, theme = height * _THICK / 2, page.theme
    middles = [box.top + height * (place + 0.5) for place in range(len(rows))]
    bars, of_bars = [], []
    for row, middle, color in zip(rows, middles, colors, strict=True):
        one, other = (start + float(value - low) * scale for value in (row.start, row.end))
        if row.is_end:
            page.surface.plot([one, one], [middle - half, middle + half], color=theme.ink, linewidth=5)
        else:
            bars.append(((one, middle - half), (other, middle - half), (other, middle + half), (one, middle + half)))
            of_bars.append(color)
        page.write(box.left - _GAP, middle, row.name, theme.ink, side="right", middle=True)
        _write_value(page, row, (one, other), middle, color)
    page.surface.add_artist(PolyCollection(bars, facecolors=of_bars, linewidths=0, gid="bars"))
    for row, middle in zip(rows[:-1], middles[:-1], strict=True):
        at = start + float(row.end - low) * scale
        page.surface.plot([at, at], [middle + half, middle + height - half], color=theme.ghost, linewidth=2)


def _write_value(page: Page, row: _Row, ends: tuple[float, float], middle: float, color: str) -> None:
    """Behind the end that the step leads to."""
    ink = page.theme.ink if row.is_end else color
    if row.end < row.start:
        page.write(min(ends) - _GAP, middle, row.value, ink, side="right", middle=True)
    else:
        page.write(max(ends) + _GAP, middle, row.value, ink, middle=True)


def _axis(page: Page, box: Box, rows: Sequence[_Row]) -> tuple[Decimal, float, float]:
    """The lowest value, how many pixels make one of the unit, and where the lowest lies, with room for the values."""
    values = [value for row in rows for value in (row.start, row.end)]
    low, high = min(values), max(values)
    below = max((page.width(row.value) + _GAP for row in rows if row.end < row.start), default=0.0)
    above = max((page.width(row.value) + _GAP for row in rows if row.end >= row.start), default=0.0)
    width = max(box.width - below - above, 0.0)
    return low, width / float(high - low) if high > low else 0.0, box.left + below
