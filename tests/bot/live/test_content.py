"""What is kept of a posted answer: the days that it is about, and a mark of all that people see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer, copied

from bot.answering import Answering
from bot.exhibits import look_up
from bot.language import read_question
from bot.live.content import headlines_of, is_over, live_content, mark_of
from bot.pages import read_page
from bot.shown import Face, Shown
from bot.views.message import Message
from bot.views.updated import noted, update_note
from metrics.answer import (
    Annotation,
    Answer,
    ChartKind,
    Cohort,
    Direction,
    Freshness,
    Part,
    Period,
    Point,
    Snapshot,
    Unit,
)
from metrics.question import Question

CLOSED = date(2026, 11, 21)
TORONTO = ZoneInfo(ZONE)


def shown(words: str) -> Shown:
    read = read_question(words)
    assert isinstance(read, Shown)
    return read


@pytest.fixture(scope="module")
def published(server: DatabaseServer, template: str) -> Iterator[str]:
    """A company whose ad spend lies a day behind its orders: a database to copy."""
    with copied(server, template) as database:
        company = SmallCompany(database)
        company.order("the first", "zoe", CLOSED - timedelta(days=400))
        company.customers(CLOSED, 30)
        company.customers(CLOSED - timedelta(days=1), 30)
        company.spend(CLOSED - timedelta(days=100), CLOSED - timedelta(days=1), 100)
        company.publish()
        database.close()
        yield str(database.engine.url.database)


@pytest.fixture(scope="module")
def companies(server: DatabaseServer, published: str) -> Iterator[tuple[SmallCompany, SmallCompany]]:
    """The company on a Sunday, and two days later, with the days between and the late spend."""
    with copied(server, published) as sunday, copied(server, published) as tuesday:
        later = SmallCompany(tuesday).at(2026, 11, 24)
        later.spend(CLOSED, CLOSED + timedelta(days=1), 500)
        later.customers(CLOSED + timedelta(days=1), 70)
        later.publish()
        yield SmallCompany(sunday), later


def asked_of(company: SmallCompany) -> Answering:
    return Answering(company.database, ZONE, "CAD", lambda: company.now)


PERIODS = ("30d", "mtd", "2026-11", "nov", "q4", "last month", "since 2026-11-01", "2026-11-01..2026-11-20", "ytd")


@pytest.mark.parametrize("words", [*(f"cac {period}" for period in PERIODS), "revenue yesterday", "ltv 365d weekly"])
def test_asked_again_days_later_it_shows_the_same_days_and_numbers(
    companies: tuple[SmallCompany, SmallCompany], words: str
) -> None:
    """A message would be edited though none of its rows has changed, and speak of other days than it was asked for."""
    then, later = companies
    posted = look_up(shown(words), asked_of(then)).content
    kept = live_content(shown(words), posted, "1.1")
    assert kept is not None
    again = look_up(shown(words), asked_of(later), kept.as_of).content

    assert again.snapshot != posted.snapshot
    assert again.period == posted.period
    assert mark_of(shown(words), again) == kept.mark


def test_a_day_that_was_not_in_yet_is_the_same_day_when_it_comes(companies: tuple[SmallCompany, SmallCompany]) -> None:
    """“Yesterday”, without its spend, would become the number of the day before."""
    then, later = companies
    asked = shown("cac yesterday")
    kept = live_content(asked, look_up(asked, asked_of(then)).content, "1.1")
    assert kept is not None
    again = look_up(asked, asked_of(later), kept.as_of).content

    assert kept.headlines == (("CAC", "no value"),)
    assert again.period.end == CLOSED
    assert headlines_of(again) != kept.headlines


def test_a_page_keeps_the_day_before_it_was_asked_for(companies: tuple[SmallCompany, SmallCompany]) -> None:
    """A page of orders until yesterday would lose a day, because its ad spend is late."""
    then, _ = companies
    page = read_page("growth")
    assert page is not None
    kept = live_content(page, look_up(page, asked_of(then)).content, "1.1")

    assert kept is not None
    assert kept.as_of == CLOSED


@pytest.mark.parametrize(("day", "over"), [(date(2026, 11, 22), False), (date(2026, 11, 23), True)])
def test_todays_number_is_over_when_the_day_is(day: date, *, over: bool) -> None:
    """“Today so far” would be said of yesterday; or nothing would follow the open day."""
    assert is_over(shown("revenue today"), CLOSED, day) is over
    assert not is_over(shown("revenue 30d"), CLOSED, day)


ANSWER = Answer(
    metric="revenue",
    title="Revenue",
    unit=Unit.MONEY,
    currency="CAD",
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.LINE,
    definition="net revenue",
    doc="",
    period=Period(CLOSED, CLOSED, "yesterday"),
    value=Decimal(2000),
    series=(Point(CLOSED, Decimal(2000)),),
    breakdown=(Part("Meta", Decimal(2000), series=(Point(CLOSED, Decimal(2000)),)),),
    freshness=Freshness(CLOSED, 0),
    snapshot=Snapshot(1, datetime(2026, 11, 22, 1, 10, tzinfo=TORONTO)),
)
SHOWN = Shown(Question("revenue"))


@pytest.mark.parametrize(
    "moved",
    [
        {"value": Decimal(2001)},
        {"series": (Point(CLOSED, Decimal(1999)),)},
        {"previous_series": (Point(CLOSED, Decimal(1)),)},
        {"breakdown": (Part("Meta", Decimal(2000), series=(Point(CLOSED, Decimal(3)),)),)},
        {"annotations": (Annotation(CLOSED, "no rows of ad spend"),)},
        {"cohorts": (Cohort(CLOSED, 3, (Decimal(1),)),)},
        {"notes": ("The data begins on Nov 1.",)},
    ],
    ids=lambda moved: next(iter(moved)),
)
def test_the_mark_differs_with_all_that_people_see(moved: dict[str, Any]) -> None:
    """A part of the message would stay behind."""
    assert mark_of(SHOWN, replace(ANSWER, **moved)) != mark_of(SHOWN, ANSWER)


@pytest.mark.parametrize(
    "same",
    [
        {"freshness": Freshness(CLOSED, 3, "ad spend not in")},
        {"snapshot": Snapshot(2, datetime(2026, 11, 22, 10, 42, tzinfo=TORONTO))},
        {"series": (Point(CLOSED, Decimal("2000.0001")),)},
    ],
    ids=lambda same: next(iter(same)),
)
def test_the_mark_is_the_same_for_what_nobody_sees_move(same: dict[str, Any]) -> None:
    """Every message of the day would be edited after every run."""
    assert mark_of(SHOWN, replace(ANSWER, **same)) == mark_of(SHOWN, ANSWER)


def test_what_has_no_days_or_is_an_explanation_is_not_live() -> None:
    """It would follow nothing; or change while somebody works out how the number came about."""
    assert live_content(SHOWN, ANSWER, "1.1") is not None
    assert live_content(SHOWN, replace(ANSWER, freshness=None), "1.1") is None
    assert live_content(SHOWN, replace(ANSWER, snapshot=None), "1.1") is None
    assert live_content(replace(SHOWN, face=Face.EXPLANATION), ANSWER, "1.1") is None


AT = datetime(2026, 11, 22, 10, 42, tzinfo=TORONTO)
FOUR = tuple((title, "1") for title in "ABCD")


@pytest.mark.parametrize(
    ("before", "after", "asked", "note"),
    [
        ((("LTV:CAC", "3.61:1"),), (("LTV:CAC", "4:1"),), AT.date(), "Updated 10:42: was 3.61:1"),
        ((("LTV:CAC", "3.61:1"),), (("LTV:CAC", "3.61:1"),), AT.date(), "Updated 10:42"),
        ((("LTV:CAC", "3.61:1"),), (("LTV:CAC", "4:1"),), CLOSED, "Updated Nov 22, 10:42: was 3.61:1"),
        (FOUR, (("A", "1"), ("B", "2"), ("C", "1"), ("D", "1")), AT.date(), "Updated 10:42: B was 1"),
        (FOUR, tuple((t, "2") for t in "ABCD"), AT.date(), "Updated 10:42: A was 1, B was 1, C was 1 and 1 more"),
    ],
    ids=["moved", "only the picture", "another day", "a page", "a page that moved"],
)
def test_the_note_says_when_and_what_it_was(before: Any, after: Any, asked: date, note: str) -> None:
    """People who remember the number of this morning would doubt their memory."""
    assert update_note(before, after, AT, asked) == note


def test_a_note_that_does_not_fit_takes_nothing_of_the_number() -> None:
    """Slack refuses longer texts: the update would be lost."""
    long = Message("x" * 3990)

    assert noted(long, "Updated 10:42: was 3.61:1") == long
    assert noted(Message("CAC: $5."), "Updated 10:42: was <$6").text == "CAC: $5. Updated 10:42: was &lt;$6."
