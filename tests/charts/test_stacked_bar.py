"""A stack is as high as its parts together, and each part is as thick as its value."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex

from charts import fits
from charts.examples import examples, new_and_returning, with_gaps
from charts.page import Page
from charts.parts import folded
from charts.stack import Segment, stacked
from metrics.answer import Answer, ChartKind, Part, Point, Unit

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]
D = Decimal


def stretches(page: Page) -> Mapping[str, list[tuple[float, float]]]:
    """The lower and upper end of each piece, by its part."""
    found = {}
    for artist in page.figure.findobj(PolyCollection):
        if str(artist.get_gid()).startswith("part "):
            corners = [np.asarray(path.vertices)[:, 1] for path in artist.get_paths()]
            found[str(artist.get_gid())] = [(float(ys.min()), float(ys.max())) for ys in corners]
    return found


def parts_of(answer: Answer, *values: tuple[int | None, ...]) -> Answer:
    """The answer with these values as parts."""
    days = [point.day for point in answer.series]
    parts = []
    for i, row in enumerate(values):
        known = (None if value is None else D(value) for value in row)
        series = tuple(Point(day, value) for day, value in zip(days, known, strict=False))
        parts.append(Part(f"part {i}", None, "why", series))
    return replace(answer, breakdown=tuple(parts))


def test_the_parts_stand_on_one_another(page_of: PageOf) -> None:
    """The height of a bar is the whole, and nothing is counted twice."""
    page = page_of(parts_of(new_and_returning(), (3, 5), (4, 1)))

    assert stretches(page) == {"part 0": [(0.0, 3.0), (0.0, 5.0)], "part 1": [(3.0, 7.0), (5.0, 6.0)]}


def test_what_is_negative_hangs_below_zero(page_of: PageOf) -> None:
    """Churn that was stacked on what is new would look like growth."""
    page = page_of(parts_of(new_and_returning(), (5, 5), (-2, 3), (-1, -4)))

    assert stretches(page) == {
        "part 0": [(0.0, 5.0), (0.0, 5.0)],
        "part 1": [(-2.0, 0.0), (5.0, 8.0)],
        "part 2": [(-3.0, -2.0), (-4.0, 0.0)],
    }


def test_a_day_without_any_value_is_grey(page_of: PageOf) -> None:
    """A day that nobody counted and a day on which nobody came look different."""
    page = page_of(parts_of(new_and_returning(), (3, None, 0), (4, None, None)))

    (missing,) = (artist for artist in page.figure.findobj(PolyCollection) if artist.get_gid() == "missing")
    assert len(missing.get_paths()) == 1


def test_parts_are_named_in_their_colours_beside_the_bars(page_of: PageOf) -> None:
    """No legend covers a bar, and no colour is left without its name."""
    page = page_of(new_and_returning())

    labels = [text for axes in page.figure.axes for text in axes.texts if text.get_gid() == "end label"]
    bars = max(axes.get_window_extent().x1 for axes in page.figure.axes if axes not in {page.surface, page.ground})
    assert {text.get_text(): to_hex(text.get_color()) for text in labels} == {
        "new": page.theme.line(0).lower(),
        "returning": page.theme.line(1).lower(),
    }
    assert all(text.get_window_extent().x0 > bars for text in labels)


def test_parts_beyond_the_sixth_are_one(page_of: PageOf, words: Words) -> None:
    """Nine channels are still the whole."""
    answer = examples()["stack-many-parts"]

    page = page_of(answer)

    tops = np.max([[high for _, high in pieces] for pieces in stretches(page).values()], axis=0)
    assert np.allclose(tops, [float(point.value or 0) for point in answer.series])
    assert "other (4)" in words(page)


def test_rates_are_lines_and_not_a_stack(page_of: PageOf) -> None:
    """Two channels' refund rates of 5% don't make one of 10%."""
    answer = replace(new_and_returning(), unit=Unit.FRACTION)

    page = page_of(answer)

    assert not fits(answer, ChartKind.STACKED_BAR)
    assert stretches(page) == {}
    assert len([line for axes in page.figure.axes for line in axes.lines if line.get_gid() == "trace"]) == 2


def test_means_are_lines_and_not_a_stack() -> None:
    """Two channels whose orders are worth $50 each don't make orders of $100."""
    answer = new_and_returning()
    mean = tuple(replace(point, value=(point.value or D(0)) / 2) for point in answer.series)

    assert not fits(replace(answer, series=mean), ChartKind.STACKED_BAR)


def test_without_parts_the_bars_are_the_whole(page_of: PageOf) -> None:
    """Where nothing can be stacked, the number still has its picture."""
    page = page_of(replace(new_and_returning(), breakdown=()))

    (bars,) = (artist for artist in page.figure.findobj(PolyCollection) if artist.get_gid() == "bars")
    assert len(bars.get_paths()) == 30


def test_a_part_that_goes_missing_does_not_move_the_others() -> None:
    """A gap in one part is a gap in that part alone."""
    usual = new_and_returning().breakdown
    gapped = replace(usual[0], series=with_gaps(usual[0].series, (1,)))

    stack = stacked((gapped, usual[1]))

    assert [piece.bucket for piece in stack.segments[0]] == [0, *range(2, 30)]
    assert stack.segments[1][1] == Segment(1, D(0), usual[1].series[1].value or D(0))


def test_folding_keeps_the_largest_in_their_order() -> None:
    """The parts that matter stay, and the rest says how many it is."""
    parts = [Part("a", D(1)), Part("b", D(9)), Part("c", None), Part("d", D(-7)), Part("e", D(2))]

    assert folded(parts, 3) == (parts[1], parts[3], Part("other (3)", D(3)))
