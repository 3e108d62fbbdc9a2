"""A pie: how much of the whole belongs to which part."""

from charts.donut import draw_donut
from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.page import Box, Page
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the parts of the breakdown as slices, the smallest folded where there are more than six."""
    draw_donut(page, draw_header(page, answer), answer)
    draw_footer(page, answer)


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """A ring and its list, without the shares around the ring."""
    draw_donut(page, box, answer, has_shares=False)


KIND = Kind(ChartKind.PIE, draw, draw_body)
