"""What each slice of a ring is and how much, as a list; and which parts are no slice."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.slices import Whole, percent
from metrics.answer import Answer, Part
from metrics.answer.numbers import value_text

# A name with less than this share of the list's width says little; the value gives way to it.
_NAME_SHARE = 0.3


@dataclass(frozen=True)
class _Line:
    """A line of the list. What is no slice has no colour, and says behind its name why."""

    name: str
    behind: str = ""
    value: str = ""
    share: str = ""
    color: str | None = None


@dataclass(frozen=True)
class _Columns:
    """Where the columns end, from the right."""

    share: float
    value: float
    name: float
    has_values: bool


def draw_slice_list(page: Page, box: Box, whole: Whole, answer: Answer) -> None:
    """Write the lines under one another around the middle of the box; what finds no room is counted."""
    lines = _lines(page, whole, answer)
    room = int(box.height / page.theme.row)
    shown = lines if len(lines) <= room else lines[: room - 1]
    rows = len(shown) + (len(shown) < len(lines))
    height = min(page.theme.row + 12, box.height / rows)
    top = (box.top + box.bottom - height * rows) / 2
    columns = _columns(page, box, lines)
    for index, line in enumerate(shown):
        _draw_line(page, box, columns, line, top + height * (index + 0.5))
    if rows > len(shown):
        left = box.left + _swatch(page) + _gap(page)
        words = page.fitted(f"and {len(lines) - len(shown)} more", box.right - left, page.theme.small)
        page.write(left, top + height * (rows - 0.5), words, page.theme.muted, middle=True)


def width_of_list(page: Page, whole: Whole, answer: Answer) -> float:
    """How wide the list has to be for every name and share to be read; the values come where there is more."""
    lines = [line for line in _lines(page, whole, answer) if line.color is not None]
    names = max((page.width(Words(line.name, page.theme.small)) for line in lines), default=0.0)
    shares = max((page.width(_share(page, line)) for line in lines), default=0.0)
    # A little air: a name that fits to the pixel is taken for one that does not.
    return _swatch(page) + 2 * _gap(page) + names + shares + 4


def _lines(page: Page, whole: Whole, answer: Answer) -> list[_Line]:
    slices = [
        _Line(
            piece.name,
            value=near_text(piece.value, answer.unit, answer.currency),
            share=percent(piece.share),
            color=page.theme.line(index),
        )
        for index, piece in enumerate(whole.slices)
    ]
    return [*slices, *(_Line(part.name, behind=f": {_nothing(part, answer)}") for part in whole.silent)]


def _nothing(part: Part, answer: Answer) -> str:
    return "no value" if part.value is None else value_text(part.value, answer.unit, answer.currency)


def _columns(page: Page, box: Box, lines: Sequence[_Line]) -> _Columns:
    share = box.right - max(page.width(_share(page, line)) for line in lines) - _gap(page)
    value = share - max(page.width(_value(page, line)) for line in lines) - _gap(page)
    has_values = value - box.left - _swatch(page) - _gap(page) > box.width * _NAME_SHARE
    return _Columns(share, value, value if has_values else share, has_values)


def _draw_line(page: Page, box: Box, columns: _Columns, line: _Line, middle: float) -> None:
    left, ink = box.left + _swatch(page) + _gap(page), page.theme.ink
    if line.color is None:
        behind = Words(line.behind, page.theme.small)
        name = page.fitted(line.name, box.right - left - page.width(behind), page.theme.small)
        page.write(left, middle, Words(f"{name.text}{line.behind}", name.size), page.theme.muted, middle=True)
        return
    corner = (box.left, middle - _swatch(page) / 2)
    page.surface.add_artist(Rectangle(corner, _swatch(page), _swatch(page), facecolor=line.color, linewidth=0))
    page.write(left, middle, page.fitted(line.name, columns.name - left, page.theme.small), ink, middle=True)
    page.write(box.right, middle, _share(page, line), ink, side="right", middle=True)
    if columns.has_values:
        page.write(columns.share, middle, _value(page, line), ink, side="right", middle=True)


def _swatch(page: Page) -> float:
    return page.theme.small * 0.86


def _gap(page: Page) -> float:
    return page.theme.small * 0.7


def _value(page: Page, line: _Line) -> Words:
    return Words(line.value, page.theme.small)


def _share(page: Page, line: _Line) -> Words:
    return Words(line.share, page.theme.small, bold=True)
