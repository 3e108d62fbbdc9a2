"""Bars: one for each day, week or month, or one for each part of a breakdown."""

from charts.bars import draw_bars
from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.page import Box, Page
from charts.part_bars import draw_part_bars
from charts.words import bar_remarks
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the parts where the question asked for a breakdown, else the points."""
    draw_body(page, draw_header(page, answer), answer)
    draw_footer(page, answer, () if _has_part_bars(answer) else bar_remarks(answer))


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The bars alone."""
    if _has_part_bars(answer):
        draw_part_bars(page, box, answer)
    else:
        draw_bars(page, box, answer)


def _has_part_bars(answer: Answer) -> bool:
    return bool(answer.breakdown) and not any(part.series for part in answer.breakdown)


KIND = Kind(ChartKind.BAR, draw, draw_body)
