"""The half circle of a gauge: its bands, how far the value reaches, the levels, the target, and the number inside."""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi

import numpy as np
from matplotlib.patches import Polygon

from charts.bands import Dial, bands_of, dial_of
from charts.dial_place import OUTER, TRACK, Place
from charts.header import headline
from charts.page import Box, Page, Words
from metrics.answer import Answer
from metrics.answer.numbers import short_text

_NUMBER_SIZE = 84


@dataclass(frozen=True)
class _Face:
    """A dial on a page, and what it shows."""

    page: Page
    place: Place
    dial: Dial
    answer: Answer

    def text(self, value: Decimal) -> str:
        """A value as the dial names it."""
        return short_text(value, self.answer.unit, self.answer.currency)

    def ring(self, radii: tuple[float, float], shares: tuple[float, float], color: str, gid: str) -> None:
        """A piece of a ring between two shares of the half circle."""
        along = np.linspace(shares[0], shares[1], 90)
        rim = [self.place.at(radii[1], float(share)) for share in along]
        back = [self.place.at(radii[0], float(share)) for share in reversed(along)]
        shape = Polygon([*rim, *back], facecolor=color, linewidth=0, zorder=2, gid=gid)
        self.page.surface.add_artist(shape)

    def stroke(self, radii: tuple[float, float], value: Decimal, width: float) -> None:
        """A line across the ring at a value."""
        share, width = self.dial.share(value), width * self.place.size
        (x0, y0), (x1, y1) = self.place.at(radii[0], share), self.place.at(radii[1], share)
        ink = self.page.theme.ink
        self.page.surface.plot([x0, x1], [y0, y1], color=ink, linewidth=width, solid_capstyle="butt", zorder=4)


def draw_dial(page: Page, place: Place, answer: Answer) -> None:
    """Draw the gauge with its number in it."""
    face = _Face(page, place, dial_of(answer), answer)
    for band in bands_of(answer, face.dial):
        color = page.theme.tones[band.status].band
        face.ring(OUTER, (face.dial.share(band.low), face.dial.share(band.high)), color, f"band {band.status.value}")
    face.ring(TRACK, (0.0, 1.0), page.theme.grid, "track")
    if answer.value is not None:
        _draw_value(face, answer.value)
    _draw_ends(face)
    _draw_marks(face)
    color = page.theme.muted if answer.value is None else page.theme.ink
    words = headline(page, answer, place.size * (2 * TRACK[0] - 30), round(_NUMBER_SIZE * place.size))
    page.write(place.x, place.y - 4, words, color, side="center")


def _draw_value(face: _Face, value: Decimal) -> None:
    """Fill the track from zero to the value; an arrow at the end says that the value lies beyond it."""
    dial, place = face.dial, face.place
    zero, end = sorted((dial.share(Decimal(0)), dial.share(value)))
    face.ring(TRACK, (zero, end), face.page.theme.tones[face.answer.status].fill, "value")
    face.stroke((TRACK[0] - 7, TRACK[1] + 3), value, 9)
    if not dial.holds(value):
        x, size = place.x + place.size * (sum(TRACK) / 2) * (1 if value > dial.high else -1), place.size
        tip = [(x - 14 * size, place.y - 38 * size), (x + 14 * size, place.y - 38 * size), (x, place.y - 14 * size)]
        face.page.surface.add_artist(Polygon(tip, facecolor="#FFFFFF", linewidth=0, zorder=3, gid="beyond"))


def _draw_ends(face: _Face) -> None:
    page, place = face.page, face.place
    for value, side in ((face.dial.low, -1), (face.dial.high, 1)):
        words = Words(face.text(value), page.theme.small)
        half = page.width(words) / 2
        x = place.x + side * place.size * (TRACK[0] + OUTER[1]) / 2
        x = min(max(x, place.space.left + half), place.space.right - half)
        page.write(x, place.y + page.theme.small + 8, words, page.theme.muted, side="center")


def _draw_marks(face: _Face) -> None:
    """Mark the target with a stroke and its value, then the levels with theirs where there is room beside it."""
    answer, taken = face.answer, list[Box]()
    if answer.target is not None:
        face.stroke((TRACK[0] - 4, OUTER[1] + 12), answer.target.value, 6)
        _write_mark(face, answer.target.value, taken, bold=True)
    for level in (answer.levels.critical, answer.levels.warning):
        if level is not None:
            _write_mark(face, level, taken, bold=False)


def _write_mark(face: _Face, value: Decimal, taken: list[Box], *, bold: bool) -> None:
    page = face.page
    words = Words(face.text(value), page.theme.small, bold)
    box = _outside(face, face.dial.share(value), page.width(words))
    if not _is_free(face.place.space, box, taken):
        return
    taken.append(box)
    color = page.theme.ink if bold else page.theme.muted
    page.write(box.left, (box.top + box.bottom) / 2, words, color, middle=True)


def _outside(face: _Face, share: float, width: float) -> Box:
    """The place of a label outside the arc, leaning away from it."""
    half = face.page.theme.small * 0.6
    x, y = face.place.at(OUTER[1] + face.page.theme.small / face.place.size, share)
    left = x - width / 2 - cos(pi * share) * width / 2
    return Box(left, y - half, left + width, y + half)


def _is_free(space: Box, box: Box, taken: list[Box]) -> bool:
    if box.left < space.left or box.right > space.right or box.bottom > space.bottom or box.top < space.top:
        return False
    return not any(box.touches(other, apart=14) for other in taken)
