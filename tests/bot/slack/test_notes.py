"""Notes: written beside a day, shown with every number and picture that covers it, and taken away again."""

from datetime import date
from typing import Any

import pytest
from company import ZONE, SmallCompany
from moments import NOW

from bot.access.policy import Policy, Sight
from bot.answering import Answering
from bot.notes.book import NoteBook
from bot.notes.desk import NoteDesk
from bot.notes.reading import MOST_LETTERS, Add, ListNotes, Misread, Remove, read_note
from charts import RenderPool
from metrics.question import Question
from store.database import Database

TODAY = date(2026, 11, 22)
EVERYTHING = Sight(Policy())


@pytest.fixture
def company(database: Database) -> SmallCompany:
    company = SmallCompany(database)
    for day in range(1, 22):
        company.customers(date(2026, 11, day), 3)
    company.publish()
    return company


@pytest.fixture
def desk(database: Database) -> NoteDesk:
    return NoteDesk(NoteBook(database), ZONE, lambda: NOW, owners=frozenset({"UBOSS"}))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ('2026-11-20 "Black Friday starts"', Add(date(2026, 11, 20), "Black Friday starts")),
        ("yesterday “Site down for  2 h” orders", Add(date(2026, 11, 21), "Site down for 2 h", "orders")),
        ('on friday "Sale" for net revenue', Add(date(2026, 11, 20), "Sale", "netrevenue")),
        ('20 nov "Sale"', Add(date(2026, 11, 20), "Sale")),
        ("", ListNotes()),
        ("remove #3", Remove(3)),
    ],
)
def test_a_note_is_a_day_a_text_and_perhaps_a_metric(words: str, read: object) -> None:
    assert read_note(words, TODAY) == read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Black Friday", "between quotation marks"),
        ('someday "Sale"', "as a day"),
        ('last week "Sale"', "more than one day"),
        ('yesterday "Sale" revnue', "as a metric"),
        (f'yesterday "{"x" * (MOST_LETTERS + 1)}"', "this one has 81"),
        ('yesterday "   "', "this one has 0"),
    ],
)
def test_what_is_no_note_is_told_with_what_would_be(words: str, told: str) -> None:
    read = read_note(words, TODAY)

    assert isinstance(read, Misread)
    assert told in read.sentence


def test_a_note_stands_beside_every_number_that_covers_its_day(company: SmallCompany, desk: NoteDesk) -> None:
    """In the picture, in the sentence, in why and in explain; beside no number of other days or of another metric."""
    desk.of('2026-11-20 "Black Friday starts"', "UADA", EVERYTHING)
    desk.of('2026-11-18 "Checkout down" orders', "UADA", EVERYTHING)

    orders, revenue, earlier = (company.ask(*each) for each in (("orders",), ("revenue",), ("orders", "2026-10")))

    assert [(each.day.day, each.text) for each in orders.annotations] == [
        (18, "Checkout down"),
        (20, "Black Friday starts"),
    ]
    assert orders.notes[:2] == (
        "Noted at Nov 20, 2026: Black Friday starts",
        "Noted at Nov 18, 2026: Checkout down",
    )
    assert [each.text for each in revenue.annotations] == ["Black Friday starts"]
    assert earlier.annotations == ()
    assert "Noted at Nov 20, 2026: Black Friday starts" in company.why("orders", "7d").notes


def test_a_note_is_seen_at_once_and_gone_at_once(company: SmallCompany, desk: NoteDesk) -> None:
    """An answer from memory would go on to show what was taken away."""
    answering = Answering(company.database, ZONE, "CAD", lambda: NOW)
    before = answering.answer(Question("orders"))
    desk.of('2026-11-20 "Sale"', "UADA", EVERYTHING)
    noted = answering.answer(Question("orders"))
    desk.of("remove 1", "UADA", EVERYTHING)

    assert [each.text for each in noted.annotations] == ["Sale"]
    assert answering.answer(Question("orders")) == before


def test_a_note_is_taken_away_by_who_wrote_it_or_an_owner(desk: NoteDesk) -> None:
    desk.of('2026-11-20 "Sale"', "UADA", EVERYTHING)
    desk.of('2026-11-21 "Storm"', "UADA", EVERYTHING)

    assert "somebody else's" in desk.of("remove 1", "UEVE", EVERYTHING).text
    assert desk.of("remove 1", "UBOSS", EVERYTHING).text == "Note 1 is gone: “Sale”."
    assert desk.of("remove 1", "UBOSS", EVERYTHING).text.startswith("There is no note 1.")
    assert desk.of("", "UEVE", EVERYTHING).text == "Notes: 2: Nov 21, 2026, Storm."


def test_the_same_note_twice_is_one(desk: NoteDesk) -> None:
    first = desk.of('2026-11-20 "Sale"', "UADA", EVERYTHING)

    assert desk.of('2026-11-20 "Sale"', "UADA", EVERYTHING) == first


async def test_a_note_is_on_the_picture(office: Any, company: SmallCompany, desk: NoteDesk) -> None:
    desk.of('2026-11-20 "Black Friday starts"', "UADA", EVERYTHING)
    office.answers = Answering(company.database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=20.0)
        await office.ask("orders")
        message = await office.message(lambda found: any(block["type"] == "image" for block in found.blocks))
        await office.stop()

    (image,) = [block for block in message.blocks if block["type"] == "image"]
    assert "Black Friday starts on Nov 20" in image["alt_text"]
    assert "Noted at Nov 20, 2026: Black Friday starts" in message.text
