"""What the database remembers of live messages: each is edited by one replica, and belongs to whoever clicks it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from moments import NOW
from sqlalchemy import insert

from bot.live.content import LiveContent
from bot.live.kept_messages import CLAIM_LASTS, LIVES_FOR, MOST, SETTLES_AFTER, LiveMessages
from bot.posted_answers import PostedAnswers
from bot.spot import Spot
from store.database import Database
from store.tables import runs, snapshots

SECOND = timedelta(seconds=1)
SPOT = Spot("C1", "1.1")
CAC = LiveContent("cac 30d as table", date(2026, 11, 21), (("CAC", "$75"),), "a mark", "1.1")


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """What two replicas see of one database."""

    database: Database
    clock: Clock

    def __post_init__(self) -> None:
        self.posted = PostedAnswers(self.database, self.clock)
        self.live = LiveMessages(self.database, self.clock)

    def publish(self, later: timedelta = SETTLES_AFTER + SECOND) -> None:
        """A snapshot, so much later."""
        self.clock.now += later
        with self.database.write() as connection:
            run = {"kind": "light", "status": "done", "started_at": NOW, "parameters": {}}
            run_id = connection.execute(insert(runs).values(run).returning(runs.c.id)).scalar_one()
            connection.execute(insert(snapshots).values(run_id=run_id, published_at=NOW))

    def post(self, ts: str = "1.1", snapshot: int = 1) -> None:
        self.posted.remember(Spot("C1", ts), "cac 30d", snapshot, replace(CAC, turn=ts))


@pytest.fixture
def desk(database: Database) -> Desk:
    """With one snapshot."""
    desk = Desk(database, Clock())
    desk.publish()
    return desk


def test_what_was_posted_comes_back_as_it_was(desk: Desk) -> None:
    """The message would be answered with another question, or over other days."""
    desk.posted.remember(Spot("C1", "1.2", "1.1"), "cac 30d", 1, CAC)
    before = desk.live.take()
    desk.publish()
    taken = desk.live.take()

    assert before is None
    assert taken is not None
    assert (taken.spot, taken.content) == (Spot("C1", "1.2", "1.1"), CAC)


def test_what_is_not_live_is_never_taken(desk: Desk) -> None:
    """The bot would edit explanations, and messages that it can't edit."""
    desk.post()
    desk.posted.remember(SPOT, "cac 30d", 1)
    desk.publish()

    assert desk.live.take() is None


@pytest.mark.parametrize(
    ("later", "is_taken"),
    [(SETTLES_AFTER, False), (SETTLES_AFTER + SECOND, True), (LIVES_FOR - SECOND, True), (LIVES_FOR, False)],
    ids=["settling", "settled", "within a day", "a day old"],
)
def test_a_message_is_live_from_when_it_settled_for_a_day(desk: Desk, later: timedelta, *, is_taken: bool) -> None:
    """Its picture would be put in after the new number, with the old one; or last month would be edited."""
    desk.post()
    desk.publish(later)

    assert (desk.live.take() is not None) is is_taken


def test_only_the_newest_are_live(desk: Desk) -> None:
    """After a busy day a run would bring hours of edits."""
    for number in range(MOST + 1):
        desk.clock.now += SECOND
        desk.post(f"1.{number + 1000}")
    desk.publish()
    taken = []
    while (message := desk.live.take()) is not None:
        taken.append(message.spot.ts)

    assert taken == [f"1.{number + 1000}" for number in range(MOST, 0, -1)]


def test_two_replicas_never_take_the_same_message(desk: Desk) -> None:
    """Each message would be edited once for each replica."""
    for number in range(8):
        desk.post(f"1.{number}")
    desk.publish()
    with ThreadPoolExecutor(4) as replicas:
        taken = list(replicas.map(lambda _: desk.live.take(), range(16)))

    assert sorted(message.spot.ts for message in taken if message) == [f"1.{number}" for number in range(8)]
    assert desk.live.is_anything_left()


def test_what_a_dead_replica_had_taken_is_taken_again(desk: Desk) -> None:
    """The message would show the old number for good."""
    desk.post()
    desk.publish()
    desk.live.take()
    desk.clock.now += CLAIM_LASTS
    within = desk.live.take()
    desk.clock.now += SECOND

    assert within is None
    assert desk.live.take() is not None


@pytest.mark.parametrize(
    ("settle", "is_left", "is_taken_next"),
    [
        (lambda live, taken: live.edited(taken, replace(CAC, mark="another"), 2), False, True),
        (lambda live, taken: live.unchanged(taken, 2), False, True),
        (lambda live, taken: live.given_back(taken), True, True),
        (lambda live, taken: live.ended(taken), False, False),
    ],
    ids=["edited", "unchanged", "given back", "ended"],
)
def test_what_was_taken_is_settled(
    desk: Desk, settle: Callable[..., None], *, is_left: bool, is_taken_next: bool
) -> None:
    """It would be edited for ever, or never again."""
    desk.post()
    desk.publish()
    settle(desk.live, desk.live.take())
    left = desk.live.is_anything_left()
    desk.publish()

    assert left is is_left
    assert (desk.live.take() is not None) is is_taken_next


def test_an_edit_is_remembered(desk: Desk) -> None:
    """It would be compared with what stood there two edits ago."""
    desk.post()
    desk.publish()
    taken = desk.live.take()
    assert taken is not None
    desk.live.edited(taken, replace(CAC, mark="another", headlines=(("CAC", "$50"),)), 2)
    desk.publish()
    again = desk.live.take()

    assert again is not None
    assert (again.content.mark, again.content.headlines) == ("another", (("CAC", "$50"),))


def test_a_click_takes_the_message_back(desk: Desk) -> None:
    """What the person chose would be covered by what the message showed before."""
    desk.post()
    desk.publish()
    taken = desk.live.take()
    assert taken is not None
    before = desk.live.is_still_taken(taken)
    desk.posted.remember(SPOT, "cac 90d", 2, replace(CAC, words="cac 90d", turn="9.9"))

    assert (before, desk.live.is_still_taken(taken)) == (True, False)


def test_a_click_that_an_edit_has_covered_is_shown_again(desk: Desk) -> None:
    """On another replica the click may come at the very moment of the edit, and would be lost."""
    desk.post()
    desk.publish()
    taken = desk.live.take()
    assert taken is not None
    desk.posted.remember(SPOT, "cac 90d", 2, replace(CAC, words="cac 90d", turn="9.9"))
    desk.live.edited(taken, CAC, 2)
    desk.clock.now += SETTLES_AFTER + SECOND
    again = desk.live.take()

    assert again is not None
    assert (again.content.words, again.content.mark) == ("cac 90d", "")
