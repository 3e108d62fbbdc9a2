"""Subscribing in Slack: said back as it was read, kept once, and changed by who may, however often they press."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from clocks import set_clock
from databases import DatabaseServer, copied
from sqlalchemy import select, text

from bot.records import records_in
from bot.subscriptions.book import MOST_IN_CHANNEL, Added, NewSubscription, SubscriptionBook
from bot.subscriptions.reading import Request, read_request
from bot.subscriptions.subscription import Subscription
from store.clock import read_clock
from store.database import Database
from store.tables import subscriptions

ADA, GRACE, LIN = "U0000ADA", "U00GRACE", "U0000LIN"
GENERAL, GROWTH = "C0GENERAL", "C00GROWTH"
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)


class Desk:
    """A bot with a book of subscriptions; it is Tuesday, Nov 24, 2026, noon in Toronto. `owners`: none."""

    def __init__(self, office: Any, database: Database) -> None:
        self.office = office
        self.database = database
        self.book = SubscriptionBook(database)
        set_clock(database, NOON)

    async def start(self, *owners: str) -> None:
        clock = lambda: read_clock(self.database)  # noqa: E731  # a clock
        self.office.records = records_in(self.database, clock, "America/Toronto", owners=frozenset(owners))
        await self.office.start()

    def add(
        self, words: str = "cac 30d by channel", wish: str = "weekly mon 9:00", channel: str = GENERAL, by: str = ADA
    ) -> Subscription:
        read = read_request(f"cac {wish}")
        assert isinstance(read, Request)
        new = NewSubscription(words, channel, read.wish.schedule, read.wish.zone or "America/Toronto", by)
        added = self.book.add(new)
        assert isinstance(added, Added)
        return added.subscription

    async def told(self, typed: str, who: str = "ada", where: str = "#general") -> Any:
        """Type it, and wait for what that person alone is told."""
        before = {each.ts for each in self._private(who, where)}
        await self.office.ask(typed, who, where)
        await self.office.until(lambda: any(each.ts not in before for each in self._private(who, where)))
        return next(each for each in self._private(who, where) if each.ts not in before)

    def _private(self, who: str, where: str) -> list[Any]:
        return [each for each in self.office.messages(where, who) if each.ephemeral_for]

    def public(self, where: str = "#general") -> list[str]:
        return [each.text for each in self.office.messages(where)]

    async def press(self, message: Any, label: str, until: str, who: str = "ada") -> Any:
        """Press a button, and wait until the message says something."""
        await self.office.click(message, control(message, label), who=who)
        await self.office.until(lambda: until in self.again(message, who).text)
        return self.again(message, who)

    def again(self, message: Any, who: str = "ada") -> Any:
        return next(each for each in self.office.messages(message.channel, who) if each.ts == message.ts)

    def rows(self) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(select(subscriptions).order_by(subscriptions.c.id)))


def buttons(message: Any) -> list[dict[str, Any]]:
    return [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]


def labels(message: Any) -> list[str]:
    return [each["text"]["text"] for each in buttons(message)]


def control(message: Any, label: str) -> str:
    return next(str(each["action_id"]) for each in buttons(message) if each["text"]["text"] == label)


@pytest.fixture(scope="module")
def kept_database(server: DatabaseServer, template: str) -> Iterator[Database]:
    """One for all of these tests: each begins with an empty book."""
    with copied(server, template) as database:
        yield database


@pytest.fixture
def database(kept_database: Database) -> Database:
    """With an empty book."""
    with kept_database.write() as connection:
        connection.execute(text("TRUNCATE subscriptions RESTART IDENTITY"))
    return kept_database


@pytest.fixture
async def desk(office: Any, database: Database) -> AsyncIterator[Desk]:
    """A running bot with a book of subscriptions."""
    desk = Desk(office, database)
    await desk.start()
    yield desk
    await office.stop()


async def test_subscribing_says_back_how_it_was_read_and_notes_it_in_the_channel(desk: Desk) -> None:
    """Who was misread learns it now, and the channel knows what comes from Monday on, and from whom."""
    made = await desk.told("subscribe cac by channel weekly mon 9:00 #general")

    assert made.text == (
        "Subscribed: CAC  cac 30d by channel "
        "Every Monday at 09:00 (America/Toronto), in <#C0GENERAL>, beginning Mon Nov 30."
    )
    assert labels(made) == ["Preview", "Pause", "Remove"]
    (note,) = desk.public()
    assert note.startswith(f"<@{ADA}> subscribed this channel to CAC  cac 30d by channel: every Monday at 09:00 ")
    (row,) = desk.rows()
    assert (row.words, row.channel, row.every, row.day, row.made_by) == (
        "cac 30d by channel",
        GENERAL,
        "weekly",
        1,
        ADA,
    )


async def test_it_goes_where_it_was_meant_to_go(desk: Desk) -> None:
    """Here, to oneself, or to another channel; by the clock that was named. Only where it is typed it is noted."""
    cases = {
        "executive monthly last 17:00": (GENERAL, "America/Toronto"),
        "revenue mtd daily 8:30 me": (ADA, "America/Toronto"),
        "revenue mtd daily 8:30 in europe/berlin here": (GENERAL, "Europe/Berlin"),
        f"revenue mtd daily 8:30 <#{GROWTH}|growth>": (GROWTH, "America/Toronto"),
        f"revenue 7d daily 8:30 {GROWTH}": (GROWTH, "America/Toronto"),
    }

    told = [await desk.told(f"subscribe {typed}") for typed in cases]

    assert {each.text.partition(":")[0] for each in told} == {"Subscribed"}
    assert [(row.channel, row.zone) for row in desk.rows()] == list(cases.values())
    assert len(desk.public()) == 2
    assert desk.public("#growth") == []


async def test_in_a_direct_message_it_comes_there(desk: Desk) -> None:
    """Who asks the bot in private is answered in private."""
    office = desk.office
    office.workspace.directory.open_direct(ADA, office.workspace.app.bot_user)
    await office.say("subscribe revenue daily 8:30", where=office.workspace.directory.direct(ADA).id)
    await office.until(desk.rows)

    assert [row.channel for row in desk.rows()] == [ADA]


async def test_what_can_not_be_subscribed_says_what_to_do(desk: Desk) -> None:
    """A subscription that was never made must not look as if it had been."""
    cases = [
        ("cac", "When shall I post it?", "#general"),
        ("cac weekly 9:00", "On which day of the week?", "#general"),
        ("cac weekly mon 9:00 #growth", "I can't look up #growth from here. Type the same in #growth", "#general"),
        ("status weekly mon 9:00", "I post numbers and pages", "#general"),
        ("digest weekly mon 9:00", "I post numbers and pages", "#general"),
        ("cac weekly mon 9:00", "I may not post here: invite me with /invite @kpibot", "#finance"),
        ("cac weekly mon 9:00 C0FINANCE", "I can't post in <#C0FINANCE> for you", "#general"),
    ]

    told = [(await desk.told(f"subscribe {typed}", where=where)).text for typed, _, where in cases]

    assert [case for case, each in zip(cases, told, strict=True) if case[1] not in each] == []
    assert desk.rows() == []


async def test_a_near_question_is_subscribed_by_its_button(desk: Desk) -> None:
    """A typo in the metric costs one click, and not the whole line again."""
    message = await desk.told("subscribe cax by channel weekly mon 9:00 me")

    await desk.office.click(message, "ask:0")
    await desk.office.until(desk.rows)

    assert [(row.words, row.channel) for row in desk.rows()] == [("cac 30d by channel", ADA)]


async def test_a_command_that_is_misspelled_is_offered(desk: Desk) -> None:
    """“subscirbe” is no metric, and nobody wants to be told which metrics there are."""
    message = await desk.told("subscirbe cac weekly mon 9:00")

    assert labels(message) == ["subscribe cac weekly mon 9:00"]
    await desk.office.click(message, "ask:0")
    await desk.office.until(desk.rows)


async def test_the_same_is_subscribed_once(desk: Desk) -> None:
    """Two people who want the same in one channel do not make it come twice (story 22)."""
    await desk.told("subscribe cac by channel weekly mon 9:00")

    again = await desk.told("subscribe cac by channel mondays 9am", who="grace")

    assert again.text.startswith("This is subscribed already. 1  CAC")
    assert len(desk.rows()) == len(desk.public()) == 1


async def test_a_channel_holds_so_many(desk: Desk) -> None:
    """A channel that is posted to all day is muted."""
    for hour in range(MOST_IN_CHANNEL):
        desk.add(wish=f"daily {hour}:30", by=GRACE)

    message = await desk.told("subscribe cac daily 23:30")

    assert "20 are posted there already" in message.text
    assert len(desk.rows()) == MOST_IN_CHANNEL


async def test_the_list_has_the_channels_and_ones_own(desk: Desk) -> None:
    """Nobody reads of a subscription that goes to somebody else, or to a channel they did not ask in."""
    desk.add(by=GRACE)
    desk.add("revenue mtd", "daily 8:30", ADA)
    desk.add("revenue mtd", "daily 8:30", GRACE, by=GRACE)
    desk.add("revenue 7d", "daily 8:30", GROWTH, by=GRACE)

    listed = await desk.told("subscriptions")

    assert listed.text == (
        f"Subscriptions: 1  CAC  cac 30d by channel Every Monday at 09:00 (America/Toronto), in <#{GENERAL}>. "
        f"Next Mon Nov 30, 09:00. By <@{GRACE}>. "
        f"2  Revenue  revenue mtd Every day at 08:30 (America/Toronto), by direct message. "
        f"Next Wed Nov 25, 08:30. By <@{ADA}>."
    )


async def test_without_any_the_list_says_how_to_make_one(desk: Desk) -> None:
    """An empty list is where most people begin."""
    listed = await desk.told("subscriptions")

    assert listed.text == "Nothing is subscribed here, and nothing by you."
    assert "/kpi subscribe cac by channel weekly mon 9:00" in str(listed.blocks)


async def test_a_long_list_is_shown_whole(desk: Desk) -> None:
    """Slack refuses a message of more than fifty blocks, and who has many would see none."""
    for number in range(20):
        desk.add(wish=f"daily {number}:15", by=ADA)
    for number in range(10):
        desk.add(wish=f"daily {number}:45", channel=ADA, by=ADA)

    listed = await desk.told("subscriptions")

    assert listed.text.endswith("And 15 more.")
    assert len(listed.blocks) < 50
    shown = str(listed.blocks)
    assert all(f"'{number}  CAC'" in shown for number in range(1, 31))


async def test_it_is_paused_resumed_removed_and_brought_back_in_the_list(desk: Desk) -> None:
    """Each takes one press, and a slip is undone by another."""
    desk.add()
    listed = await desk.told("subscriptions")

    paused = await desk.press(listed, "Pause", "Paused.")
    resumed = await desk.press(paused, "Resume", "Next Mon")
    removed = await desk.press(resumed, "Remove", "Removed.")
    assert labels(removed) == ["Undo"]
    await desk.press(removed, "Undo", "Next Mon")

    assert [row.version for row in desk.rows()] == [5]
    assert desk.book.find(1).is_active  # type: ignore[union-attr]  # it is there
    assert desk.public() == []


async def test_a_double_click_does_it_once(desk: Desk) -> None:
    """A second press that came too late would resume what was just paused (story 17)."""
    desk.add()
    listed = await desk.told("subscriptions")
    pause = control(listed, "Pause")

    await asyncio.gather(*(desk.office.click(listed, pause, who=who) for who in ("ada", "ada")))
    await desk.office.until(lambda: "Paused." in desk.again(listed).text)

    assert [(row.version, row.paused_at is None) for row in desk.rows()] == [(2, False)]


async def test_typed_changes_are_done_or_explained(desk: Desk) -> None:
    """Who has no list before them types it, and twice does no harm."""
    cases = {
        "subscriptions pause 1": "Paused.",
        "subscriptions resume 1": "Next Mon Nov 30",
        "subscriptions stop #1": "Removed.",
        "subscriptions undo 1": "Next Mon Nov 30",
        "unsubscribe 1": "Removed.",
        "subscriptions pause": "Write what to do with which one",
        "subscriptions paint 1": "Write what to do with which one",
        "unsubscribe": "Subscriptions: ",
        "subscriptions pause 7": "There is no subscription 7 here",
        "subscriptions send 7": "There is no subscription 7 here",
    }
    desk.add()
    desk.add("revenue mtd")

    told = {typed: [(await desk.told(typed)).text for _ in range(2)] for typed in cases}

    assert [typed for typed, says in cases.items() if not all(says in each for each in told[typed])] == []


async def test_send_now_shows_it_to_the_asker_alone(desk: Desk) -> None:
    """A preview that the channel sees is no preview."""
    desk.add()
    listed = await desk.told("subscriptions")

    await desk.office.click(listed, control(listed, "Preview"))
    await desk.office.until(lambda: any("4.21:1" in each.text for each in desk.office.messages("#general", "ada")))
    shown = await desk.told("subscriptions send 1")

    assert "4.21:1" in shown.text
    assert desk.public() == []
    assert desk.again(listed).text == listed.text


async def test_who_may_not_see_it_may_not_change_it(office: Any, database: Database) -> None:
    """A person elsewhere can't end a channel's numbers, nor read by its number what somebody is sent."""
    desk = Desk(office, database)
    await desk.start(LIN)
    desk.add(channel=GROWTH, by=GRACE)
    desk.add(channel=GRACE, by=GRACE)

    refused = [
        await desk.told(f"subscriptions {does} {number}") for does in ("pause", "remove", "send") for number in (1, 2)
    ]
    by_member = await desk.told("subscriptions pause 1", where="#growth")

    assert {"There is no subscription" in each.text for each in refused} == {True}
    assert "Paused." in by_member.text
    assert [row.paused_at is None for row in desk.rows()] == [False, True]


async def test_an_owner_may_end_any(office: Any, database: Database) -> None:
    """Who left the company leaves subscriptions that somebody has to end."""
    desk = Desk(office, database)
    await desk.start(ADA)
    desk.add(channel=GROWTH, by=GRACE)

    assert "Removed." in (await desk.told("subscriptions remove 1")).text


async def test_what_was_made_anew_is_not_brought_back(desk: Desk) -> None:
    """Undo would make the same come twice (story 22)."""
    desk.add()
    removed = await desk.told("subscriptions remove 1")
    desk.add()

    undone = await desk.press(removed, "Undo", "subscribed again since")

    assert undone.text.startswith("The same has been subscribed again since")
    assert sum(row.removed_at is None for row in desk.rows()) == 1


async def test_words_that_call_people_call_nobody(desk: Desk) -> None:
    """A schedule that is misread is quoted; it must not ring a whole channel."""
    message = await desk.told("subscribe cac weekly mon 9:00 <!channel> *bold*")

    assert "&lt;!channel&gt;" in message.text
    assert "mrkdwn" not in str(message.blocks)
    assert desk.rows() == []


async def test_the_help_names_it(desk: Desk) -> None:
    """What nobody finds nobody uses."""
    help_message = await desk.told("help")

    assert "/kpi subscribe" in help_message.text
    assert "/kpi subscriptions" in help_message.text
