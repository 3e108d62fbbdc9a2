"""What surrounds every chart: the title and the period above it, how old the number is below it."""

from charts.page import Page, Words
from charts.words import footer_candidates, snapshot_text
from metrics.answer import Answer, Dashboard
from metrics.answer.wording import period_text

TITLE_LINE = 64
_FOOT = 26
_GAP = 36


def draw_title(page: Page, answer: Answer | Dashboard) -> None:
    """The title on the left, made to fit beside the period on the right."""
    theme = page.theme
    right = theme.width - theme.margin
    period = page.fitted(period_text(answer.period), theme.width / 2, theme.small)
    page.write(right, TITLE_LINE, period, theme.muted, side="right")
    room = right - theme.margin - page.width(period) - _GAP
    page.write(theme.margin, TITLE_LINE, page.fitted(answer.title, room, theme.title, bold=True), theme.ink)


def draw_footer(page: Page, answer: Answer | Dashboard, remarks: tuple[str, ...] = ()) -> None:
    """How old the number is, what the marks in the picture mean, and the snapshot that it can be looked up in."""
    theme = page.theme
    right, line = theme.width - theme.margin, theme.height - _FOOT
    snapshot = page.fitted(snapshot_text(answer), theme.width / 3, theme.small)
    if snapshot.text:
        page.write(right, line, snapshot, theme.muted, side="right")
    room = right - theme.margin - page.width(snapshot) - _GAP
    facts = page.first_that_fits(footer_candidates(answer, remarks), room, theme.small)
    if facts.text:
        page.write(theme.margin, line, facts, theme.muted)


def draw_lines(page: Page, x: float, top: float, lines: list[Words], color: str) -> None:
    """Lines of text under one another, the first one's baseline at `top`."""
    for number, line in enumerate(lines):
        page.write(x, top + number * 1.28 * line.size, line, color)
