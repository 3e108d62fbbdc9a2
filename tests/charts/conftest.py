"""Pages of answers, and what a reader would find on them."""

from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from charts.page import Page
from charts.rendering import draw
from charts.theme import SLACK
from metrics.answer import Answer

TextBoxes = Callable[[Page], list[tuple[str, Bbox]]]


@pytest.fixture(scope="session")
def page_of() -> Callable[[Answer], Page]:
    """An answer as a page of artists."""
    return lambda answer: draw(answer, SLACK)


@pytest.fixture(scope="session")
def texts() -> Callable[[Page], list[Text]]:
    """Every text on a page."""
    # Not `findobj`, which would first make the ticks of axes that are off: it takes half of the time of these tests.
    return lambda page: [text for axes in page.figure.axes for text in axes.texts if text.get_text()]


@pytest.fixture(scope="session")
def words(texts: Callable[[Page], list[Text]]) -> Callable[[Page], list[str]]:
    """Every text on a page, as it reads."""
    return lambda page: [text.get_text() for text in texts(page)]


@pytest.fixture(scope="session")
def assert_legible(texts: Callable[[Page], list[Text]]) -> Callable[[Page], None]:
    """Every text lies on the picture, touches no other, and is large enough for a phone."""

    def check(page: Page) -> None:
        found = [(text, text.get_window_extent().frozen()) for text in texts(page)]
        for text, box in found:
            assert float(text.get_fontsize()) >= page.theme.small, text
            assert 0 <= box.x0 < box.x1 <= page.theme.width, text
            assert 0 <= box.y0 < box.y1 <= page.theme.height, text
        for (text, box), (other, beside) in combinations(found, 2):
            # The lines of one paragraph may touch by the fraction of a pixel that rounding leaves.
            wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            assert wide < 1 or min(box.y1, beside.y1) - max(box.y0, beside.y0) < 1, (text.get_text(), other.get_text())

    return check
