"""A heat map: a row for each cohort, a cell for each month that followed, the darker the more."""

from charts.cohorts import NO_COHORTS, values_of_cohorts
from charts.frame import draw_footer
from charts.grid import draw_grid
from charts.header import draw_brief_header
from charts.kind import Kind
from charts.page import Box, Page
from charts.trend import draw_nothing
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the cohorts that find room, the latest ones, or say that there is none."""
    draw_footer(page, answer, draw_body(page, draw_brief_header(page, answer), answer))


def draw_body(page: Page, box: Box, answer: Answer) -> tuple[str, ...]:
    """The grid alone; returns what has to be said about it."""
    if values_of_cohorts(answer.cohorts):
        return (*draw_grid(page, box, answer), "months since the first order")
    draw_nothing(page, box, NO_COHORTS)
    return ()


KIND = Kind(ChartKind.HEAT_MAP, draw, draw_body)
