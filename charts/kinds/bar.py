"""Bars: one for each day, week or month, or one for each part of a breakdown."""

from charts.bars import draw_bars
from charts.frame import draw_footer
from charts.header import draw_header
from charts.kind import Kind
from charts.page import Page
from charts.part_bars import draw_part_bars
from charts.words import bar_remarks
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the parts where the question asked for a breakdown, else the points."""
    box = draw_header(page, answer)
    if answer.breakdown and not any(part.series for part in answer.breakdown):
        draw_part_bars(page, box, answer)
        draw_footer(page, answer)
    else:
        draw_bars(page, box, answer)
        draw_footer(page, answer, bar_remarks(answer))


KIND = Kind(ChartKind.BAR, draw)
