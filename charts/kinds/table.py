"""A table: the parts of a breakdown, or the points of a series, with all their numbers."""

from charts.frame import draw_footer
from charts.header import draw_brief_header
from charts.kind import Kind
from charts.page import Box, Page
from charts.part_table import draw_part_table
from charts.point_table import draw_point_table
from charts.trend import draw_nothing
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the rows under a head of two lines."""
    draw_footer(page, answer, draw_body(page, draw_brief_header(page, answer), answer))


def draw_body(page: Page, box: Box, answer: Answer) -> tuple[str, ...]:
    """The rows alone; returns what has to be said about them."""
    if answer.breakdown:
        draw_part_table(page, box, answer)
    elif answer.series:
        hidden = draw_point_table(page, box, answer)
        return (f"{hidden} earlier {answer.grain.value}s not shown",) if hidden else ()
    else:
        draw_nothing(page, box)
    return ()


KIND = Kind(ChartKind.TABLE, draw, draw_body)
