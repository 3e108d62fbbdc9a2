"""Messages that the bot posted follow the numbers of their days, each edited once, and never against who clicks."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer, copied
from moments import NOW
from sqlalchemy import select, update

from bot.answering import Answering
from bot.news import news_in
from bot.records import records_in
from metrics.answer import Answer
from metrics.engine import AsOf
from metrics.question import Question
from sandbox import Fault, FaultKind
from store.database import Database, open_database
from store.tables import orders, posted_answers

CLOSED = date(2026, 11, 21)
SETTLED = timedelta(minutes=2)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class HeldAnswers(Answering):
    """Real answers; those for a held period wait until the event is set."""

    gates: dict[str, threading.Event] = field(default_factory=dict, compare=False)

    def answer(self, question: Question, as_of: AsOf | None = None) -> Answer:
        gate = self.gates.get(question.period.words)
        assert gate is None or gate.wait(10)
        return super().answer(question, as_of)


@dataclass
class Live:
    """An office over a real database in which the numbers move."""

    office: Any
    company: SmallCompany
    clock: Clock

    async def publish(self, at: timedelta = SETTLED) -> None:
        """A run, so long after all that was posted."""
        self.clock.now += at
        await asyncio.to_thread(replace(self.company, now=self.clock.now).publish)

    async def ask(self, text: str, **where: Any) -> Any:
        """Ask, and wait until it is answered and remembered."""
        before = len(self.rows())
        await self.office.ask(text, **where)
        await self.office.until(lambda: len(self.rows()) == before + 1)
        return self.office.messages()[-1]

    def rows(self, **where: Any) -> list[Any]:
        query = select(posted_answers).filter_by(**where).order_by(posted_answers.c.ts)
        with self.company.database.read() as connection:
            return list(connection.execute(query).all())

    def message(self, ts: str) -> Any:
        return next(message for message in self.office.messages() if message.ts == ts)

    async def until_all_show(self, snapshot: int) -> None:
        await self.office.until(lambda: all(row.snapshot_id == snapshot for row in self.rows()))

    @property
    def edits(self) -> list[str]:
        """The messages that were edited, in this order."""
        return [call.arguments["ts"] for call in self.office.calls("chat.update") if call.error is None]


@pytest.fixture(scope="module")
def published(server: DatabaseServer, template: str) -> str:
    """A database to copy: forty customers of meta and a hundred dollars a day, so that CAC is $75."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    company = SmallCompany(database)
    company.order("the first", "zoe", CLOSED - timedelta(days=79))
    company.customers(CLOSED, 40)
    company.spend(CLOSED - timedelta(days=79), CLOSED, 100)
    company.publish()
    database.close()
    return name


@pytest.fixture
def database(server: DatabaseServer, published: str) -> Iterator[Database]:
    """The company's, with one snapshot."""
    with copied(server, published) as database:
        yield database


@pytest.fixture
async def live(office: Any, database: Database) -> AsyncIterator[Live]:
    """The bot's office over it."""
    company, clock = SmallCompany(database), Clock()
    office.answers = HeldAnswers(database, ZONE, "CAD", clock)
    office.records = records_in(database, clock, ZONE)
    office.news = lambda: news_in(database)
    yield Live(office, company, clock)
    await office.stop()


async def test_a_late_row_moves_the_number_in_the_message_and_says_so(live: Live) -> None:
    """A number that was posted in the morning would be wrong by noon, and people would decide by it."""
    await live.office.start()
    posted = await live.ask("cac")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    edited = await live.office.message(lambda m: m.text.startswith("CAC: $50"))

    assert edited.ts == posted.ts
    assert edited.text.endswith("Updated 10:02: was $75.00.")
    small_print = [block for block in edited.blocks if block["type"] == "context"][-1]
    texts = [element["text"] for element in small_print["elements"]]
    assert texts[0] == "Updated 10:02: was $75.00"
    assert texts[-1].endswith("Data through Nov 21, 2026  ·  Snapshot 2")
    assert [block["type"] for block in edited.blocks] == [block["type"] for block in posted.blocks]
    await live.until_all_show(2)


async def test_a_message_that_shows_the_same_is_not_edited(live: Live) -> None:
    """Every run would light up every message of the day."""
    await live.office.start()
    posted = await live.ask("cac")
    live.company.order("long ago", "ada", CLOSED - timedelta(days=70))
    await live.publish()
    await live.until_all_show(2)

    assert live.edits == []
    assert live.message(posted.ts) == posted


async def test_a_day_that_moved_in_the_picture_alone_is_seen(live: Live) -> None:
    """The picture and the number above it would be of two snapshots."""
    await live.office.start()
    await live.ask("revenue")
    two_days_before = update(orders).where(orders.c.id == "o-c-meta-2026-11-21-0")
    with live.company.database.write() as connection:
        connection.execute(two_days_before.values(ordered_at=orders.c.ordered_at - timedelta(days=2)))
    await live.publish()
    edited = await live.office.message(lambda m: "Updated" in m.text)

    assert edited.text.endswith(" Updated 10:02.")
    assert len(live.office.workspace.files.all) == 2


async def test_the_next_day_a_message_keeps_the_days_that_it_spoke_of(live: Live) -> None:
    """“Last 30 days”, said yesterday, would be of other days than the people meant who talked about it."""
    await live.office.start()
    posted = await live.ask("cac")
    live.company.customers(date(2026, 11, 22), 100)
    live.company.spend(date(2026, 11, 22), date(2026, 11, 22), 9000)
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish(at=timedelta(hours=16))
    edited = await live.office.message(lambda m: m.text.startswith("CAC: $50"))

    assert edited.ts == posted.ts
    assert "Last 30 days, Oct 23 – Nov 21, 2026." in edited.text
    assert edited.text.endswith("Updated Nov 23, 02:00: was $75.00.")


async def test_a_late_source_does_not_move_the_days_of_a_message(live: Live) -> None:
    """Who was told of the days until the 21st would find a number of the 22nd there."""
    live.clock.now = NOW + timedelta(days=1)
    live.company.customers(date(2026, 11, 22), 10)
    await live.publish(at=timedelta())
    await live.office.start()
    posted = await live.ask("cac")
    live.company.spend(date(2026, 11, 22), date(2026, 11, 22), 100)
    await live.publish()
    await live.until_all_show(3)

    assert "1 day behind yesterday: ad spend of Nov 22, 2026 not in" in posted.text
    assert live.edits == []


async def test_todays_number_follows_today_and_no_longer(live: Live) -> None:
    """“Today so far” would be said of yesterday."""
    live.company.customers(date(2026, 11, 22), 3)
    await live.publish(at=timedelta())
    await live.office.start()
    await live.ask("revenue today")
    live.company.customers(date(2026, 11, 22), 1, channel="tiktok")
    await live.publish()
    today = await live.office.message(lambda m: "Updated 10:02: was $150" in m.text)
    live.company.customers(date(2026, 11, 22), 1, prefix="late")
    await live.publish(at=timedelta(hours=15))
    await live.office.until(lambda: "message no longer live" in live.office.log())

    assert live.message(today.ts).text == today.text


async def test_a_page_follows_too_and_names_what_moved(live: Live) -> None:
    """The page that the meeting looks at would be the only thing in Slack that is out of date."""
    await live.office.start()
    await live.ask("growth")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    edited = await live.office.message(lambda m: "Updated" in m.text)

    assert "Updated 10:02: " in edited.text
    assert "CAC was $75.00" in edited.text
    await live.until_all_show(2)


async def test_an_explanation_stays_that_of_its_snapshot(live: Live) -> None:
    """Somebody who works out how a number came about would see the inputs change under their eyes."""
    await live.office.start()
    explained = await live.ask("explain cac")
    asked = await live.ask("cac")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: live.edits == [asked.ts])

    assert live.message(explained.ts) == explained


async def test_what_went_through_a_response_url_is_left_alone(live: Live) -> None:
    """Slack gives five uses of such an address: the bot would use them up, and the controls would be dead."""
    await live.office.start()
    await live.office.ask("cac", where="#finance")
    private = await live.office.message(bool, "#finance", "ada")
    public = await live.ask("cac")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: live.edits == [public.ts])

    assert (await live.office.message(bool, "#finance", "ada")).text == private.text
    assert len(live.rows()) == 1


async def test_two_replicas_edit_a_message_once(live: Live) -> None:
    """Each message would be edited once for each replica, and Slack would refuse the rest of them."""
    await live.office.start()
    await live.office.start()
    for text in ("cac", "cac 7d", "cac 90d"):
        await live.ask(text)
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.until_all_show(2)

    assert sorted(live.edits) == [row.ts for row in live.rows()]


async def test_the_newest_message_comes_first(live: Live) -> None:
    """What people look at would be the last to be right."""
    await live.office.start()
    for text in ("cac", "cac 7d", "cac 90d"):
        await live.ask(text)
        live.clock.now += timedelta(seconds=1)
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.until_all_show(2)

    assert live.edits == [row.ts for row in reversed(live.rows())]


async def test_yesterdays_messages_are_history(live: Live) -> None:
    """Months of messages would be edited after each run."""
    await live.office.start()
    old = await live.ask("cac")
    live.clock.now += timedelta(hours=24)
    new = await live.ask("cac")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: live.edits)

    assert live.edits == [new.ts]
    assert live.message(old.ts) == old


async def test_who_clicks_while_the_number_moves_sees_what_they_chose(live: Live) -> None:
    """The bot would take the message out of people's hands."""
    await live.office.start()
    posted = await live.ask("cac")
    gate = live.office.answers.gates["90d"] = threading.Event()
    await live.office.click(posted, "show:period", "cac 90d")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: 'reason="somebody clicked"' in live.office.log())
    gate.set()
    chosen = await live.office.message(lambda m: "Last 90 days" in m.text)
    await live.until_all_show(2)

    assert chosen.ts == posted.ts
    assert [row.shows for row in live.rows()] == ["cac 90d"]


async def test_a_click_during_the_edit_comes_after_it(live: Live) -> None:
    """What the person chose would be gone within the second."""
    await live.office.start()
    posted = await live.ask("cac")
    live.office.workspace.faults.add(Fault(FaultKind.SLOW, "chat.update", seconds=0.3))
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: live.office.calls("chat.update"))
    await live.office.click(posted, "show:period", "cac 90d")
    chosen = await live.office.message(lambda m: "Last 90 days" in m.text)
    await live.office.until(lambda: [row.shows for row in live.rows()] == ["cac 90d"])

    assert live.message(posted.ts).text == chosen.text


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda office, m: office.workspace.log.delete(m.channel, m.ts), "message_not_found"),
        (lambda office, _: office.workspace.remove_bot("#general"), "not_in_channel"),
        (lambda office, _: office.workspace.archive("#general"), "is_archived"),
        (lambda office, _: refuse(office, "edit_window_closed"), "edit_window_closed"),
        (lambda office, _: refuse(office, "channel_not_found"), "channel_not_found"),
    ],
    ids=["deleted", "thrown out", "archived", "window", "channel"],
)
async def test_a_message_that_can_no_longer_be_edited_stops_being_live(
    live: Live, end: Callable[[Any, Any], None], reason: str
) -> None:
    """It would be tried after each run for a day, and the log would be full of it."""
    await live.office.start()
    posted = await live.ask("cac")
    end(live.office, posted)
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: "message no longer live" in live.office.log())

    assert f'reason="chat.update failed: {reason}"' in live.office.log()
    assert [row.is_live for row in live.rows()] == [False]


def refuse(office: Any, error: str) -> None:
    office.workspace.faults.add(Fault(FaultKind.API_ERROR, "chat.update", error=error))


async def test_a_rate_limit_is_waited_out(live: Live) -> None:
    """A busy minute would leave an old number standing for good."""
    await live.office.start()
    await live.ask("cac")
    # Twice within the call, and once more for what comes of it.
    live.office.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.update", retry_after=0, times=3))
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()

    await live.office.message(lambda m: "Updated 10:02: was $75.00" in m.text)


async def test_an_outage_is_made_up_for_when_the_claim_has_run_out(live: Live) -> None:
    """Of what was published while Slack was away nothing would ever be seen."""
    await live.office.start()
    await live.ask("cac")
    live.office.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, "chat.update", times=2))
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.office.until(lambda: "message not updated" in live.office.log())
    live.clock.now += timedelta(minutes=4)

    await live.office.message(lambda m: "Updated 10:02: was $75.00" in m.text)


async def test_neither_the_next_answer_nor_a_standing_message_comes_from_a_stale_cache(live: Live) -> None:
    """Failure story 12: after the nightly run the same question would bring yesterday's number out of a cache."""
    await live.office.start()
    for _ in range(2):
        await live.ask("cac")
    live.company.customers(CLOSED - timedelta(days=1), 20)
    await live.publish()
    await live.ask("cac")
    await live.office.until(lambda: all(m.text.startswith("CAC: $50") for m in live.office.messages()))

    assert len(live.office.messages()) == 3
