"""Cohorts keep their months apart: what is closed, what is not yet, and what is nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from charts import alt_text, fits
from charts.cohorts import weighted_mean
from charts.examples import examples, retention_by_cohort, scaled
from charts.page import Page
from metrics.answer import Answer, ChartKind, Cohort, Unit

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]
D = Decimal
OLD = Cohort(date(2026, 8, 1), 300, (D(1), D("0.5"), D("0.2")))
NEW = Cohort(date(2026, 9, 1), 100, (D(1), D("0.1"), None))


def with_cohorts(chart: ChartKind, *cohorts: Cohort) -> Answer:
    """An answer of these cohorts."""
    return replace(retention_by_cohort(), chart=chart, cohorts=cohorts)


def lines(page: Page, gid: str) -> list[Line2D]:
    """The lines of a page that play one role."""
    return [line for axes in page.figure.axes for line in axes.lines if line.get_gid() == gid]


def cells(page: Page) -> PolyCollection:
    """The cells of a page."""
    (found,) = (artist for artist in page.figure.findobj(PolyCollection) if artist.get_gid() == "cells")
    assert isinstance(found, PolyCollection)
    return found


def test_the_mean_is_weighted_by_customers() -> None:
    """A month with three customers must not pull as hard as one with three hundred; an open month pulls nothing."""
    assert weighted_mean((OLD, NEW)) == (D(1), D("0.4"), D("0.2"))


def test_a_mean_of_nobody_is_none() -> None:
    """There is no mean of no customers, and no division by their number."""
    assert weighted_mean((replace(OLD, customers=0), replace(NEW, values=()))) == (None, None, None)


def test_a_curve_is_the_cohort_and_the_mean_is_the_strongest(page_of: PageOf) -> None:
    """Month 0 is everybody, so the curves begin at +1; and what the eye sees first is all of them together."""
    page = page_of(with_cohorts(ChartKind.COHORT_CURVES, OLD, NEW))

    drawn = [[float(y) for y in np.asarray(line.get_ydata())] for line in lines(page, "recent cohort")]
    (mean,) = lines(page, "mean")
    assert drawn == [[0.5, 0.2], pytest.approx([0.1, float("nan")], nan_ok=True)]
    assert [float(y) for y in np.asarray(mean.get_ydata())] == [0.4, 0.2]
    assert mean.get_linewidth() > max(line.get_linewidth() for line in lines(page, "recent cohort"))


def test_recent_cohorts_are_named_and_old_ones_pale(page_of: PageOf, words: Words) -> None:
    """Twelve coloured lines would all look alike; the latest three matter most."""
    page = page_of(retention_by_cohort())

    assert {"Oct 2026", "Sep 2026", "Aug 2026", "mean 12.2%"} <= set(words(page))
    assert {line.get_color() for line in lines(page, "cohort")} == {page.theme.ghost}
    assert "Jul 2026" not in words(page)


def test_a_heat_map_has_a_cell_for_each_closed_month(page_of: PageOf, words: Words) -> None:
    """A month that isn't over is blank; one in which nobody came back is a cell that says 0."""
    nobody = replace(NEW, values=(D(1), D(0), None))

    page = page_of(with_cohorts(ChartKind.HEAT_MAP, OLD, nobody))

    assert len(cells(page).get_paths()) == 3
    assert {"50.0%", "20.0%", "0.0%", "Aug 2026", "300", "+1", "+2"} <= set(words(page))


def test_more_is_darker(page_of: PageOf) -> None:
    """A map whose shades ran the other way would be read the wrong way round."""
    page = page_of(with_cohorts(ChartKind.HEAT_MAP, OLD, NEW))

    light = [sum(color[:3]) for color in np.asarray(cells(page).get_facecolor())]
    assert light[0] < light[1] < light[2]


def test_words_on_cells_can_be_read(page_of: PageOf) -> None:
    """White on a light cell, or ink on a dark one, is a number that nobody sees."""
    page = page_of(examples()["heat-map"])

    texts = [text for axes in page.figure.axes for text in axes.texts if text.get_gid() == "cell"]
    faces = np.asarray(cells(page).get_facecolor())
    assert len(texts) == len(faces) == 66
    for text, face in zip(texts, faces, strict=True):
        light = float(np.dot(np.asarray(face[:3]) ** 2.2, (0.2126, 0.7152, 0.0722)))
        over = 1.0 if to_hex(text.get_color()) == "#ffffff" else 0.017
        assert (max(light, over) + 0.05) / (min(light, over) + 0.05) > 3.5


def test_a_little_is_not_written_as_nothing(page_of: PageOf) -> None:
    """A share of a thousandth that reads 0 in its cell is taken for nobody."""
    page = page_of(scaled(replace(retention_by_cohort(), chart=ChartKind.HEAT_MAP), D("0.001")))

    assert not [text for axes in page.figure.axes for text in axes.texts if text.get_gid() == "cell"]


def test_cohorts_without_room_are_counted(page_of: PageOf, words: Words) -> None:
    """A map that begins in the middle says so."""
    found = words(page_of(examples()["heat-map-two-years"]))

    assert any("12 earlier cohorts not shown" in text for text in found)
    assert "in %" in found


@pytest.mark.parametrize("chart", [ChartKind.COHORT_CURVES, ChartKind.HEAT_MAP])
def test_cohorts_without_a_closed_month_say_so(chart: ChartKind, page_of: PageOf, words: Words) -> None:
    """A company's first month is not an error."""
    answer = with_cohorts(chart, replace(NEW, values=(None,)))

    assert not fits(answer, chart)
    assert "No cohort has a closed month." in words(page_of(answer))
    assert alt_text(answer).endswith("No cohort has a closed month.")


def test_cohorts_in_words() -> None:
    """Who can't see the curves is told what they come to."""
    assert alt_text(with_cohorts(ChartKind.HEAT_MAP, OLD, NEW)).endswith(
        "2 cohorts, from Aug 2026 (300 customers) to Sep 2026 (100 customers). "
        "Weighted mean by months since the first order: +1 40.0%, +2 20.0%."
    )


def test_money_of_the_first_month_leaves_the_later_ones_their_shades_and_words(page_of: PageOf, words: Words) -> None:
    """What customers bring later is the question; the first order, ten times as large, would hide it."""
    months = [date(2025 + (11 + i) // 12, (11 + i) % 12 + 1, 1) for i in range(12)]
    cohorts = [Cohort(month, 500, (D("75.85"), *[D(9 + i) for i in range(11 - n)])) for n, month in enumerate(months)]
    answer = replace(with_cohorts(ChartKind.HEAT_MAP, *cohorts), unit=Unit.MONEY)

    page = page_of(answer)

    faces = [to_hex(face) for face in cells(page).get_facecolor()]
    assert faces.count(page.theme.grid.lower()) == 12
    assert len(set(faces)) > 8
    assert {"$76", "$9", "$19"} <= set(words(page))
