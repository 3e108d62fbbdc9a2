"""What is subscribed is owed once for each time that it is due, from the newest numbers, whatever else happens."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clocks import set_clock
from sqlalchemy import select

from bot.access.policy import Sight
from bot.access.written import read_access
from bot.answering import Answering
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.exhibits import look_up
from bot.subscriptions.poster import Poster
from bot.subscriptions.promised import promised_subscriptions
from bot.subscriptions.schedule import Every, Schedule
from bot.subscriptions.subscription import Change
from bot.subscriptions.waking import look
from metrics.engine import AsOf
from store.clock import read_clock
from store.database import open_database
from store.tables import outbox, stated_numbers

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
DAILY = Schedule(Every.DAY, time(9))


def test_it_is_owed_at_its_time_and_once(press: Any) -> None:
    """The channel reads its numbers at nine, and no second time at one past nine."""
    press.subscribe()

    found = [press.look("08:59"), press.look("09:00"), press.look("09:01"), press.look("08:59", TUESDAY)]

    assert [len(each) for each in found] == [0, 1, 0, 0]
    assert press.owed("subject", "channel", "kind", "series") == [
        ("1 2026-11-23", "C1", "subscription", "subscription 1")
    ]
    press.look("09:00", TUESDAY)
    assert press.owed() == ["1 2026-11-23", "1 2026-11-24"]


def test_the_message_is_the_answer(press: Any) -> None:
    """A number that differs from what /kpi answers is believed by nobody (story 25)."""
    press.subscribe()

    (owed,) = press.look("09:00")

    reply = read_command("cac 30d by channel", all_commands())
    assert isinstance(reply, Show)
    answered = look_up(reply.shown, press.answering)
    assert owed.text == answered.messages(None)[0].text
    best = answered.messages("F1")[0].blocks
    at = owed.picture["at"]
    assert list(owed.blocks[:at]) == list(best[:at])
    assert best[at]["type"] == "image"
    assert list(owed.blocks[at:-1]) == list(best[at + 1 :])
    assert "Subscription 1: every day at 09:00 (America/Toronto)" in str(owed.blocks[-1])


def test_its_number_and_its_picture_can_be_had_again(press: Any) -> None:
    """A correction compares with what stood there, and the picture shows the same days, however late it is drawn."""
    press.subscribe("netrevenue 7d")
    (owed,) = press.look("09:00")

    with press.database.read() as connection:
        stated = connection.execute(select(stated_numbers)).one()
    press.clock("09:00", date(2026, 11, 27))
    reply = read_command(owed.picture["words"], all_commands())
    assert isinstance(reply, Show)
    as_of, snapshot = date.fromisoformat(owed.picture["as_of"]), AsOf(owed.picture["snapshot_id"])
    again = look_up(reply.shown, press.answering, as_of, snapshot).content

    assert (again.value, again.period.end) == (stated.value, date(2026, 11, 21))
    assert (stated.words, stated.as_of, stated.snapshot_id) == ("netrevenue 7d", as_of, owed.snapshot_id)


def test_a_page_states_each_of_its_headlines(press: Any) -> None:
    """A late refund that moves one number of the executive page is put right, too."""
    press.subscribe("executive")

    (owed,) = press.look("09:00")

    assert owed.picture["words"] == "executive"
    assert len(owed.states) == len({each.words for each in owed.states}) > 2
    assert owed.blocks[owed.picture["at"] - 1]["type"] == "section"


@pytest.mark.parametrize(
    "words", ["cac 30d as table", "explain cac 30d", "revenue today", "cashrunway 30d", "mrr 30d as bar"]
)
def test_whatever_can_be_asked_can_be_posted(press: Any, words: str) -> None:
    """A table, an explanation, today's number, or one that can't be had: it comes, or says why there is none."""
    press.subscribe(words)

    (owed,) = press.look("09:00")

    kinds = {block["type"] for block in owed.blocks}
    assert owed.text
    assert kinds.isdisjoint({"image", "data_visualization"})
    assert (owed.picture is not None) == (words == "mrr 30d as bar")


def test_a_withheld_number_is_posted_with_its_reason(press: Any) -> None:
    """Silence in a channel that expects a number at nine reads as a broken bot."""
    press.subscribe("cashrunway 30d")

    (owed,) = press.look("09:00")

    assert "no value" in owed.text


def test_after_three_days_away_only_the_newest_comes_and_says_that_it_is_late(press: Any) -> None:
    """Four messages at once bury the only one that counts; what was missed stands in the records (story 2)."""
    press.subscribe()

    (owed,) = press.look("09:40", date(2026, 11, 26))

    assert owed.text.startswith("Due Thu Nov 26, 09:00, posted late. ")
    assert owed.subject == "1 2026-11-26"
    assert press.owed("subject", "status") == [
        ("1 2026-11-23", "expired"),
        ("1 2026-11-24", "expired"),
        ("1 2026-11-25", "expired"),
        ("1 2026-11-26", "owed"),
    ]
    assert press.look("09:41", date(2026, 11, 26)) == []


@pytest.mark.parametrize(("at", "is_late"), [("09:14", False), ("09:15", True)])
def test_a_quarter_of_an_hour_is_late(press: Any, at: str, is_late: bool) -> None:  # noqa: FBT001  # a table of cases
    """A restart that takes a minute is no news; an hour without a word is."""
    press.subscribe()

    (owed,) = press.look(at)

    assert ("posted late" in owed.text) == is_late
    assert owed.blocks[owed.picture["at"]]["type"] in {"context", "rich_text"}


def test_it_counts_until_the_next_one_is_due(press: Any) -> None:
    """After an outage of Slack's, Monday's number is not posted on Tuesday at noon (story 9)."""
    press.subscribe(schedule=Schedule(Every.WEEK, time(9), 1))

    (owed,) = press.look("09:00")

    assert owed.expires_at - owed.due_at == timedelta(days=7)


@pytest.mark.parametrize(("done", "comes_at"), [(True, "09:00"), (False, "10:30")])
def test_it_waits_for_the_nights_run_until_its_deadline(press: Any, done: bool, comes_at: str) -> None:  # noqa: FBT001  # a table of cases
    """Yesterday's numbers at nine would be taken for today's; no number until noon would be worse."""
    press.night_is_done(date(2026, 11, 22))
    press.subscribe()
    if done:
        press.night_is_done(MONDAY)

    found = {at: press.look(at) for at in ("09:00", "09:30", "10:29", "10:30")}

    assert [at for at, owed in found.items() if owed] == [comes_at]
    assert ("Last night's run is not done" in found[comes_at][0].text) == (not done)


def test_it_comes_as_soon_as_the_run_is_done(press: Any) -> None:
    """Who waited for the run does not wait for the deadline besides."""
    press.night_is_done(date(2026, 11, 22))
    press.subscribe()
    assert press.look("09:00") == []

    press.night_is_done(MONDAY)
    (owed,) = press.look("09:10")

    assert "late" not in owed.text
    assert owed.due_at == read_clock(press.database)


def test_before_the_nights_run_is_owed_nothing_waits_for_it(press: Any) -> None:
    """Half past midnight's numbers are those of the night before: a run that is not due yet is not late."""
    press.night_is_done(date(2026, 11, 22))
    press.subscribe(schedule=Schedule(Every.DAY, time(0, 30)))

    assert len(press.look("00:30")) == 1


@pytest.mark.parametrize(("change", "undone_by"), [(Change.PAUSE, Change.RESUME), (Change.REMOVE, Change.RESTORE)])
def test_what_is_paused_or_removed_is_not_posted_nor_made_up_for(press: Any, change: Change, undone_by: Change) -> None:
    """Who resumes at ten does not want nine o'clock's, and who removed it wants none at all."""
    paused = press.book.change(press.subscribe(), change, "U1")

    assert press.look("09:00") == []
    press.clock("10:00")
    press.book.change(paused, undone_by, "U1")
    assert press.look("10:01") == []
    assert [each.subject for each in press.look("09:00", TUESDAY)] == ["1 2026-11-24"]


def test_one_that_is_removed_while_it_is_answered_is_not_posted(press: Any) -> None:
    """The answer may take seconds; who removed it in these has removed it."""
    seen = press.subscribe()
    press.clock("09:00")
    (due,) = press.poster.due()
    press.book.change(seen, Change.REMOVE, "U1")

    assert press.poster.owe(due) is None
    assert press.owed() == []


def test_what_was_owed_and_not_sent_is_withdrawn_with_it(press: Any) -> None:
    """Who removes it while Slack is away does not want it once Slack is back; what others are owed stays."""
    removed = press.subscribe()
    press.subscribe(channel="C2")
    press.look("09:00")
    now = press.clock("09:01")

    press.book.change(removed, Change.REMOVE, "U1")

    assert [expires_at <= now for _, expires_at in press.owed("channel", "expires_at")] == [True, False]


def test_several_replicas_owe_it_once(press: Any) -> None:
    """Three replicas that look at the same minute post one message (story 4)."""
    for words in ("revenue 7d", "cac 30d"):
        press.subscribe(words)
    press.clock("09:00")
    owed: list[Any] = []
    posters = [
        Poster(
            press.database,
            Answering(press.database, "America/Toronto", "CAD", lambda: read_clock(press.database)),
            "America/Toronto",
        )
        for _ in range(3)
    ]
    replicas = [
        threading.Thread(target=lambda poster=poster: owed.extend(poster.owe_what_is_due())) for poster in posters
    ]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()

    assert sorted(each.subject for each in owed) == ["1 2026-11-23", "2 2026-11-23"]
    assert sorted(press.owed()) == ["1 2026-11-23", "2 2026-11-23"]


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("America/Toronto", date(2026, 11, 1), time(1, 10)),
        ("America/Toronto", date(2027, 3, 14), time(2, 30)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 40)),
        ("Asia/Kathmandu", date(2026, 11, 1), time(1, 10)),
    ],
)
def test_each_date_is_owed_once_while_the_clocks_change(press: Any, zone: str, day: date, at: time) -> None:
    """01:10 comes twice on that night, and half past two never: the channel has one message on each date (story 1)."""
    start = datetime.combine(day, time(), ZoneInfo(zone)) - timedelta(hours=1)
    set_clock(press.database, start)
    press.subscribe("revenue 7d", Schedule(Every.DAY, at), zone=zone)

    nights = (hours * 60 + minute for hours in (0, 24) for minute in range(0, 6 * 60, 10))
    for number in nights:
        set_clock(press.database, start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=number))
        press.look()

    assert press.owed() == [f"1 {day}", f"1 {day + timedelta(days=1)}"]


def test_words_that_are_understood_no_more_pause_it_and_tell_its_maker_once(press: Any) -> None:
    """A metric that was renamed would fail each morning in the log, and the channel would never hear why."""
    press.subscribe("oldmetric 30d", made_by="U7")
    press.subscribe("revenue 7d")

    found = [press.look("09:00"), press.look("09:01"), press.look("09:00", TUESDAY)]

    assert [[each.subject for each in looked] for looked in found] == [["2 2026-11-23"], [], ["2 2026-11-24"]]
    notices = [row for row in press.owed("kind", "channel", "message") if row[0] == "notice"]
    assert [(channel, "oldmetric 30d" in message["text"]) for _, channel, message in notices] == [("U7", True)]
    assert press.book.find(1).paused_why == "its words are understood no more"


class _Failing:
    """Answers that fail for one metric, and stand in for bot.answering.Answering."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def answer(self, question: Any, as_of: Any = None) -> Any:
        if question.metric == "cac":
            raise ZeroDivisionError
        return self._answering.answer(question, as_of)


def test_one_that_fails_keeps_no_other_from_being_posted(press: Any, caplog: pytest.LogCaptureFixture) -> None:
    """One broken question of five must not cost the other four channels their morning (story 15)."""
    for words in ("cac 30d", "revenue 7d"):
        press.subscribe(words)
    press.clock("09:00")

    look(replace(press.poster, answers=_Failing(press.answering)))

    assert press.owed() == ["2 2026-11-23"]
    assert "subscription not answered" in caplog.text
    look(press.poster)
    assert press.owed() == ["2 2026-11-23", "1 2026-11-23"]


def test_a_database_that_is_away_is_said_and_looked_for_again(press: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A restart of the database does not end the subscriptions."""
    away = open_database("postgresql://nobody@127.0.0.1:9/none")

    look(replace(press.poster, database=away))

    assert "subscriptions not looked for" in caplog.text


def test_what_is_due_is_promised_from_the_calendar_alone(press: Any) -> None:
    """The auditor would miss nothing of a scheduler that stopped, were promises what was owed (story 24)."""
    made = press.clock("12:00", date(2026, 11, 22))
    daily = press.subscribe()
    press.subscribe(schedule=Schedule(Every.WEEK, time(10), 2), channel="U1")
    upto = press.clock("12:00", TUESDAY)

    def promised(between: Callable[..., Any] = promised_subscriptions) -> list[tuple[str, str]]:
        with press.database.read() as connection:
            return [(each.subject, each.channel) for each in between(connection, made - timedelta(days=3), upto)]

    assert promised() == [("1 2026-11-23", "C1"), ("1 2026-11-24", "C1"), ("2 2026-11-24", "U1")]
    press.book.change(daily, Change.PAUSE, "U1")
    assert promised() == [("2 2026-11-24", "U1")]


def test_everything_promised_stands_in_the_outbox(press: Any) -> None:
    """What was overtaken while nobody was there is settled, and not missing for ever."""
    press.subscribe()
    made, upto = press.clock("12:00", date(2026, 11, 22)), press.clock("09:05", date(2026, 11, 27))

    press.look()

    with press.database.read() as connection:
        promised = {each.subject for each in promised_subscriptions(connection, made, upto)}
        assert promised == set(connection.execute(select(outbox.c.subject)).scalars())


def test_what_comes_by_itself_shows_what_its_readers_may_see_by_now(press: Any) -> None:
    """Who has left finance would go on reading its numbers every morning."""
    press.subscribe()
    policy = read_access("finance: cac -> U0FIN")
    press.poster = replace(press.poster, sight_in=lambda channel: Sight(policy, policy.with_member(channel)))

    (owed,) = press.look("09:00")
    assert owed.text.startswith("CAC is not shown for Oct 23 – Nov 21, 2026: only for the group finance.")
    assert owed.picture is None
    assert owed.states == ()
