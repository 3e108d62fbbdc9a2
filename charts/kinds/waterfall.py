"""A waterfall: from the number before to the number now, one step below the other, each as long as its effect."""

from charts.frame import draw_footer
from charts.header import draw_brief_header
from charts.kind import Kind
from charts.page import Box, Page
from charts.steps import draw_steps
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the steps below the number."""
    draw_body(page, draw_brief_header(page, answer), answer)
    by = answer.why.best.title if answer.why else ""
    draw_footer(page, answer, (f"What moved it, {by[:1].lower()}{by[1:]}",) if by else ())


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The steps alone."""
    draw_steps(page, box, answer)


KIND = Kind(ChartKind.WATERFALL, draw, draw_body)
