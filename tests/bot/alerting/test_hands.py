"""What people do about alerts, and what happens while they do nothing: in the message, in the log and in time."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clocks import move_clock
from quarters import days
from sqlalchemy import select
from watches import CAC, Watch

from alerts.escalation import QuietHours, escalation
from alerts.evaluation import What
from alerts.holds_kept import Posted
from alerts.watching import Watched
from bot.alerting.hands import Hands, Taken
from bot.alerting.response import Response
from bot.views.action_ids import ALERT_RELEASE, ALERT_TAKE
from sandbox.blocks.check import message_findings
from store.clock import read_clock
from store.tables import alert_log, alert_vigils

# On its days CAC is at warning level from the 14th, critical from the 15th, eased on Oct 8 and over on the 9th.
BEGIN, WORSE, EASED, OVER = date(2026, 9, 14), date(2026, 9, 15), date(2026, 10, 8), date(2026, 10, 9)
MINUTE = timedelta(minutes=1)
Opened = Callable[..., tuple[Hands, Posted]]


@pytest.fixture
def opened(watch: Watch) -> Opened:
    """A shop whose CAC is bad on the morning after a day, told of in its channel."""

    def open_on(
        day: date = WORSE, rule: Watched = CAC, *, chain: str = "15m remind", **chosen: Any
    ) -> tuple[Hands, Posted]:
        watch.morning(day, rule)
        watch.posts.deliver()
        response = Response(escalation("America/Toronto", chain, chosen.pop("quiet", ""), chosen.pop("rota", "")))
        hands = Hands(watch.quarter.database, replace(response, **chosen), lambda: [rule])
        (alert,) = watch.owed("alert")
        posted = hands.find(alert.posted_channel, alert.ts)
        assert posted is not None
        return hands, posted

    return open_on


def wait(watch: Watch, hands: Hands, by: timedelta) -> datetime:
    """Time passes, and what is due is done."""
    move_clock(watch.quarter.database, by)
    hands.watch()
    watch.posts.deliver()
    return read_clock(watch.quarter.database)


def moment(watch: Watch) -> datetime:
    return read_clock(watch.quarter.database)


def newest(watch: Watch) -> Mapping[str, Any]:
    """The message as people see it."""
    return watch.owed("alert", "alert-edit")[-1].message  # type: ignore[no-any-return]  # a row's JSON


def controls(message: Mapping[str, Any]) -> list[str]:
    blocks = [each for each in message["blocks"] if each["type"] == "actions"]
    return [each["action_id"] for block in blocks for each in block["elements"]]


def logged(watch: Watch, *what: What) -> list[tuple[str, str, str]]:
    query = select(alert_log.c.what, alert_log.c.person, alert_log.c.reason).order_by(alert_log.c.id)
    with watch.quarter.database.read() as connection:
        return [tuple(row) for row in connection.execute(query.where(alert_log.c.what.in_(what)))]


def holders(watch: Watch) -> list[tuple[str, ...]]:
    return [each.hold.people if each.hold else () for each in watch.episodes()]


def test_a_message_says_who_has_taken_it_up(watch: Watch, opened: Opened) -> None:
    """Two people would look into the same number, or nobody because each believes the other does."""
    hands, posted = opened()
    assert ALERT_TAKE in controls(newest(watch))

    hands.touch(posted, "U01", "eyes", moment(watch), is_set=True)
    message = newest(watch)
    assert holders(watch) == [("U01",)]
    assert "U01" in str(message["blocks"][-2])
    assert "acknowledged" in str(message["blocks"][-2])
    assert ALERT_RELEASE in controls(message)
    assert message_findings(message["blocks"]) == []

    hands.touch(posted, "U01", "eyes", moment(watch) + MINUTE, is_set=False)
    move_clock(watch.quarter.database, 2 * MINUTE)
    hands.watch()
    assert holders(watch) == [()]
    assert ALERT_TAKE in controls(newest(watch))
    assert logged(watch, What.ACKNOWLEDGED, What.RELEASED) == [
        ("acknowledged", "U01", "eyes"),
        ("not acknowledged any more", "U01", "eyes taken away"),
    ]


def test_what_stands_in_the_message_besides_stays(watch: Watch, opened: Opened) -> None:
    """Who acknowledges an alert would take its number and picture away from everybody."""
    hands, posted = opened()
    before = newest(watch)

    hands.take(posted, "U01", moment(watch))
    after = watch.owed("alert-edit")[-1]
    assert after.message["text"] == before["text"]
    assert after.message["blocks"][: len(before["blocks"]) - 1] == before["blocks"][:-1]
    assert after.picture == watch.owed("alert")[0].picture


def test_what_gets_worse_is_in_nobodys_hands(watch: Watch, opened: Opened) -> None:
    """An acknowledged warning would turn critical in silence."""
    hands, posted = opened(BEGIN)
    hands.take(posted, "U01", moment(watch))
    watch.posts.deliver()
    assert holders(watch) == [("U01",)]

    watch.morning(WORSE, CAC)
    assert holders(watch) == [()]
    assert ALERT_TAKE in controls(newest(watch))
    assert logged(watch, What.RELEASED) == [("not acknowledged any more", "U01", "it has run out, or it has got worse")]
    # Pressed again, it counts for what it is now.
    assert hands.take(posted, "U01", moment(watch)) is Taken.DONE
    assert holders(watch) == [("U01",)]


def test_a_late_mark_never_reopens_what_is_over(watch: Watch, opened: Opened) -> None:
    """A reaction that Slack delivered late would raise an alert from the dead."""
    hands, posted = opened()
    given = moment(watch)
    for day in days(WORSE + timedelta(days=1), OVER):
        watch.morning(day, CAC)
        watch.posts.deliver()
    told = len(watch.owed())

    hands.touch(posted, "U01", "eyes", moment(watch), is_set=True)
    assert hands.take(posted, "U01", moment(watch) + MINUTE) is Taken.OVER
    (episode,) = watch.episodes()
    assert (episode.ending, episode.hold, episode.first_held_at) == (What.RESOLVED, None, None)
    assert len(watch.owed()) == told
    # What was given in time and arrives late counts as what it was.
    hands.touch(posted, "U02", "eyes", given, is_set=True)
    (episode,) = watch.episodes()
    assert (episode.first_held_at, episode.ending) == (given, What.RESOLVED)


def test_events_again_and_in_any_order(watch: Watch, opened: Opened) -> None:
    """Slack delivers events again and out of order: who holds it must not depend on that."""
    hands, posted = opened()
    start = moment(watch)
    move_clock(watch.quarter.database, timedelta(hours=1))
    done = [
        (person, name, start + minute * MINUTE, is_set)
        for minute, (person, name, is_set) in enumerate(
            [("U01", "eyes", True), ("U01", "eyes", False), ("U02", "eyes", True), ("U01", "eyes", True),
             ("U02", "eyes", False), ("U03", "white_check_mark", True)], 1
        )
    ]  # fmt: skip
    delivered = [*done[::2], *done[:3], *reversed(done)]

    for person, name, at, is_set in delivered:
        hands.touch(posted, person, name, at, is_set=is_set)
    assert holders(watch) == [("U01", "U03")]


def test_what_happens_at_once_is_done_one_after_the_other(watch: Watch, opened: Opened) -> None:
    """Two people and the recovery in the same second would leave a message that belongs to none of them."""
    hands, posted = opened()
    for day in days(WORSE + timedelta(days=1), EASED):
        watch.morning(day, CAC)
        watch.posts.deliver()
    at = moment(watch)

    with ThreadPoolExecutor(3) as pool:
        tasks = [
            pool.submit(hands.touch, posted, "U01", "eyes", at, is_set=True),
            pool.submit(hands.take, posted, "U02", at),
            pool.submit(watch.morning, OVER, CAC),
        ]
        for task in tasks:
            task.result(timeout=60)
    (episode,) = watch.episodes()
    assert episode.ending is What.RESOLVED
    assert controls(newest(watch)) == []
    assert "has recovered" in newest(watch)["text"]


def test_who_presses_take_back_lets_go_of_what_they_pressed(watch: Watch, opened: Opened) -> None:
    """A button that took back other people's word would undo what they rely on."""
    hands, posted = opened()
    hands.take(posted, "U01", moment(watch))

    move_clock(watch.quarter.database, MINUTE)
    assert hands.release(posted, "U02", moment(watch)) is Taken.NOT_THEIRS
    assert holders(watch) == [("U01",)]
    assert hands.release(posted, "U01", moment(watch)) is Taken.DONE
    assert holders(watch) == [()]


def test_the_chain_goes_on_until_somebody_has_it(watch: Watch, opened: Opened) -> None:
    """A critical alert that nobody sees at night would wait for the morning meeting."""
    hands, posted = opened(chain="15m remind, 30m U05, 1h S06, 2h C07")
    hands.watch()
    said = lambda: [(each.channel, each.about_id, each.message["text"]) for each in watch.owed("alert-reminder")]  # noqa: E731

    wait(watch, hands, 14 * MINUTE)
    assert said() == []
    wait(watch, hands, MINUTE)
    title = "🚨 CAC is critical: $51.20"
    assert said() == [("C1", posted.id, f"<@U9> ⏰ Nobody has acknowledged this for 15 minutes: {title}")]
    wait(watch, hands, 15 * MINUTE)
    assert said()[1:] == [("U05", None, f"⏰ Nobody has acknowledged this for 30 minutes in <#C1>: {title}")]
    wait(watch, hands, 30 * MINUTE)
    assert said()[2][:2] == ("C1", posted.id)
    assert "<!subteam^S06>" in said()[2][2]
    reminder = watch.owed("alert-reminder")[1]
    assert message_findings(reminder.message["blocks"]) == []

    # A mark on what reminds of it is one on it.
    echo = hands.find(reminder.posted_channel, reminder.ts)
    assert echo is not None
    assert hands.take(echo, "U05", moment(watch)) is Taken.DONE
    assert holders(watch) == [("U05",)]
    wait(watch, hands, timedelta(hours=5))
    assert len(said()) == 3


def test_after_an_outage_nobody_is_skipped_nor_all_called_at_once(watch: Watch, opened: Opened) -> None:
    """After three hours without a database the chief would be called in the same minute as who is on duty."""
    hands, _ = opened(chain="15m U01, 30m U02, 1h U03")
    hands.watch()

    told = []
    for _ in range(60):
        wait(watch, hands, timedelta(hours=3) if not told else MINUTE)
        told.append([each.channel for each in watch.owed("alert-reminder")])
    assert told[0] == ["U01"]
    assert told[14] == ["U01"]
    assert told[15] == ["U01", "U02"]
    assert told[45] == ["U01", "U02", "U03"]


def test_the_last_step_may_be_repeated(watch: Watch, opened: Opened) -> None:
    """Told once, and forgotten: a chain that ends before anybody has it ends in silence."""
    hands, _ = opened(chain="15m U01, 30m U02, every 4h")
    hands.watch()

    for _ in range(10):
        wait(watch, hands, timedelta(hours=1))
    assert [each.channel for each in watch.owed("alert-reminder")] == ["U01", "U02", "U02", "U02"]


def test_a_chain_begins_when_the_message_stands_there(watch: Watch) -> None:
    """While Slack is away people would be reminded of what they were never told."""
    watch.morning(WORSE, CAC)
    hands = Hands(watch.quarter.database, Response(escalation("UTC", "15m remind", "", "")), lambda: [CAC])
    move_clock(watch.quarter.database, timedelta(hours=6))
    hands.watch()

    with watch.quarter.database.read() as connection:
        assert connection.execute(select(alert_vigils)).all() == []


def test_quiet_hours_put_reminders_off(watch: Watch, opened: Opened) -> None:
    """A number of a closed day does not change at night; people sleep."""
    hands, _ = opened(quiet="00:00-07:00")
    hands.watch()

    wait(watch, hands, timedelta(hours=4, minutes=59))
    assert watch.owed("alert-reminder") == []
    # It was looked at at two o'clock.
    wait(watch, hands, MINUTE)
    assert len(watch.owed("alert-reminder")) == 1


def test_who_is_on_duty_is_told(watch: Watch, opened: Opened) -> None:
    """The rota's step would wake who has the week off."""
    # Sep 16, 2026 is a Wednesday.
    hands, _ = opened(chain="15m rota", rota="mon-tue U01, wed U02, wed-sun U03")
    hands.watch()

    wait(watch, hands, 15 * MINUTE)
    assert [each.channel for each in watch.owed("alert-reminder")] == ["U02", "U03"]


def test_what_has_eased_or_runs_out(watch: Watch, opened: Opened) -> None:
    """An acknowledgement that lasts a day must not silence the week; a warning needs no chain."""
    hands, posted = opened(lasts=timedelta(days=1))
    hands.take(posted, "U01", moment(watch))
    wait(watch, hands, timedelta(hours=23))
    assert holders(watch) == [("U01",)]

    wait(watch, hands, timedelta(hours=1))
    assert holders(watch) == [()]
    wait(watch, hands, 15 * MINUTE)
    assert len(watch.owed("alert-reminder")) == 1
    for day in days(WORSE + timedelta(days=1), EASED):
        watch.morning(day, CAC)
        watch.posts.deliver()
    hands.watch()
    with watch.quarter.database.read() as connection:
        assert connection.execute(select(alert_vigils.c.ending)).scalars().all() == ["eased"]


def test_reactions_are_read_back(watch: Watch, opened: Opened) -> None:
    """Events are lost while the bot is down: what was acknowledged meanwhile would be escalated."""
    hands, posted = opened()
    at = wait(watch, hands, 5 * MINUTE)

    hands.reconcile(posted, {("U01", "eyes")}, at)
    assert holders(watch) == [("U01",)]
    later = wait(watch, hands, 5 * MINUTE)
    # The event of a mark that was gone again comes late.
    hands.touch(posted, "U02", "eyes", at - 2 * MINUTE, is_set=True)
    assert holders(watch) == [("U01",)]
    hands.reconcile(posted, set(), later)
    assert holders(watch) == [()]


def test_quiet_hours_in_any_zone_end_once() -> None:
    """Over midnight, and on the day on which the clocks change."""
    chain = escalation("America/Toronto", "15m remind", "22:00-07:00", "")
    zone = ZoneInfo("America/Toronto")

    assert chain.quiet == QuietHours(time(22), time(7))
    for begin, due in [
        (datetime(2026, 11, 20, 21, 40, tzinfo=zone), datetime(2026, 11, 20, 21, 55, tzinfo=zone)),
        (datetime(2026, 11, 20, 21, 50, tzinfo=zone), datetime(2026, 11, 21, 7, tzinfo=zone)),
        (datetime(2026, 11, 1, 1, 20, tzinfo=zone), datetime(2026, 11, 1, 7, tzinfo=zone)),
        (datetime(2026, 11, 21, 6, 50, tzinfo=zone), datetime(2026, 11, 21, 7, 5, tzinfo=zone)),
    ]:
        assert chain.due(0, begin) == due


@pytest.mark.parametrize(
    ("chain", "quiet", "rota", "sentence"),
    [
        ("soon U01", "", "", "must be a time and whom to tell"),
        ("15m nobody", "", "", "must be a time and whom to tell"),
        ("1h U012, 15m remind", "", "", "in the order of their times"),
        ("", "22-7", "", "must be two times of day"),
        ("", "07:00-07:00", "", "quiet all day or never"),
        ("", "", "xyz U012", "must be days and a Slack user id"),
    ],
)
def test_what_cannot_be_read_is_explained(chain: str, quiet: str, rota: str, sentence: str) -> None:
    """A chain with a spelling mistake would tell nobody."""
    with pytest.raises(ValueError, match=sentence):
        escalation("UTC", chain, quiet, rota)
