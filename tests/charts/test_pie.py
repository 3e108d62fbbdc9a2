"""A pie's slices are the shares of its sum, and what is no slice is named beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Wedge

from charts import fits
from charts.examples import cac_by_channel, examples, revenue_by_channel
from charts.page import Page
from metrics.answer import Answer, ChartKind, Part, Unit

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]


def wedges(page: Page) -> list[Wedge]:
    """The slices of a page."""
    return [artist for artist in page.figure.findobj(Wedge) if isinstance(artist, Wedge)]


def of(values: Sequence[str | None]) -> Answer:
    """A pie of these values."""
    parts = tuple(Part(f"part {i}", None if v is None else Decimal(v), "why") for i, v in enumerate(values))
    return replace(revenue_by_channel(), breakdown=parts)


def test_a_slice_is_as_wide_as_its_share(page_of: PageOf) -> None:
    """An angle is all that a pie says; they begin at the top, the largest first."""
    page = page_of(of(["1", "2", "1"]))

    assert [(slice_.theta1, slice_.theta2) for slice_ in wedges(page)] == [(-90, 90), (90, 180), (180, 270)]


def test_the_slices_carry_share_and_value(page_of: PageOf, words: Words) -> None:
    """Nobody has to guess an angle."""
    page = page_of(revenue_by_channel())

    assert {"meta", "$21,460", "44.5%", "$48,194", "total"} <= set(words(page))


def test_the_list_has_the_colours_of_the_slices(page_of: PageOf) -> None:
    """A swatch of another colour would give one channel's money to another."""
    page = page_of(revenue_by_channel())

    drawn = [to_hex(slice_.get_facecolor()) for slice_ in wedges(page)]
    swatches = [to_hex(patch.get_facecolor()) for patch in page.surface.patches if patch not in wedges(page)]
    assert swatches == drawn


def test_at_most_six_slices(page_of: PageOf, words: Words) -> None:
    """Slivers can't be read; together they are still part of the whole."""
    page = page_of(examples()["pie-many-parts"])

    assert len(wedges(page)) == 6
    assert "other (4)" in words(page)
    assert wedges(page)[-1].theta2 == pytest.approx(270)


def test_what_is_nothing_or_unknown_is_named(page_of: PageOf, words: Words) -> None:
    """A channel that isn't in the ring is not forgotten."""
    page = page_of(revenue_by_channel())

    assert {"podcast: no value", "affiliates: $0.00"} <= set(words(page))
    assert len(wedges(page)) == 4


def test_names_without_room_are_counted(page_of: PageOf, words: Words) -> None:
    """A list that ends in silence is taken for the whole."""
    page = page_of(of(["3", "2", *[None] * 14]))

    assert "and 7 more" in words(page)


@pytest.mark.parametrize(
    "answer",
    [
        of(["3", "-1"]),
        of(["0", None]),
        of([None]),
        replace(revenue_by_channel(), unit=Unit.FRACTION),
        replace(cac_by_channel(), chart=ChartKind.PIE),
    ],
    ids=["negative", "zero", "unknown", "rates", "costs"],
)
def test_what_is_no_whole_is_drawn_as_bars(answer: Answer, page_of: PageOf) -> None:
    """A loss, or a cost for each customer, has no place in a pie, and still has a picture."""
    page = page_of(answer)

    assert not fits(answer, ChartKind.PIE)
    assert wedges(page) == []
    assert [artist for artist in page.figure.findobj(PolyCollection) if artist.get_gid() == "bars"]
