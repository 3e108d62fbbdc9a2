"""A metric as a panel of a page: its title, its number, and the body of its own kind of chart."""

from dataclasses import replace

from charts.fits import settled
from charts.frame import draw_lines
from charts.header import change_color, headline
from charts.kind import find_kind
from charts.page import Box, Page
from charts.tile import draw_card
from charts.words import moved_texts
from metrics.answer import Answer, Comparison

HEIGHT = 348
_NUMBER_SIZE = 32
_PAD = 20
_TITLE_LINE, _NUMBER_LINE, _BODY_TOP = 40, 78, 100
_GAP = 16
# How far the first and the last day may reach over the edges of the chart.
_OVER = 8


def draw_panel(page: Page, box: Box, answer: Answer) -> None:
    """Draw the answer into a box of the page; without a value, the reason in the place of the chart."""
    draw_card(page, box)
    shown = settled(answer)
    left, width = box.left + _PAD, box.width - 2 * _PAD
    name = f"{answer.title} vs forecast" if answer.comparison is Comparison.FORECAST else answer.title
    title = page.fitted(name, width, page.theme.body, bold=True)
    page.write(left, box.top + _TITLE_LINE, title, page.theme.ink)
    kind = find_kind(shown.chart)
    _draw_number(page, left, box.top + _NUMBER_LINE, width, answer, has_number=not kind.has_number)
    if answer.value is None:
        lines = page.wrapped(answer.reason or "", width, page.theme.small, most=5)
        draw_lines(page, left, box.top + _BODY_TOP + page.theme.row, lines, page.theme.ink)
        return
    body = Box(left, box.top + _BODY_TOP, left + width, box.bottom - _PAD / 2)
    kind.body(page.bounded(replace(body, left=left - _OVER, right=body.right + _OVER)), body, shown)


def _draw_number(page: Page, left: float, line: float, width: float, answer: Answer, *, has_number: bool) -> None:
    """The number and how it moved on one line; the number alone where they don't fit together."""
    if has_number or answer.value is None:
        words = headline(page, answer, width, _NUMBER_SIZE)
        page.write(left, line, words, page.theme.muted if answer.value is None else page.theme.ink)
        left, width = left + page.width(words) + _GAP, width - page.width(words) - _GAP
    moved = moved_texts(answer)
    if moved:
        words = page.first_that_fits(moved, width, page.theme.small, bold=True)
        if not words.text.endswith("…"):
            page.write(left, line, words, change_color(page, answer))
