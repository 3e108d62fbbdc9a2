"""A large number, how it moved and where it stands, and under it how it got there."""

from charts.frame import draw_footer, draw_lines, draw_title
from charts.header import change_color, headline
from charts.kind import Kind
from charts.page import Box, Page
from charts.pill import draw_pill
from charts.sparkline import draw_sparkline
from charts.words import aim_text, moved_texts, trailing_remark
from metrics.answer import Answer, ChartKind, Status

_SIZE, _LOW_SIZE = 156, 190
_NUMBER_LINE, _FACTS_LINE, _STATUS_MIDDLE = 222, 304, 364
# Without a sparkline the number moves down to the middle, and its facts a little further, because it is larger.
_DOWN, _FACTS_DOWN = 120, 132
_SPARKLINE = (408.0, 604.0)
_GAP = 24


def draw(page: Page, answer: Answer) -> None:
    """Draw the number across the page, and its series as a line without a scale."""
    theme = page.theme
    draw_title(page, answer)
    down, facts_down = (0, 0) if answer.series else (_DOWN, _FACTS_DOWN)
    width = theme.width - 2 * theme.margin
    number = headline(page, answer, width, _SIZE if answer.series else _LOW_SIZE)
    page.write(theme.margin, _NUMBER_LINE + down, number, theme.muted if answer.value is None else theme.ink)
    if answer.value is None:
        lines = page.wrapped(answer.reason or "", width, theme.small, most=3)
        draw_lines(page, theme.margin, _FACTS_LINE + facts_down, lines, theme.ink)
    else:
        _draw_facts(page, answer, facts_down)
    if answer.series:
        draw_sparkline(page, Box(theme.margin, _SPARKLINE[0], theme.width - theme.margin, _SPARKLINE[1]), answer)
    draw_footer(page, answer, trailing_remark(answer))


def _draw_facts(page: Page, answer: Answer, down: float) -> None:
    """How it moved, and under that the status with its target; the second moves up where the first is missing."""
    theme, moved = page.theme, moved_texts(answer)
    if moved:
        words = page.first_that_fits(moved, theme.width - 2 * theme.margin, theme.title, bold=True)
        page.write(theme.margin, _FACTS_LINE + down, words, change_color(page, answer))
    if answer.status is not Status.NONE:
        middle = (_STATUS_MIDDLE if moved else _FACTS_LINE) + down
        end = draw_pill(page, theme.margin, middle, answer.status) + _GAP
        aim = page.fitted(aim_text(answer) or "", theme.width - theme.margin - end, theme.small)
        if aim.text:
            page.write(end, middle, aim, theme.muted, middle=True)


KIND = Kind(ChartKind.NUMBER, draw, draw_sparkline)
