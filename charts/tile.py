"""A headline number as a tile: its title, the number, how it moved, and where it stands."""

from matplotlib.patches import FancyBboxPatch, Rectangle

from charts.frame import draw_lines
from charts.header import change_color, headline
from charts.page import Box, Page, Words
from charts.words import moved_texts, status_words
from metrics.answer import Answer, Status

HEIGHT = 172
_PAD, _STRIPE = 20, 8
_TITLE_LINE, _NUMBER_LINE, _CHANGE_LINE, _STATUS_LINE = 38, 88, 122, 154


def draw_card(page: Page, box: Box) -> None:
    """A white ground for what belongs together."""
    shape = FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle="round,pad=0,rounding_size=10")
    shape.set(facecolor=page.theme.background, edgecolor=page.theme.grid, linewidth=2)
    page.ground.add_artist(shape)


def draw_tile(page: Page, box: Box, answer: Answer) -> None:
    """Draw the number with a stripe in the colour of its status; without a value, the reason."""
    draw_card(page, box)
    tone = page.theme.tones[answer.status]
    page.surface.add_artist(Rectangle((box.left, box.top), _STRIPE, box.height, facecolor=tone.fill, linewidth=0))
    left, width, small = box.left + _STRIPE + _PAD, box.width - _STRIPE - 2 * _PAD, page.theme.small
    page.write(left, box.top + _TITLE_LINE, page.fitted(answer.title, width, small), page.theme.muted)
    color = page.theme.muted if answer.value is None else page.theme.ink
    page.write(left, box.top + _NUMBER_LINE, headline(page, answer, width, page.theme.headline), color)
    if answer.value is None:
        lines = page.wrapped(answer.reason or "", width, small, most=2)
        draw_lines(page, left, box.top + _CHANGE_LINE, lines, page.theme.ink)
        return
    moved = moved_texts(answer)
    if moved:
        words = page.first_that_fits(moved, width, small, bold=True)
        page.write(left, box.top + _CHANGE_LINE, words, change_color(page, answer))
    if answer.status is not Status.NONE:
        line = box.top + (_STATUS_LINE if moved else _CHANGE_LINE)
        page.write(left, line, Words(f"{tone.icon} {status_words(answer.status)}", small, bold=True), tone.fill)
