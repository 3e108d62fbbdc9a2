"""An outlook: the days that were, and after them what is expected with its two bands."""

from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.labels import near_text
from charts.outlook_days import draw_outlook_days
from charts.page import Box, Page
from metrics.answer import Answer, ChartKind, Outlook


def draw(page: Page, answer: Answer) -> None:
    """Draw the days below the number."""
    draw_body(page, draw_header(page, answer), answer)
    draw_footer(page, answer, _remarks(answer, answer.outlook) if answer.outlook else ())


def _remarks(answer: Answer, outlook: Outlook) -> tuple[str, ...]:
    """Where the whole of it lies as a rule."""
    low, high = (near_text(end, answer.unit, answer.currency) for end in (outlook.total80.low, outlook.total80.high))
    return (f"80%: {low} – {high}",)


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The days alone."""
    draw_outlook_days(page, box, answer)


KIND = Kind(ChartKind.OUTLOOK, draw, draw_body)
