"""The gauge's bands are the levels, and it shows where the value stands on them."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from math import atan2, pi

import numpy as np
import pytest
from matplotlib.patches import Polygon

from charts.bands import Band, Dial, bands_of, dial_of
from charts.examples import examples, ltv_to_cac
from charts.page import Page
from metrics.answer import Answer, Direction, Levels, Status, Target

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]
D = Decimal


def shares(page: Page, gid: str) -> tuple[float, float]:
    """From where to where on the half circle a ring reaches, read off its outline."""
    (ring,) = (patch for patch in page.figure.findobj(Polygon) if patch.get_gid() == gid)
    assert isinstance(ring, Polygon)
    outline = np.asarray(ring.get_xy())
    angles = [1 - atan2(372.0 - y, x - 296.0) / pi for x, y in outline]
    return min(angles), max(angles)


def test_the_bands_are_where_the_status_changes() -> None:
    """A value in the green that is reported as a warning would make people trust neither."""
    answer = ltv_to_cac()

    assert bands_of(answer, Dial(D(0), D(6))) == (
        Band(Status.CRITICAL, D(0), D(3)),
        Band(Status.WARNING, D(3), D(4)),
        Band(Status.OFF_TARGET, D(4), D(5)),
        Band(Status.ON_TARGET, D(5), D(6)),
    )


def test_the_bands_turn_round_where_down_is_good() -> None:
    """For a refund rate the low end is the good one."""
    answer = examples()["refundrate"]

    assert bands_of(answer, Dial(D(0), D("0.12"))) == (
        Band(Status.ON_TARGET, D(0), D("0.05")),
        Band(Status.OFF_TARGET, D("0.05"), D("0.07")),
        Band(Status.WARNING, D("0.07"), D("0.10")),
        Band(Status.CRITICAL, D("0.10"), D("0.12")),
    )


@pytest.mark.parametrize(
    ("levels", "target", "expected"),
    [
        (Levels(), None, [(Status.NONE, 0, 6)]),
        (Levels(), Target(D(5)), [(Status.OFF_TARGET, 0, 5), (Status.ON_TARGET, 5, 6)]),
        (Levels(warning=D(4)), None, [(Status.WARNING, 0, 4), (Status.ON_TARGET, 4, 6)]),
        (Levels(critical=D(3)), None, [(Status.CRITICAL, 0, 3), (Status.ON_TARGET, 3, 6)]),
        (Levels(warning=D(9), critical=D(3)), None, [(Status.CRITICAL, 0, 3), (Status.WARNING, 3, 6)]),
    ],
    ids=["neither", "target only", "warning only", "critical only", "warning beyond the end"],
)
def test_bands_with_fewer_levels(
    levels: Levels, target: Target | None, expected: list[tuple[Status, int, int]]
) -> None:
    """A metric without all its levels still has a gauge, without a band that nobody declared."""
    answer = replace(ltv_to_cac(), levels=levels, target=target)

    assert [(band.status, int(band.low), int(band.high)) for band in bands_of(answer, Dial(D(0), D(6)))] == expected


def test_the_drawn_bands_end_at_the_levels(page_of: PageOf) -> None:
    """What is drawn is what was computed: 3, 4 and 5 on a dial that ends at 6."""
    page = page_of(ltv_to_cac())

    assert shares(page, "band critical") == pytest.approx((0, 3 / 6))
    assert shares(page, "band warning") == pytest.approx((3 / 6, 4 / 6))
    assert shares(page, "band off_target") == pytest.approx((4 / 6, 5 / 6))
    assert shares(page, "band on_target") == pytest.approx((5 / 6, 1))


def test_the_arc_reaches_to_the_value(page_of: PageOf, words: Words) -> None:
    """The number, how far it reaches, its status and its target stand in one picture."""
    page = page_of(ltv_to_cac())

    assert shares(page, "value") == pytest.approx((0, 4.21 / 6))
    assert {"4.21:1", "○ Off target", "target above 5:1", "▲ up 6.9% from 3.94:1"} <= set(words(page))


def test_a_negative_value_reaches_back_from_zero(page_of: PageOf) -> None:
    """A loss of 12% must not look like a gain."""
    page = page_of(examples()["gauge-negative"])

    dial = dial_of(examples()["gauge-negative"])
    assert shares(page, "value") == pytest.approx((dial.share(D("-0.124")), dial.share(D(0))))


@pytest.mark.parametrize("value", ["-0.5", "0", "0.0001", "2", "4.21", "5", "14"])
def test_the_dial_holds_the_value_and_the_marks(value: str) -> None:
    """Value, target and levels are all to be seen."""
    dial = dial_of(replace(ltv_to_cac(), value=D(value)))

    assert all(dial.holds(D(mark)) for mark in (value, "0", "3", "4", "5"))


@pytest.mark.parametrize(("value", "beyond"), [("15", 0), ("15.1", 0), ("1e12", 1), ("-1e12", 1)])
def test_a_value_far_off_is_marked_as_beyond_the_end(value: str, beyond: int, page_of: PageOf) -> None:
    """A huge value neither squeezes the levels to a sliver nor pretends to lie at the end."""
    page = page_of(replace(ltv_to_cac(), value=D(value)))

    arrows = [patch for patch in page.figure.findobj(Polygon) if patch.get_gid() == "beyond"]
    assert len(arrows) == beyond
    assert dial_of(replace(ltv_to_cac(), value=D(value))).share(D(5)) >= 0.2


@pytest.mark.parametrize("direction", Direction)
def test_a_gauge_of_zero_without_marks_is_still_one(direction: Direction) -> None:
    """A metric's first day must not break its picture."""
    answer = replace(ltv_to_cac(), value=D(0), levels=Levels(), target=None, direction=direction)

    assert bands_of(answer, dial_of(answer)) == (Band(Status.NONE, D(0), D(1)),)


def test_no_value_says_why(page_of: PageOf, words: Words) -> None:
    """An empty gauge without its reason is a riddle."""
    page = page_of(examples()["gauge-empty"])

    assert {"no value", "Meta's spend is not connected", "No day of this period has a value."} <= set(words(page))
