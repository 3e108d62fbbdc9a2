"""The rows of a table: how high they are, and the thin lines between them."""

from charts.page import Box, Page

_TALLEST = 1.6


def row_height(page: Page, box: Box, count: int) -> float:
    """The height of each of so many rows, none so high that the table falls apart."""
    return min(box.height / count, page.theme.row * _TALLEST)


def draw_rules(page: Page, box: Box, count: int, height: float) -> None:
    """A thin line under each row but the last one, which lead the eye from a name to its number."""
    for index in range(1, count):
        y = box.top + height * index
        page.surface.plot([box.left, box.right], [y, y], color=page.theme.grid, linewidth=2, zorder=0)
