"""Bars: one for each day, week or month, or one for each part of a breakdown."""

from charts.bars import draw_bars
from charts.frame import draw_footer
from charts.header import draw_header
from charts.incidents import incident_remark, incidents_of
from charts.kind import Kind
from charts.page import Page
from charts.part_bars import draw_part_bars
from charts.series import cut_points, values_of
from charts.words import trailing_remark
from metrics.answer import Answer, ChartKind


def draw(page: Page, answer: Answer) -> None:
    """Draw the parts where the question asked for a breakdown, else the points."""
    box = draw_header(page, answer)
    if answer.breakdown and not any(part.series for part in answer.breakdown):
        draw_part_bars(page, box, answer)
        draw_footer(page, answer)
    else:
        draw_bars(page, box, answer)
        draw_footer(page, answer, _remarks(answer))


def _remarks(answer: Answer) -> tuple[str, ...]:
    remarks = list(incident_remark(incidents_of(answer, [point.day for point in answer.series])))
    if cut_points(answer):
        remarks.append(f"pale: part of a {answer.grain.value}")
    if values_of(answer.series) and any(point.value is None for point in answer.series):
        remarks.append("grey: no value")
    return (*remarks, *trailing_remark(answer))


KIND = Kind(ChartKind.BAR, draw)
