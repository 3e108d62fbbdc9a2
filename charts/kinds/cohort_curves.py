"""Cohort curves: how each month's new customers did in the months that followed, and all of them on average."""

from charts.cohort_lines import draw_cohort_lines
from charts.cohorts import NO_COHORTS, values_of_cohorts
from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.page import Box, Page
from charts.trend import draw_nothing
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw a line for each cohort that has a closed month, or say that none has."""
    draw_body(page, draw_header(page, answer), answer)
    draw_footer(page, answer, ("months since the first order",) if values_of_cohorts(answer.cohorts) else ())


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The lines alone."""
    if values_of_cohorts(answer.cohorts):
        draw_cohort_lines(page, box, answer)
    else:
        draw_nothing(page, box, NO_COHORTS)


KIND = Kind(ChartKind.COHORT_CURVES, draw, draw_body)
