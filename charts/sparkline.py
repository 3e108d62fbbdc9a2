"""A line without a scale: where the number came from, not how much it was."""

from charts.page import Box, Page
from charts.trend import Trace, Trend, draw_trend
from metrics.answer import Answer


def draw_sparkline(page: Page, box: Box, answer: Answer) -> None:
    """Draw the series, and nothing that it is held against, into a box."""
    draw_trend(page, box, answer, Trend((Trace(answer.series, page.theme.accent),), is_bare=True))
