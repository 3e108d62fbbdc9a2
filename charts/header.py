"""The head of a line or bar chart: the number, large, and beside it how it moved and where it stands."""

from charts.frame import draw_lines, draw_title
from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.pill import draw_pill
from charts.words import aim_text, is_good, moved_texts
from metrics.answer import Answer, Status
from metrics.answer.wording import headline_text

_NUMBER_LINE = 168
_CHANGE_LINE, _STATUS_MIDDLE, _SOLE_MIDDLE = 120, 163, 144
_GAP = 40
_BODY_TOP, _BODY_BOTTOM = 204, 604
_BRIEF_LINE, _BRIEF_BODY_TOP = 120, 146


def draw_header(page: Page, answer: Answer) -> Box:
    """Draw the head and return the box that is left for the chart."""
    theme = page.theme
    draw_title(page, answer)
    number = headline(page, answer, theme.width * 0.5, theme.headline)
    page.write(theme.margin, _NUMBER_LINE, number, theme.muted if answer.value is None else theme.ink)
    x = theme.margin + page.width(number) + _GAP
    if answer.value is None:
        lines = page.wrapped(answer.reason or "", theme.width - theme.margin - x, theme.small, most=2)
        draw_lines(page, x, _CHANGE_LINE + 10, lines, theme.ink)
    else:
        _draw_facts(page, answer, x)
    return Box(theme.margin, _BODY_TOP, theme.width - theme.margin, _BODY_BOTTOM)


def draw_brief_header(page: Page, answer: Answer) -> Box:
    """A head of two lines, for a chart that needs the height; returns the box that is left for it."""
    theme = page.theme
    draw_title(page, answer)
    width = theme.width - 2 * theme.margin
    if answer.value is None:
        text = f"{headline_text(answer)}: {answer.reason}" if answer.reason else headline_text(answer)
        page.write(theme.margin, _BRIEF_LINE, page.fitted(text, width, theme.small), theme.ink)
    else:
        number = page.fitted(headline_text(answer), width / 2, theme.title, bold=True)
        page.write(theme.margin, _BRIEF_LINE, number, theme.ink)
        x = theme.margin + page.width(number) + _GAP / 2
        moved = moved_texts(answer)
        if moved:
            words = page.first_that_fits(moved, theme.margin + width - x, theme.small, bold=True)
            page.write(x, _BRIEF_LINE, words, change_color(page, answer))
    return Box(theme.margin, _BRIEF_BODY_TOP, theme.width - theme.margin, _BODY_BOTTOM)


def headline(page: Page, answer: Answer, width: float, size: int) -> Words:
    """The number as large as the width allows; a number is never cut short, but rounded where it can't fit."""
    text = headline_text(answer)
    if answer.value is None:
        return page.fitted(text, width, max(size * 2 // 3, page.theme.small), bold=True)
    words = page.fitted(text, width, size, bold=True)
    if words.text == text:
        return words
    return page.fitted(near_text(answer.value, answer.unit, answer.currency), width, size, bold=True)


def change_color(page: Page, answer: Answer) -> str:
    """Green for good news, red for bad, ink for neither; the arrow and the words say the same."""
    good = is_good(answer.change, answer.direction)
    if good is None:
        return page.theme.ink
    return page.theme.good if good else page.theme.bad


def _draw_facts(page: Page, answer: Answer, x: float) -> None:
    theme = page.theme
    moved, has_status = moved_texts(answer), answer.status is not Status.NONE
    room = theme.width - theme.margin - x
    if moved:
        words = page.first_that_fits(moved, room, theme.body, bold=True)
        if has_status:
            page.write(x, _CHANGE_LINE, words, change_color(page, answer))
        else:
            page.write(x, _SOLE_MIDDLE, words, change_color(page, answer), middle=True)
    if has_status:
        _draw_status(page, answer, x, _STATUS_MIDDLE if moved else _SOLE_MIDDLE)


def _draw_status(page: Page, answer: Answer, x: float, middle: float) -> None:
    end = draw_pill(page, x, middle, answer.status) + _GAP / 2
    aim = aim_text(answer)
    if aim:
        words = page.fitted(aim, page.theme.width - page.theme.margin - end, page.theme.small)
        page.write(end, middle, words, page.theme.muted, middle=True)
