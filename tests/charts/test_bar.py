"""Bars show what the series or the breakdown says."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from matplotlib.collections import PolyCollection

from charts.examples import cac_by_channel, examples, orders, with_gaps
from charts.page import Page
from metrics.answer import Answer, Part

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]
Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def collection(page: Page, gid: str) -> PolyCollection:
    """The collection of a page that plays a role."""
    (found,) = (artist for artist in page.figure.findobj(PolyCollection) if artist.get_gid() == gid)
    assert isinstance(found, PolyCollection)
    return found


def corners(page: Page, gid: str = "bars") -> list[Array]:
    """The corners of each bar."""
    return [np.asarray(path.vertices) for path in collection(page, gid).get_paths()]


def test_a_bar_is_as_high_as_its_value(page_of: PageOf) -> None:
    """A bar's length is the number."""
    answer = orders()

    bars = corners(page_of(answer))

    assert [bar[:, 1].max() for bar in bars] == [float(point.value or 0) for point in answer.series]
    assert {bar[:, 1].min() for bar in bars} == {0.0}


def test_a_day_without_a_value_is_no_bar_of_nothing(page_of: PageOf, words: Words) -> None:
    """A day that is missing and a day without orders look different."""
    series = with_gaps(orders().series, (4, 5))

    page = page_of(replace(orders(), series=series))

    assert len(corners(page)) == 28
    assert [round(float(slot[:, 0].mean())) for slot in corners(page, "missing")] == [4, 5]
    assert any("grey: no value" in text for text in words(page))


def test_a_month_that_is_cut_is_pale_and_said_to_be(page_of: PageOf, words: Words) -> None:
    """Half a month drawn like a whole one looks like a collapse of sales."""
    page = page_of(examples()["revenue-year"])

    colors = np.asarray(collection(page, "bars").get_facecolor()).tolist()
    assert [i for i, color in enumerate(colors) if color != colors[1]] == [0, 12]
    assert "Data through Nov 22, 2026 · pale: part of a month" in words(page)


def test_few_bars_carry_their_values(page_of: PageOf, words: Words) -> None:
    """Where there is room, nobody has to measure a bar against an axis."""
    page = page_of(replace(orders(), series=orders().series[:4]))

    assert {str(point.value) for point in orders().series[:4]} <= set(words(page))


def test_parts_are_bars_with_names_and_values(page_of: PageOf, words: Words) -> None:
    """Channels can be compared, and the one that has no value says so instead of looking free."""
    page = page_of(cac_by_channel())

    lengths = [float(np.ptp(bar[:, 0])) for bar in corners(page)]
    assert lengths[1] / lengths[0] == pytest.approx(131.57 / 84.12)
    assert {"meta", "$84.12", "tiktok", "$131.57", "other", "no value"} <= set(words(page))


def test_a_negative_part_reaches_to_the_left(page_of: PageOf) -> None:
    """A loss drawn to the right would read as a gain."""
    parts = (Part("up", Decimal(30)), Part("down", Decimal(-10)))

    up, down = corners(page_of(replace(cac_by_channel(), breakdown=parts)))

    assert up[:, 0].min() == down[:, 0].max()
    assert np.ptp(up[:, 0]) == pytest.approx(3 * np.ptp(down[:, 0]))


def test_parts_that_find_no_room_are_counted(page_of: PageOf, words: Words) -> None:
    """A list that ends in silence is taken for the whole."""
    page = page_of(examples()["bar-many-parts"])

    assert len(corners(page)) == 7
    assert "and 5 more, which have no room here" in words(page)
