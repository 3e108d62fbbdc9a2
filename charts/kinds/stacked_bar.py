"""Stacked bars: how much of each day, week or month belongs to which part."""

from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.page import Page
from charts.stacked_bars import draw_stacked_bars
from charts.words import bar_remarks
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw a stack for each bucket, its parts named beside the last one."""
    draw_stacked_bars(page, draw_header(page, answer), answer)
    draw_footer(page, answer, bar_remarks(answer))


KIND = Kind(ChartKind.STACKED_BAR, draw, draw_stacked_bars)
