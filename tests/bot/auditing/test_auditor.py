"""What was promised and does not stand in Slack is said, once; and the heartbeat is silent until it does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from typing import Any

from clocks import set_clock
from moments import NOW

from bot.auditing.auditor import audit, audits
from bot.auditing.missing import PATIENCE
from bot.waking import woken
from store.owing import Priority

MISSED = "The digest “executive 2026-11-22” for <#C1> was due Nov 22, 09:00: it was never made."


def test_a_scheduler_that_has_stopped_is_noticed(office: Any) -> None:
    """Story 24: no digest is made, nothing fails, and on Monday somebody asks since when."""
    office.look_at("09:01")
    before = (office.told(), office.heard(), len(office.heartbeat.heard))
    office.look_at("09:02")

    text = f"{MISSED} Whatever makes it has stopped, or fails: the log says why."
    assert before == ([], [], 1)
    assert (office.told(), office.heard(), len(office.heartbeat.heard)) == ([text], [text], 1)


def test_it_is_said_once_and_the_heartbeat_stays_silent(office: Any) -> None:
    """Story 21: a notice each minute of a night is read by nobody."""
    for clock in ("09:02", "09:03", "15:00"):
        office.look_at(clock)

    assert len(office.told()) == 1
    assert office.heartbeat.heard == []


def test_replicas_at_once_say_it_once(office: Any) -> None:
    """Each replica would call the owner."""
    set_clock(office.database, NOW)
    with ThreadPoolExecutor(4) as replicas:
        list(replicas.map(lambda holder: audit(office.replica(holder)), "abcdabcd"))

    assert len(office.told()) == 1


def test_two_that_look_in_the_same_moment_say_it_once(office: Any) -> None:
    """A replica that was frozen under its lease wakes up beside the one that took it over."""
    set_clock(office.database, NOW)
    both = Event()

    def look(_: int) -> None:
        both.wait(5)
        with office.database.write() as connection:
            office.auditor._look(connection)

    with ThreadPoolExecutor(2) as replicas:
        looks = [replicas.submit(look, number) for number in range(2)]
        both.set()
        for each in looks:
            each.result()

    assert len(office.told()) == 1


def test_what_comes_late_is_said_to_be_there(office: Any) -> None:
    """The owner would drive to the office for a digest that stands in its channel."""
    office.look_at("09:02")
    office.owe()
    set_clock(office.database, NOW)
    office.posts.deliver()
    office.look_at("10:01")
    office.look_at("10:02")

    assert office.told()[1:] == ["The digest “executive 2026-11-22” for <#C1> is delivered, 1 hour late."]
    assert office.heard() == office.told()
    assert len(office.heartbeat.heard) == 2


def test_what_stands_in_slack_before_the_deadline_is_no_matter(office: Any) -> None:
    """All agrees on every ordinary day, and a notice then would be one too many."""
    digest = office.owe()
    set_clock(office.database, NOW)
    office.posts.prove(digest, ended_at=NOW - timedelta(hours=2))
    office.look_at("10:01")

    assert (office.told(), len(office.heartbeat.heard)) == ([], 1)


def test_several_are_one_notice(office: Any) -> None:
    """An outage of Slack would bring a message for each subscription."""
    for number in range(12):
        office.owe("subscription", f"cac weekly {number}", f"C{number}", due_at=office.at("08:30"))
    office.look_at("09:05")

    (told,) = office.told()
    lines = told.splitlines()
    assert lines[0] == "13 deliveries are missing:"
    assert lines[1] == (
        "• The subscription “cac weekly 0” for <#C0> was due Nov 22, 08:30: it is made, and not delivered."
    )
    assert lines[11] == "• And 3 more: /kpi status"
    assert lines[12:] == [
        "Slack is away, or does not take it: it goes out as soon as it can.",
        "Whatever makes it has stopped, or fails: the log says why.",
    ]


def test_a_message_that_nobody_promised_may_wait_as_long_as_its_kind(office: Any) -> None:
    """A critical alert that waits for six minutes is an outage; a correction is not."""
    office.owe("alert", "cac critical", priority=Priority.CRITICAL, due_at=office.at("08:30"))
    office.owe("correction", "7", priority=Priority.CORRECTION, due_at=office.at("08:30"))
    told = []
    for minutes in (4, 5, 59, 60):
        set_clock(office.database, office.at("08:30") + timedelta(minutes=minutes))
        audit(office.auditor)
        told.append([each.split("”")[0].removeprefix("The ") for each in office.told() if "executive" not in each])

    assert set(PATIENCE) == set(Priority)
    assert told == [[], ["alert “cac critical"], ["alert “cac critical"], ["alert “cac critical", "correction “7"]]


def test_a_message_past_its_expiry_is_missing_before_its_patience_ends(office: Any) -> None:
    """What should have been given up and was not shows that the sender has stopped."""
    office.owe("note", "x", due_at=office.at("08:30"), expires_at=office.at("08:30") + timedelta(minutes=3))
    office.look_at("08:36")

    assert "it is made, and not delivered" in office.told()[0]


def test_what_slack_refuses_is_told_by_the_delivery_and_by_the_webhook(office: Any) -> None:
    """The owner would read of it twice; the webhook, not at all, while Slack takes no notice either."""
    digest = office.owe()
    office.posts.prove(digest, status="refused", error="chat.postMessage failed: is_archived")
    office.look_at("08:00")

    assert office.told() == []
    (heard,) = office.heard()
    assert heard == (
        "The digest “executive 2026-11-22” for <#C1> was due Nov 22, 07:30: "
        "Slack refuses it (chat.postMessage failed: is_archived)."
    )
    assert office.heartbeat.heard == []


def test_a_notice_that_does_not_arrive_brings_no_notice(office: Any) -> None:
    """With Slack away, each notice would bring another, without end."""
    office.look_at("09:02")
    office.look_at("09:40")
    office.look_at("10:40")

    assert len(office.told()) == 1
    assert "The notice “audit 1” for <@U1> was due Nov 22, 09:02" in office.heard()[1]


def test_what_was_given_up_is_said_once_and_is_over(office: Any) -> None:
    """A digest that the next one has overtaken would silence the heartbeat for days."""
    digest = office.owe()
    office.posts.prove(digest, status="expired", error="overtaken")
    office.look_at("09:02")
    office.look_at("09:03")

    (told,) = office.told()
    assert told.endswith(": it was given up, too late to be of use (overtaken).")
    assert len(office.heartbeat.heard) == 2


def test_what_waited_and_was_then_given_up_is_said_to_be(office: Any) -> None:
    """The owner would wait for it."""
    digest = office.owe()
    office.look_at("09:02")
    office.posts.prove(digest, status="expired")
    office.look_at("09:03")

    assert office.told()[1:] == [
        "The digest “executive 2026-11-22” for <#C1> is no longer waited for: given up, too late to be of use."
    ]


def test_nothing_is_owed_from_before_the_audit_began(office: Any) -> None:
    """A fresh install would begin with three days of missing digests."""
    office.look_at("06:00")

    assert office.told() == []


def test_after_a_long_downtime_what_was_missed_meanwhile_is_said(office: Any) -> None:
    """Whoever comes back after a week learns of each digest that nobody got."""
    office.night_is_done(date(2026, 11, 30))
    office.look_at("09:01", date(2026, 11, 30))

    days = [line.split("executive ")[1][:10] for line in office.told()[0].splitlines() if "executive" in line]
    assert days == [f"2026-11-{day}" for day in range(22, 30)]


def test_a_promise_that_is_taken_back_is_not_waited_for(office: Any) -> None:
    """A subscription that was removed would silence the heartbeat."""
    office.look_at("09:02")
    office.auditor.promises.clear()
    office.look_at("09:03")

    assert (len(office.told()), len(office.heartbeat.heard)) == (1, 1)


def test_a_night_without_its_run_is_said_within_the_hour(office: Any) -> None:
    """The digest would come late, and nobody know why."""
    monday = date(2026, 11, 23)
    office.posts.prove(office.owe())
    office.look_at("02:09", monday)
    before = office.told()
    office.look_at("02:10", monday)

    assert before == []
    (told,) = office.told()
    assert told == (
        "The daily run of Nov 23, 2026 was due Nov 23, 01:10: it is not done. "
        "Numbers and digests wait for it; it is tried again by itself."
    )
    office.night_is_done(monday, "02:44")
    office.look_at("02:45", monday)
    assert office.told()[1:] == ["The daily run of Nov 23, 2026 is done, 1 hour 34 minutes late."]


def test_the_auditor_is_woken_with_the_bot(office: Any) -> None:
    """It would look in tests alone."""
    set_clock(office.database, NOW)
    looked = Event()
    wake = audits(office.auditor)

    def look_and_tell() -> None:
        wake.job()
        looked.set()

    with woken([type(wake)(look_and_tell, wake.every)]):
        assert looked.wait(10)
    assert len(office.told()) == 1
