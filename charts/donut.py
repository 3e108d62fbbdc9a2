"""A ring of slices around their total, and beside it what each slice is and how much."""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from matplotlib.patches import Wedge

from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.slice_list import draw_slice_list, width_of_list
from charts.slices import Slice, Whole, percent, whole_of
from metrics.answer import Answer

_THICK = 0.42
_GAP = 22
# A longer list is clipped: without a ring it would be no chart. A small one without shares may be smaller still.
_MOST_BESIDE_SHARES, _MOST_BESIDE = 0.45, 0.7


@dataclass(frozen=True)
class _Ring:
    x: float
    y: float
    radius: float


def draw_donut(page: Page, box: Box, answer: Answer, *, has_shares: bool = True) -> None:
    """Draw the breakdown of an answer as a ring, with a list on its right; `has_shares` writes each share around it."""
    whole = whole_of(answer)
    around = page.width(Words("88.8%", page.theme.small)) + _GAP if has_shares else 0
    room = page.theme.row + 4 if has_shares else 0
    beside = min(width_of_list(page, whole, answer), box.width * (_MOST_BESIDE_SHARES if has_shares else _MOST_BESIDE))
    radius = min(
        box.height / 2 - room,
        box.width * 0.34 - 50 - around * 0.5,
        (box.width - beside - 2 * around - _GAP) / 2,
    )
    ring = _Ring(box.left + radius + around, (box.top + box.bottom) / 2, radius)
    for index, piece in enumerate(whole.slices):
        _draw_slice(page, ring, piece, page.theme.line(index))
    if has_shares:
        _draw_shares(page, ring, whole)
    _draw_total(page, ring, whole.total, answer)
    left = ring.x + radius + around + _GAP
    draw_slice_list(page, Box(left, box.top, box.right, box.bottom), whole, answer)


def _draw_slice(page: Page, ring: _Ring, piece: Slice, color: str) -> None:
    # The surface counts downwards, so a growing angle runs clockwise, as a reader does.
    start, end = (float(share) * 360 - 90 for share in (piece.start, piece.end))
    edge = page.theme.background if piece.share < 1 else "none"
    wedge = Wedge((ring.x, ring.y), ring.radius, start, end, width=ring.radius * _THICK)
    wedge.set(facecolor=color, edgecolor=edge, linewidth=4)
    wedge.set_gid("slice")
    page.surface.add_artist(wedge)


def _draw_shares(page: Page, ring: _Ring, whole: Whole) -> None:
    """Write the shares outside the ring, which tells slices apart without their colours; none over another."""
    taken: list[Box] = []
    for index, piece in enumerate(whole.slices):
        words = Words(percent(piece.share), page.theme.small, bold=True)
        box = _outside(page, ring, piece, words)
        if not any(box.touches(other) for other in taken):
            taken.append(box)
            middle = (box.top + box.bottom) / 2
            page.write(box.left, middle, words, page.theme.line(index), middle=True).set_gid("share")


def _outside(page: Page, ring: _Ring, piece: Slice, words: Words) -> Box:
    angle = float(piece.start + piece.end) * pi - pi / 2
    half, away = page.theme.row / 2, ring.radius + 12
    width = page.width(words)
    x = ring.x + cos(angle) * away + (cos(angle) - 1) * width / 2
    y = ring.y + sin(angle) * (away + half * 0.8)
    return Box(x, y - half, x + width, y + half)


def _draw_total(page: Page, ring: _Ring, total: Decimal, answer: Answer) -> None:
    """Write what a whole ring stands for, where it fits into the hole."""
    text, room = near_text(total, answer.unit, answer.currency), ring.radius * (1 - _THICK) * 1.7
    words = page.fitted(text, room, page.theme.title, bold=True)
    name = Words("total", page.theme.small)
    if words.text != text or page.width(name) > room * 0.8:
        return
    page.write(ring.x, ring.y - 2, words, page.theme.ink, side="center")
    page.write(ring.x, ring.y + page.theme.small + 4, name, page.theme.muted, side="center")
