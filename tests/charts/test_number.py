"""A number is written large, with what it is held against, over a line of how it got there."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from matplotlib.text import Text

from charts import alt_text
from charts.examples import cash, examples
from charts.page import Page
from metrics.answer import Answer

PageOf = Callable[[Answer], Page]
Texts = Callable[[Page], list[Text]]
Words = Callable[[Page], list[str]]


def test_the_number_is_the_largest_thing_on_the_page(page_of: PageOf, texts: Texts) -> None:
    """It can be read across a room, and its change, status and target after it."""
    found = texts(page_of(cash()))

    largest = max(found, key=lambda text: float(text.get_fontsize()))
    assert largest.get_text() == "$402,518"
    assert {"▼ down 8.1% from $438,120", "✔ On target", "target above $300k"} <= {text.get_text() for text in found}


def test_the_line_is_the_series_without_a_scale(page_of: PageOf, texts: Texts) -> None:
    """The line shows the way; a scale would set a second number beside the large one."""
    page = page_of(cash())

    (line,) = (line for axes in page.figure.axes for line in axes.lines if line.get_gid() == "trace")
    assert [float(y) for y in np.asarray(line.get_ydata())] == [float(point.value or 0) for point in cash().series]
    assert not [text for text in texts(page) if text.get_gid() == "value tick"]


def test_a_number_without_a_series_has_no_line(page_of: PageOf, words: Words) -> None:
    """A number of one moment is not said to be missing its days."""
    page = page_of(replace(cash(), series=()))

    assert not [line for axes in page.figure.axes for line in axes.lines]
    assert "$402,518" in words(page)


def test_no_value_says_why(page_of: PageOf, words: Words) -> None:
    """An empty picture would be taken for a fault of the bot."""
    found = words(page_of(examples()["number-no-value"]))

    assert {"no value", "no bank balance has been imported for these days"} <= set(found)


def test_a_number_in_words() -> None:
    """Who can't see it is told the number, its change, its status and its way."""
    text = alt_text(cash())

    assert text.startswith("Number with its trend. Cash: $402,518, down 8.1% from $438,120")
    assert "on target (target above $300k)" in text
    assert " to $402,518 on Nov 22; lowest $" in text
