"""The half circle of a gauge: its bands, how far the value reaches, the levels, the target, and the number inside."""

from decimal import Decimal
from math import cos, pi, sin

import numpy as np
from matplotlib.patches import Polygon

from charts.bands import Dial, bands_of, dial_of
from charts.header import headline
from charts.page import Box, Page, Words
from metrics.answer import Answer
from metrics.answer.numbers import short_text

_CENTRE_X, _CENTRE_Y = 296.0, 372.0
_OUTER, _TRACK = (190.0, 210.0), (138.0, 184.0)
_NUMBER_SIZE = 84
_MARK_HEIGHT = 36
_SPACE = Box(14, 90, 596, _CENTRE_Y + 4)


def draw_dial(page: Page, answer: Answer) -> None:
    """Draw the gauge on the left of the page."""
    dial = dial_of(answer)
    for band in bands_of(answer, dial):
        color = page.theme.tones[band.status].band
        _ring(page, _OUTER, (dial.share(band.low), dial.share(band.high)), color, f"band {band.status.value}")
    _ring(page, _TRACK, (0.0, 1.0), page.theme.grid, "track")
    if answer.value is not None:
        _draw_value(page, dial, answer.value, page.theme.tones[answer.status].fill)
    _draw_ends(page, dial, answer)
    _draw_marks(page, dial, answer)
    color = page.theme.muted if answer.value is None else page.theme.ink
    words = headline(page, answer, 2 * _TRACK[0] - 30, _NUMBER_SIZE)
    page.write(_CENTRE_X, _CENTRE_Y - 4, words, color, side="center")


def _draw_value(page: Page, dial: Dial, value: Decimal, color: str) -> None:
    """Fill the track from zero to the value; an arrow at the end says that the value lies beyond it."""
    zero, end = sorted((dial.share(Decimal(0)), dial.share(value)))
    _ring(page, _TRACK, (zero, end), color, "value")
    _stroke(page, (_TRACK[0] - 7, _TRACK[1] + 3), dial.share(value), page.theme.ink, 9)
    if not dial.holds(value):
        x = _CENTRE_X + (sum(_TRACK) / 2) * (1 if value > dial.high else -1)
        tip = [(x - 14, _CENTRE_Y - 38), (x + 14, _CENTRE_Y - 38), (x, _CENTRE_Y - 14)]
        page.surface.add_artist(Polygon(tip, facecolor="#FFFFFF", linewidth=0, zorder=3, gid="beyond"))


def _draw_ends(page: Page, dial: Dial, answer: Answer) -> None:
    for value, side in ((dial.low, -1), (dial.high, 1)):
        words = Words(short_text(value, answer.unit, answer.currency), page.theme.small)
        half = page.width(words) / 2
        x = _CENTRE_X + side * (_TRACK[0] + _OUTER[1]) / 2
        x = min(max(x, _SPACE.left + half), _SPACE.right - half)
        page.write(x, _CENTRE_Y + 38, words, page.theme.muted, side="center")


def _draw_marks(page: Page, dial: Dial, answer: Answer) -> None:
    """Mark the target with a stroke and its value, then the levels with theirs where there is room beside it."""
    taken: list[Box] = []
    if answer.target is not None:
        _stroke(page, (_TRACK[0] - 4, _OUTER[1] + 12), dial.share(answer.target.value), page.theme.ink, 6)
        _write_mark(page, dial, answer.target.value, answer, taken, bold=True)
    for level in (answer.levels.critical, answer.levels.warning):
        if level is not None:
            _write_mark(page, dial, level, answer, taken, bold=False)


def _write_mark(page: Page, dial: Dial, value: Decimal, answer: Answer, taken: list[Box], *, bold: bool) -> None:
    words = Words(short_text(value, answer.unit, answer.currency), page.theme.small, bold)
    box = _outside(dial.share(value), page.width(words))
    if not _is_free(box, taken):
        return
    taken.append(box)
    color = page.theme.ink if bold else page.theme.muted
    page.write(box.left, (box.top + box.bottom) / 2, words, color, middle=True)


def _outside(share: float, width: float) -> Box:
    """The place of a label outside the arc, leaning away from it."""
    x, y = _at(_OUTER[1] + 30, share)
    left = x - width / 2 - cos(pi * share) * width / 2
    return Box(left, y - _MARK_HEIGHT / 2, left + width, y + _MARK_HEIGHT / 2)


def _is_free(box: Box, taken: list[Box]) -> bool:
    if box.left < _SPACE.left or box.right > _SPACE.right or box.bottom > _SPACE.bottom:
        return False
    return not any(box.touches(other, apart=14) for other in taken)


def _at(radius: float, share: float) -> tuple[float, float]:
    angle = pi * (1 - share)
    return _CENTRE_X + radius * cos(angle), _CENTRE_Y - radius * sin(angle)


def _stroke(page: Page, radii: tuple[float, float], share: float, color: str, width: float) -> None:
    (x0, y0), (x1, y1) = _at(radii[0], share), _at(radii[1], share)
    page.surface.plot([x0, x1], [y0, y1], color=color, linewidth=width, solid_capstyle="butt", zorder=4)


def _ring(page: Page, radii: tuple[float, float], shares: tuple[float, float], color: str, gid: str) -> None:
    """A piece of a ring between two shares of the half circle."""
    along = np.linspace(shares[0], shares[1], 90)
    rim = [_at(radii[1], float(share)) for share in along]
    back = [_at(radii[0], float(share)) for share in reversed(along)]
    page.surface.add_artist(Polygon([*rim, *back], facecolor=color, linewidth=0, zorder=2, gid=gid))
