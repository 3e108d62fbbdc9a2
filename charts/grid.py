"""Cohorts by month as a grid of coloured cells, each with its value where it fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

from charts.cohorts import ages_of, month_name
from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.plot import draw_labels_in_a_row
from metrics.answer import Answer, Cohort, Unit
from metrics.answer.numbers import short_text, value_text

_GAP, _LINE, _AIR = 20, 3, 5
_TALLEST, _WIDEST = 74, 190
# The luminance on which white and ink have the same contrast.
_HALF_LIGHT = 0.2


@dataclass(frozen=True)
class _Grid:
    """Where the cells lie, and which cohorts are in them."""

    cohorts: tuple[Cohort, ...]
    names: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float

    def middle(self, row: int, column: int) -> tuple[float, float]:
        return self.left + (column + 0.5) * self.width, self.top + (row + 0.5) * self.height


def draw_grid(page: Page, box: Box, answer: Answer) -> tuple[str, ...]:
    """Draw the latest cohorts that find room: month and size on the left, a cell for each closed month.

    Returns what has to be said about cohorts without room.
    """
    grid = _grid(page, box, answer)
    cells = [
        (row, column, value)
        for row, cohort in enumerate(grid.cohorts)
        for column, value in enumerate(cohort.values)
        if value is not None
    ]
    faces = _shades(page, cells)
    corners = [_corners(grid, row, column) for row, column, _ in cells]
    page.surface.add_collection(PolyCollection(corners, facecolors=faces, linewidths=0, zorder=1, gid="cells"))
    _draw_names(page, box, grid)
    texts = _texts(page, grid, [value for _, _, value in cells], answer)
    for (row, column, _), face, text in zip(cells, faces, texts, strict=False):
        words, color = Words(text, page.theme.small), _readable_on(page, face)
        page.write(*grid.middle(row, column), words, color, side="center", middle=True).set_gid("cell")
    if answer.unit is Unit.FRACTION and any(not text.endswith("%") for text in texts):
        page.write(box.left, grid.top - 14, Words("in %", page.theme.small), page.theme.muted)
    return _hidden(len(answer.cohorts) - len(grid.cohorts))


def _hidden(count: int) -> tuple[str, ...]:
    return (f"{count} earlier {'cohort' if count == 1 else 'cohorts'} not shown",) if count > 0 else ()


def _grid(page: Page, box: Box, answer: Answer) -> _Grid:
    ages = ages_of(replace(answer, cohorts=answer.cohorts[-_room(page, box) :]))
    cohorts = ages.cohorts
    names = max(page.width(Words(name, page.theme.small)) for name in map(_name, cohorts))
    sizes = max(page.width(Words(f"{cohort.customers:,}", page.theme.small)) for cohort in cohorts)
    left = box.left + names + sizes + 2 * _GAP
    top = box.top + page.theme.row
    return _Grid(
        cohorts,
        tuple(ages.names),
        left,
        top,
        min((box.right - left) / max(ages.count, 1), _WIDEST),
        min((box.bottom - top) / len(cohorts), _TALLEST),
    )


def _room(page: Page, box: Box) -> int:
    """How many cohorts find room under the line that names the months."""
    return max(1, int((box.height - page.theme.row) / (page.theme.small + _AIR)))


def _name(cohort: Cohort) -> str:
    return month_name(cohort.month)


def _corners(grid: _Grid, row: int, column: int) -> list[tuple[float, float]]:
    left, top = grid.left + column * grid.width, grid.top + row * grid.height
    right, bottom = left + grid.width - _LINE, top + grid.height - _LINE
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _shades(page: Page, cells: Sequence[tuple[int, int, Decimal]]) -> list[str]:
    """A colour for each value, the darker the more.

    The first month stands apart where there are others: it is all of the cohort, and would leave the rest no shades.
    """
    theme = page.theme
    colors = LinearSegmentedColormap.from_list("cells", [theme.accent_wash, theme.accent_pale, theme.accent])
    later = [value for _, column, value in cells if column > 0]
    has_apart = bool(later) and max(later) < min(
        (value for _, column, value in cells if column == 0), default=max(later)
    )
    scaled = later if has_apart else [value for _, _, value in cells]
    low, high = min(scaled), max(scaled)

    def shade(column: int, value: Decimal) -> str:
        if has_apart and column == 0:
            return theme.grid
        return to_hex(colors(float((value - low) / (high - low)) if high > low else 0.0))

    return [shade(column, value) for _, column, value in cells]


def _readable_on(page: Page, color: str) -> str:
    """White or ink, whichever stands out more."""
    red, green, blue = to_rgb(color)
    return "#FFFFFF" if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 < _HALF_LIGHT else page.theme.ink


def _draw_names(page: Page, box: Box, grid: _Grid) -> None:
    """The cohorts' months and sizes, and above the cells the months since the first order."""
    small, muted = page.theme.small, page.theme.muted
    for row, cohort in enumerate(grid.cohorts):
        _, y = grid.middle(row, 0)
        page.write(box.left, y, Words(_name(cohort), small), page.theme.ink, middle=True)
        page.write(grid.left - _GAP, y, Words(f"{cohort.customers:,}", small), muted, side="right", middle=True)
    centres = [grid.middle(0, column)[0] for column in range(len(grid.names))]
    draw_labels_in_a_row(page, grid.names, centres, grid.top - 14)


def _texts(page: Page, grid: _Grid, values: Sequence[Decimal], answer: Answer) -> list[str]:
    """The values as fully as all of them fit into their cells; none where not even the briefest do."""
    if grid.height < page.theme.small + _AIR - 1:
        return []
    largest = max(map(abs, values))
    for form in (near_text, _brief(largest), _brief(10 * largest)):
        texts = [form(value, answer.unit, answer.currency) for value in values]
        is_narrow = max(page.width(Words(text, page.theme.small)) for text in texts) <= grid.width - _LINE - 4
        # Nothing is not what a little rounds to.
        if is_narrow and all(not value or text.strip("0.%") for value, text in zip(values, texts, strict=True)):
            return texts
    return []


def _brief(largest: Decimal) -> Callable[[Decimal, Unit, str], str]:
    """A value to three digits, and to no more places than the largest one needs.

    A share is a whole percentage without its sign, which would cost a third of the cell.
    """

    def text(value: Decimal, unit: Unit, currency: str) -> str:
        if unit is Unit.FRACTION:
            return value_text(value * 100, Unit.COUNT, currency)
        own = value.adjusted() - 2
        rounded = value.quantize(Decimal(1).scaleb(max(own, min(largest.adjusted() - 2, 0))))
        return short_text(rounded or value.quantize(Decimal(1).scaleb(own)), unit, currency)

    return text
