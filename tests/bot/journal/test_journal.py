"""Who asked for what: kept, shown to owners alone, taken away in time, and erased for whoever wants it."""

from datetime import UTC, datetime, timedelta

import pytest
from clocks import set_clock
from sqlalchemy import Text, insert, select
from sqlalchemy.exc import OperationalError

from bot.deliveries import DeliveriesSeen, is_first_of_all
from bot.journal.asking import read_wanted
from bot.journal.book import Journal, Wanted
from bot.journal.desk import JournalDesk
from bot.journal.entry import Entry, Kind
from bot.journal.erasing import NAMED_IN, THEIRS, erase
from bot.journal.housekeeping import Housekeeping
from sandbox.blocks.check import message_findings
from store.database import Database, open_database
from store.tables import deliveries, home_views, journal, metadata, posted_answers, subscriptions, viewer_questions

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADA, EVE = "U0000ADA", "U00000EVE"


def line(words: str, user: str = ADA, kind: Kind = Kind.QUESTION, outcome: str = "answered") -> Entry:
    """A line with these words."""
    return Entry(kind, user, "C0GENERAL", words, outcome, "abcd1234")


@pytest.fixture
def book(database: Database) -> Journal:
    """An empty one."""
    set_clock(database, NOW)
    return Journal(database)


def test_what_is_written_is_found_by_days_person_and_letters(book: Journal) -> None:
    """An owner could not find out who saw the cash."""
    for entry in (line("runway", outcome="refused"), line("cac", EVE), line("100%_of cac", kind=Kind.EXPORT)):
        book.write(entry)
    set_clock(book.database, NOW + timedelta(days=8))
    book.write(line("late", EVE))

    def words(wanted: str) -> list[str]:
        return [each.entry.words for each in book.read(read_wanted(wanted), 10).lines]

    assert words("") == ["late"]
    assert words("30d") == ["late", "100%_of cac", "cac", "runway"]
    assert words(f"30d {EVE}") == words(f"<@{EVE}|eve> 30d") == ["late", "cac"]
    assert words("refused 30d") == ["runway"]
    assert words("30d 0%_o") == ["100%_of cac"]
    assert words("30d %") == ["100%_of cac"]
    assert words("export 30d") == ["100%_of cac"]
    assert book.read(Wanted(days=30), 1).total == 4


def test_only_owners_are_shown_it_and_what_people_wrote_stays_words(book: Journal) -> None:
    """Everybody would see who asks for what; or a name typed by somebody would call the whole channel."""
    book.write(line("<!channel> *cac* \x00" + "x" * 2000))
    desk = JournalDesk(book, frozenset({ADA}), "America/Toronto")
    shown, others = desk.of("", ADA), desk.of("", EVE)

    assert message_findings(list(shown.blocks)) == []
    assert "<!channel>" not in shown.text
    assert str(shown.blocks).count("<!channel> *cac*") == 1
    assert "Nov 24 07:00" in str(shown.blocks)
    assert "Only the owners" in others.text
    assert "Nobody may look" in JournalDesk(book, frozenset(), "UTC").of("", ADA).text


def test_it_is_kept_for_as_long_as_it_is_set_and_no_longer(book: Journal) -> None:
    """What people asked would be kept for ever."""
    book.write(line("old"))
    seen = DeliveriesSeen(book.database)
    seen.is_first("Ev1")
    set_clock(book.database, NOW + timedelta(days=31))
    book.write(line("new"))
    seen.is_first("Ev2")
    Housekeeping(book.database, 30).tidy()

    assert [each.entry.words for each in book.read(Wanted(days=400), 10).lines] == ["new"]
    with book.database.read() as connection:
        assert connection.execute(select(deliveries.c.id)).scalars().all() == ["Ev2"]


def test_every_column_that_names_a_person_is_erased() -> None:
    """A table that is added later would keep what was promised to be erased."""
    named = {"user_id", "person", "made_by", "changed_by", "accepted_by", "asked_by", "removed_by"}
    columns = {column for table in metadata.tables.values() for column in table.columns if column.name in named}

    assert columns == {*THEIRS, *NAMED_IN, journal.c.user_id}
    assert all(isinstance(column.type, Text) for column in columns)


def test_a_person_is_erased_and_what_others_need_stays(book: Journal) -> None:
    """Whoever leaves may ask for it; and the team keeps its subscriptions."""
    at = {"every": "daily", "day": 0, "at": datetime(2026, 1, 1, 9, tzinfo=UTC).time(), "zone": "UTC"}
    made = {"words": "cac", "made_by": EVE, "made_at": NOW, "since": NOW, **at}
    with book.database.write() as connection:
        connection.execute(insert(viewer_questions).values(user_id=EVE, words="runway", asked_at=NOW))
        connection.execute(insert(home_views).values(user_id=EVE, channel="D0EVE", opened_on=NOW.date(), tab="x"))
        connection.execute(insert(posted_answers).values(channel="D0EVE", ts="1.2", words="cac", posted_at=NOW))
        connection.execute(insert(subscriptions), [{**made, "channel": EVE}, {**made, "channel": "C0GENERAL"}])
    book.write(line("runway", EVE))
    book.write(line("aov", ADA))

    erased = erase(book.database, EVE)

    assert (erased.gone, erased.nameless) == (4, 3)
    assert [(each.entry.user, each.entry.words) for each in book.read(Wanted(), 10).lines] == [
        (ADA, "aov"),
        (None, "runway"),
    ]
    assert "somebody (erased)" in str(JournalDesk(book, frozenset({ADA}), "UTC").of("", ADA).blocks)
    with book.database.read() as connection:
        rows = connection.execute(select(subscriptions.c.channel, subscriptions.c.removed_at)).all()
        everything = [connection.execute(select(table)).all() for table in (home_views, posted_answers)]
    assert {row.channel: row.removed_at is None for row in rows} == {EVE: False, "C0GENERAL": True}
    assert everything == [[], []]
    assert erase(book.database, EVE).nameless == 0


def test_two_replicas_work_on_a_delivery_once(database: Database) -> None:
    """Slack repeats an event to another replica: both would answer."""
    first, second = DeliveriesSeen(database), DeliveriesSeen(open_database(str(_url(database))))

    assert [first.is_first("Ev1"), second.is_first("Ev1"), first.is_first("Ev1"), second.is_first("Ev2")] == [
        True,
        False,
        False,
        True,
    ]
    second.database.close()


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


async def test_a_database_that_does_not_answer_keeps_nobody_from_an_answer() -> None:
    """The sentence that the database is away would not be said either."""

    def broken(id_: str) -> bool:
        raise OperationalError(id_, {}, Exception("away"))

    assert await is_first_of_all(broken, "Ev1")
    assert await is_first_of_all(lambda _: False, None)
    assert not await is_first_of_all(lambda _: False, "Ev1")


def test_the_words_are_read_in_any_order() -> None:
    """An owner would have to learn a grammar."""
    assert read_wanted("refused 9999d U0000ADA cash") == Wanted(3650, ADA, "refused cash")
    assert read_wanted("") == Wanted()
