"""People respond to alerts in Slack: by reactions and buttons, while the bot is there and while it is not."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from databases import DatabaseServer
from posts import Posts
from quarters import Quarter, copy_of, written
from sqlalchemy import delete
from watches import CAC, Watch

from alerts.escalation import escalation
from alerts.holding import Hold
from bot.alerting.hands import Hands
from bot.alerting.listeners import moment_of, next_monday, reaction_name
from bot.alerting.response import Response
from bot.delivery.wiring import Outbox
from bot.records import Records
from bot.views.action_ids import ALERT_RELEASE, ALERT_SNOOZE, ALERT_TAKE
from sandbox import Message, User
from store.tables import moved_clock

WORSE = date(2026, 9, 15)
GROWTH = "C00GROWTH"
RULE = replace(CAC, place=GROWTH)
GUEST = User("U0MALLORY", "mallory", "Mallory Guest", is_guest=True)


@pytest.fixture(scope="session")
def written_quarter(server: DatabaseServer, template: str) -> Iterator[tuple[str, Quarter]]:
    """The database to copy, and what was written into it."""
    with written(server, template) as found:
        yield found


@pytest.fixture
def watch(server: DatabaseServer, written_quarter: tuple[str, Quarter]) -> Iterator[Watch]:
    """CAC is critical, and the channel is owed a message."""
    with copy_of(server, written_quarter) as quarter:
        watch = Watch(quarter, Posts(quarter.database))
        watch.morning(WORSE, RULE)
        with quarter.database.write() as connection:
            connection.execute(delete(moved_clock))
        yield watch


Prepare = Callable[..., Hands]


@pytest.fixture
async def prepared(office: Any, watch: Watch) -> AsyncIterator[Prepare]:
    """The bot that is to be started, with the alerts of the watch; it ends before its database does."""

    def prepare(**chosen: Any) -> Hands:
        response = Response(escalation("America/Toronto", "15m remind", "", ""), **chosen)
        hands = Hands(watch.quarter.database, response, lambda: [RULE])
        office.records = Records(office.posted, office.people, office.homes, NoLive(), lambda: None, hands=hands)
        office.outbox = Outbox(watch.quarter.database, frozenset(), "test")
        office.workspace.directory.add_user(GUEST)
        office.workspace.directory.join("#growth", GUEST.id)
        return hands

    yield prepare
    await office.stop()


class NoLive:
    """No message follows the numbers."""

    def take(self) -> None:
        return None

    def is_anything_left(self) -> bool:
        return False


def hold(watch: Watch) -> Hold | None:
    (episode,) = watch.episodes()
    return episode.hold


async def alert(office: Any, shows: str = "CAC is critical") -> Message:
    """The alert in its channel, once it is as it should be."""
    message: Message = await office.message(lambda each: shows in str(each.blocks), "#growth")
    return message


async def test_a_reaction_takes_it_up_and_taking_it_away_lets_go(office: Any, watch: Watch, prepared: Prepare) -> None:
    """On-call reacts on the phone, and everybody sees who has it."""
    prepared()
    await office.start()
    message = await alert(office)

    await office.server.react("grace", "#growth", message.ts, "eyes")
    message = await alert(office, "acknowledged")
    assert "U00GRACE" in str(message.blocks)
    assert ALERT_RELEASE in str(message.blocks)
    found = hold(watch)
    assert found is not None
    assert found.people == ("U00GRACE",)
    await office.server.unreact("grace", "#growth", message.ts, "eyes")
    await office.until(lambda: hold(watch) is None)
    await alert(office, ALERT_TAKE)
    # What means something else is no acknowledgement.
    await office.server.react("grace", "#growth", message.ts, "tada")
    await office.server.react("ada", "#growth", message.ts, "white_check_mark")
    assert "U0000ADA" in str((await alert(office, "acknowledged")).blocks)


async def test_buttons_take_it_up_put_it_off_and_let_go(office: Any, watch: Watch, prepared: Prepare) -> None:
    """Whoever clicks sees at once that it counts, and what is not theirs to take back is told."""
    prepared()
    await office.start()
    message = await alert(office)

    await office.click(message, ALERT_TAKE, who="grace")
    message = await alert(office, "acknowledged")
    told = await office.click(message, ALERT_RELEASE, who="ada")
    await office.until(lambda: office.messages("#growth", "ada")[1:])
    assert "You have not taken it up with the button" in office.messages("#growth", "ada")[1].text
    assert told
    await office.click(message, ALERT_RELEASE, who="grace")
    await office.until(lambda: hold(watch) is None)
    await office.click(message, ALERT_SNOOZE, "1h", who="grace")
    await office.until(lambda: "put off" in str(office.messages("#growth")[0].blocks))
    found = hold(watch)
    assert found is not None
    assert found.until is not None
    assert (found.is_snooze, (found.until - found.since).total_seconds()) == (True, 3600)


async def test_strangers_are_told_once_and_bots_not_at_all(office: Any, watch: Watch, prepared: Prepare) -> None:
    """A guest's thumb would silence the alarm for everybody; nor is a guest to be told of it twice."""
    prepared()
    await office.start()
    message = await alert(office)

    for name in ("eyes", "white_check_mark"):
        await office.server.react(GUEST.name, "#growth", message.ts, name)
    office.workspace.log.react(message, "eyes", office.workspace.bot.id)
    office.server.desk.events.reaction("reaction_added", message, "eyes", office.workspace.bot.id)
    await office.server.react("ada", "#growth", message.ts, "eyes")
    await alert(office, "acknowledged")
    found = hold(watch)
    assert found is not None
    assert found.people == ("U0000ADA",)
    await office.until(lambda: office.messages("#growth", GUEST.name)[1:])
    told = office.messages("#growth", GUEST.name)[1:]
    assert [each.text.split(".")[0] for each in told] == ["Only those who answer for these alerts can acknowledge them"]


async def test_a_user_group_may(office: Any, watch: Watch, prepared: Prepare) -> None:
    """Who is on call changes in Slack, and not in a settings file."""
    prepared(responders=frozenset({"S00ONCALL"}))
    await office.start()
    message = await alert(office)

    await office.click(message, ALERT_TAKE, who="grace")
    await office.until(lambda: office.messages("#growth", "grace")[1:])
    assert hold(watch) is None
    await office.click(message, ALERT_TAKE, who="ada")
    await alert(office, "acknowledged")


async def test_what_happened_while_nobody_listened_is_read_back(office: Any, watch: Watch, prepared: Prepare) -> None:
    """What was acknowledged during a deployment would be escalated."""
    prepared()
    await office.start()
    message = await alert(office)
    await office.stop()

    await office.server.react("grace", "#growth", message.ts, "eyes")
    await office.start()
    message = await alert(office, "acknowledged")
    await office.stop()
    await office.server.unreact("grace", "#growth", message.ts, "eyes")
    await office.start()
    await alert(office, ALERT_TAKE)
    assert hold(watch) is None


async def test_it_is_read_back_after_a_reconnection(office: Any, watch: Watch, prepared: Prepare) -> None:
    """A socket that was away for a moment must not cost an acknowledgement."""
    prepared()
    await office.start()
    message = await alert(office)

    office.workspace.log.react(message, "eyes", "U00GRACE")
    await office.server.disconnect_sockets()
    await alert(office, "acknowledged")
    assert hold(watch) is not None


def test_words_of_slack() -> None:
    """A skin tone is no other reaction; an event's moment is exact; Monday is the next one."""
    zone = ZoneInfo("America/Toronto")

    assert reaction_name("wave::skin-tone-3") == "wave"
    assert moment_of("1795000000.000200").microsecond == 200
    assert next_monday(datetime(2026, 11, 22, 23, tzinfo=zone)) == datetime(2026, 11, 23, 9, tzinfo=zone)
    assert next_monday(datetime(2026, 11, 23, 8, tzinfo=zone)) == datetime(2026, 11, 23, 9, tzinfo=zone)
    assert next_monday(datetime(2026, 11, 23, 9, tzinfo=zone)) == datetime(2026, 11, 30, 9, tzinfo=zone)
