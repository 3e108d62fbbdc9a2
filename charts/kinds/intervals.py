"""Bars with intervals: how far each part lies from zero, and how sure that is."""

from charts.frame import draw_footer
from charts.header import draw_header
from charts.interval_rows import draw_interval_rows
from charts.kind import Kind
from charts.page import Box, Page
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the parts under the number."""
    draw_body(page, draw_header(page, answer), answer)
    draw_footer(page, answer, (f"line: {answer.band}",))


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The bars alone."""
    draw_interval_rows(page, box, answer)


KIND = Kind(ChartKind.INTERVALS, draw, draw_body, has_number=True)
