"""Actual against forecast: a bar for what came in each month, a line for what was expected, a band from low to high."""

from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.labels import near_text
from charts.page import Box, Page
from charts.planned_months import draw_planned_months
from metrics.answer import AgainstForecast, Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the months below the number and how it stands to its forecast."""
    draw_planned_months(page, draw_header(page, answer), answer, is_named=True)
    draw_footer(page, answer, _remarks(answer, answer.forecast) if answer.forecast else ())


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The months alone."""
    draw_planned_months(page, box, answer, is_named=False)


def _remarks(answer: Answer, forecast: AgainstForecast) -> tuple[str, ...]:
    landing, remarks = forecast.landing, []
    if landing is not None and landing.value is not None:
        remarks.append(f"{landing.year} lands at {near_text(landing.value, answer.unit, answer.currency)}")
    if any(month.is_running and month.actual is not None for month in forecast.months):
        remarks.append("pale: so far")
    return tuple(remarks)


KIND = Kind(ChartKind.FORECAST, draw, draw_body)
