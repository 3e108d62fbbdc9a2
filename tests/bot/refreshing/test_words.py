"""What is said of a run on demand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.command import Refresh, Say
from bot.command_registry import all_commands, read_command
from bot.refreshing.folded import FoldedRows, Kind
from bot.refreshing.movements import MovedDay, moved_days
from bot.refreshing.on_demand import Ran
from bot.refreshing.outcome import Failed, Folded, Step, is_news, is_worth_saying
from bot.refreshing.permits import Decision, Why
from bot.shown import Page, Shown
from bot.views.refreshing import folding_in, outcome_message
from metrics.answer import Answer, ChartKind, Direction, Period, Point, Unit
from metrics.periods import Trailing
from metrics.question import Question

DAY = date(2026, 11, 20)
CAC = Shown(Question("cac", Trailing(7)))


def answer(*points: tuple[int, int | None]) -> Answer:
    """Net revenue of days of November."""
    return Answer(
        metric="netrevenue",
        title="Net revenue",
        unit=Unit.MONEY,
        currency="CAD",
        direction=Direction.UP_IS_GOOD,
        chart=ChartKind.LINE,
        definition="",
        doc="",
        period=Period(DAY, DAY, ""),
        value=None,
        series=tuple(Point(DAY.replace(day=day), None if n is None else Decimal(n)) for day, n in points),
    )


def moved(day: int, before: int | None, after: int) -> MovedDay:
    return MovedDay(DAY.replace(day=day), None if before is None else Decimal(before), Decimal(after))


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        (answer((19, 5), (20, 9)), answer((19, 5), (20, 9)), ()),
        (answer((18, 100), (19, 5), (20, 9)), answer((18, 99), (19, 50), (20, 9)), ((19, 5, 50), (18, 100, 99))),
        (answer((18, 1), (19, 2)), answer((19, 2), (20, 9)), ((20, None, 9),)),
        (answer((18, 1), (19, 2)), answer((17, 9), (18, 1), (19, 2)), ()),
        (answer((19, None)), answer((19, 3)), None),
        (answer((19, 3)), answer(), None),
    ],
    ids=["the same", "the furthest first", "a day came in", "one more before", "the first run", "no value"],
)
def test_the_days_that_moved(before: Answer, after: Answer, days: tuple[Any, ...] | None) -> None:
    """The result would name a day that did not move, or leave out the one that matters."""
    assert moved_days(before, after) == (None if days is None else tuple(moved(*each) for each in days))


ROWS = (FoldedRows("orders", Kind.LATE, 1231), FoldedRows("spend", Kind.CHANGED, 1), FoldedRows("refunds", Kind.NEW, 2))


@pytest.mark.parametrize(
    ("ran", "days", "text"),
    [
        (Ran(None), (), "Nothing had changed: these are the newest numbers."),
        (
            Ran(8, ROWS[:1]),
            (moved(20, 1000, 1043),),
            "1,231 late orders folded in: net revenue of Nov 20 +4.3%.",
        ),
        (
            Ran(8, ROWS),
            (moved(20, 0, 50), moved(21, None, 40), moved(1, 1000, 980), moved(2, 1000, 1001), moved(3, 10, 11)),
            (
                "1,231 late orders, 1 changed row of ad spend and 2 new refunds folded in: net revenue of "
                "Nov 20 $50.00 in place of $0.00, Nov 21 $40.00 (new) and Nov 1 −2.0%; 2 more days moved less."
            ),
        ),
        (Ran(8, ROWS[:1]), (moved(20, 1000000, 1000001),), None),
        (Ran(8, ROWS[:1]), None, "1,231 late orders folded in."),
        (Ran(8), (), "New numbers are published: net revenue of the last 35 days is the same."),
    ],
    ids=["nothing", "one day", "many", "hardly", "no net revenue", "of another run"],
)
def test_what_came_of_it_in_words(ran: Ran, days: tuple[MovedDay, ...] | None, text: str | None) -> None:
    """Nobody would know what the run changed."""
    told = outcome_message(Folded(ran, days, "CAD")).text

    hardly = "1,231 late orders folded in: net revenue of Nov 20 $1,000,001 in place of $1,000,000."
    assert told == (text or hardly)


def test_a_wait_is_told_in_whole_seconds() -> None:
    """“In 0 seconds” would be refused once more."""
    told = [outcome_message(Decision(Why.TOO_SOON, timedelta(seconds=each))).text for each in (0, 0.2, 1.2)]

    assert [text.split(" again in ")[1] for text in told] == ["1 second.", "1 second.", "2 seconds."]


def test_the_way_back_to_the_number_stands_below_the_progress() -> None:
    """Were the bot to end now, the message would be dead."""
    notice = folding_in(Step(2, 5, "computing as it was"), CAC)

    assert notice.passing.text == "⏳ Folding in changes: step 2 of 5, computing as it was…"
    assert notice.passing.blocks[1]["elements"][0]["value"] == "cac 7d"
    assert len(folding_in(None, None).passing.blocks) == 1


def test_only_new_numbers_are_news_for_everybody() -> None:
    """The channel would read what concerns one person."""
    nothing, news = Folded(Ran(None), (), "CAD"), Folded(Ran(8), (), "CAD")

    assert is_news(news)
    assert not any(is_news(each) for each in (nothing, Failed("1"), Decision(Why.TOO_SOON)))
    assert is_worth_saying(Failed("1"), is_click=True)
    assert not is_worth_saying(Decision(Why.TOO_SOON), is_click=True)
    assert is_worth_saying(Decision(Why.TOO_SOON), is_click=False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("refresh", None),
        ("Refresh now, please!", None),
        ("refresh the numbers", None),
        ("refresh cac 7d", CAC),
        ("refresh executive", Page("executive")),
    ],
)
def test_the_words_that_refresh(text: str, shown: Any) -> None:
    """People say it in their own way."""
    assert read_command(text, all_commands()) == Refresh(shown)


def test_words_behind_refresh_that_name_nothing_are_asked_back() -> None:
    """A run would start that nobody wanted, for a typing error."""
    assert isinstance(read_command("refresh the weather", all_commands()), Say)
