"""The status as a pill: a shape, a word and a colour, so that none of them has to be seen to know it."""

from matplotlib.patches import FancyBboxPatch

from charts.page import Page, Words
from charts.words import status_words
from metrics.answer import Status

_HEIGHT = 50
_PAD = 22


def pill_width(page: Page, status: Status) -> float:
    """How wide the pill is."""
    return page.width(_words(page, status)) + 2 * _PAD


def draw_pill(page: Page, x: float, middle: float, status: Status) -> float:
    """Draw the pill from `x` on, around the height `middle`, and return its right end."""
    width = pill_width(page, status)
    page.surface.add_artist(
        FancyBboxPatch(
            (x, middle - _HEIGHT / 2),
            width,
            _HEIGHT,
            boxstyle=f"round,pad=0,rounding_size={_HEIGHT / 2}",
            facecolor=page.theme.tones[status].fill,
            linewidth=0,
        )
    )
    page.write(x + _PAD, middle, _words(page, status), "#FFFFFF", middle=True)
    return x + width


def _words(page: Page, status: Status) -> Words:
    return Words(f"{page.theme.tones[status].icon} {status_words(status)}", page.theme.small, bold=True)
