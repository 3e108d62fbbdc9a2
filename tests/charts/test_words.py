"""How a number moved is said in as many words as there is room for, and in the colour of what they say."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from matplotlib.text import Text

from charts.examples import examples, ltv_to_cac, revenue
from charts.page import Page
from charts.words import moved_texts
from metrics.answer import Answer, Change, ChangeKind, ChartKind, Comparison, Direction, Status

PageOf = Callable[[Answer], Page]
Texts = Callable[[Page], list[Text]]
D = Decimal


def refund_rate(now: str, before: str) -> Answer:
    """A refund rate with the one before it."""
    change = Change(D(now) - D(before), ChangeKind.POINTS)
    return replace(examples()["refundrate"], value=D(now), previous=D(before), change=change)


def against_target(answer: Answer) -> Answer:
    """The answer held against its target."""
    assert answer.target is not None
    assert answer.value is not None
    aim = answer.target.value
    change = Change(answer.value / aim - 1, ChangeKind.RELATIVE)
    return replace(answer, comparison=Comparison.TARGET, previous_period=None, previous=aim, change=change)


def test_a_movement_gets_briefer_and_loses_no_digit() -> None:
    """In a narrow tile "▼ down 0.28 po…" leaves out what the number is; "pts" does not."""
    assert moved_texts(refund_rate("0.0522", "0.0550")) == [
        "▼ down 0.28 points from 5.5%",
        "▼ down 0.28 points",
        "▼ 0.28 points",
        "▼ 0.28 pts",
    ]


def test_a_movement_against_the_target_says_so() -> None:
    """Whoever asked how far the target is must find it in the picture as in the message."""
    answer = replace(
        refund_rate("0.10", "0.05"), comparison=Comparison.TARGET, previous_period=None, status=Status.CRITICAL
    )

    assert moved_texts(answer) == [
        "5.0 points above the target of 5.0%",
        "5.0 points above the target",
        "5.0 pts above the target",
    ]


@pytest.mark.parametrize("chart", [ChartKind.LINE, ChartKind.BAR, ChartKind.GAUGE, ChartKind.NUMBER])
def test_the_target_is_told_once(chart: ChartKind, page_of: PageOf, texts: Texts) -> None:
    """A target told twice, "below the target of 5:1" and "target above 5:1", would be read as two."""
    page = page_of(replace(against_target(ltv_to_cac()), chart=chart))

    found = {text.get_text(): text.get_color() for text in texts(page)}
    (moved,) = (text for text in found if text.startswith("15.8% below the target"))
    assert found[moved] == page.theme.bad
    assert not any(text.startswith("target above") for text in found)


@pytest.mark.parametrize("moved", ["0", "0.0001", "-0.0001"])
def test_unchanged_is_neither_good_nor_bad(moved: str, page_of: PageOf, texts: Texts) -> None:
    """ "Unchanged" in the colour of bad news makes people look for what is wrong."""
    change = Change(D(moved), ChangeKind.RELATIVE)
    answer = replace(revenue(), direction=Direction.DOWN_IS_GOOD, value=D(94091), previous=D(94091), change=change)

    page = page_of(answer)

    colors = {text.get_color() for text in texts(page) if text.get_text().startswith("unchanged")}
    assert colors == {page.theme.ink}
