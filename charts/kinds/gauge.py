"""A gauge with the number in it, what it means below it, and beside it how it came about."""

from charts.dial import draw_dial
from charts.dial_place import Place, place_in
from charts.frame import draw_footer, draw_lines, draw_title
from charts.header import change_color
from charts.kind import Kind
from charts.page import Box, Page
from charts.pill import draw_pill, pill_width
from charts.references import target_reference
from charts.series import is_comparable
from charts.trend import Trace, Trend, draw_trend
from charts.words import aim_text, moved_texts, trailing_remark
from metrics.answer import Answer, ChartKind, Status

_MIDDLE, _WIDTH = 296, 520
_PILL_MIDDLE, _AIM_LINE, _MOVED_LINE, _REASON_LINE = 442, 508, 556, 460
_PLACE = Place(296.0, 372.0)
_TREND = Box(640, 124, 1146, 604)


def draw(page: Page, answer: Answer) -> None:
    """Draw the gauge on the left and its trend, on the same bands, on the right."""
    draw_title(page, answer)
    draw_dial(page, _PLACE, answer)
    if answer.value is None:
        _draw_reason(page, answer)
    else:
        _draw_facts(page, answer)
    target = target_reference(answer, page.theme)
    trace = Trace(answer.series, page.theme.accent)
    draw_trend(page, _TREND, answer, Trend((trace,), (target,) if target else (), has_bands=is_comparable(answer)))
    draw_footer(page, answer, trailing_remark(answer))


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The gauge alone."""
    draw_dial(page, place_in(box), answer)


def _draw_reason(page: Page, answer: Answer) -> None:
    lines = page.wrapped(answer.reason or "", _WIDTH, page.theme.small, most=4)
    draw_lines(page, page.theme.margin, _REASON_LINE, lines, page.theme.ink)


def _draw_facts(page: Page, answer: Answer) -> None:
    if answer.status is not Status.NONE:
        draw_pill(page, _MIDDLE - pill_width(page, answer.status) / 2, _PILL_MIDDLE, answer.status)
    aim, moved = aim_text(answer), moved_texts(answer)
    if aim:
        page.write(_MIDDLE, _AIM_LINE, page.fitted(aim, _WIDTH, page.theme.small), page.theme.muted, side="center")
    if moved:
        words = page.first_that_fits(moved, _WIDTH, page.theme.body, bold=True)
        page.write(_MIDDLE, _MOVED_LINE if aim else _AIM_LINE, words, change_color(page, answer), side="center")


KIND = Kind(ChartKind.GAUGE, draw, draw_body, has_number=True)
