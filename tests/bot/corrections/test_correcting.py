"""A posted number that late rows have moved is put right in its thread: once, and in place if it moves again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from clocks import move_clock
from moments import NOW
from posts import stated
from sqlalchemy import text

from bot.corrections.followed import follow_posted, read_followed
from bot.corrections.judging import Correction
from bot.corrections.recording import record_compared, record_corrected
from metrics.answer import Snapshot

HEADER = {"type": "header", "text": {"type": "plain_text", "text": "Good morning"}}
PRINT = {"type": "context", "elements": [{"type": "plain_text", "text": "Snapshot 1"}]}


def said(desk: Any) -> list[str]:
    """What was owed about corrections, in order."""
    return [row.message["text"] for row in desk.posts.rows("correction")]


def test_late_rows_bring_one_reply_and_one_mark(desk: Any) -> None:
    """Who decided on $700 in the morning would never learn that it is $745."""
    digest = desk.posts.post(stated("700"), blocks=[HEADER, PRINT])
    desk.late("late1", 45)
    looked = desk.look()

    (reply,) = desk.posts.rows("correction")
    (mark,) = desk.posts.rows("correction-mark")
    assert looked.corrected == 1
    assert (reply.action, reply.about_id, reply.channel) == ("post", digest, "C1")
    assert reply.message["text"] == (
        "Correction for Nov 15 – Nov 21, 2026: Net revenue: $745.00, was $700.00 (+6.4%). "
        "Why: 1 late order of Nov 20, 2026 (late1)."
    )
    assert (mark.action, mark.about_id, mark.channel) == ("edit", digest, "C1")
    line = "Corrected Nov 22, 10:00: Net revenue now $745.00 (was $700.00). See thread."
    assert mark.message["text"] == f"The numbers. {line}"
    assert [block["type"] for block in mark.message["blocks"]] == ["header", "context", "context"]
    assert mark.message["blocks"][1]["elements"][0]["text"] == f"✏️ {line}"
    assert mark.message["blocks"][2] == PRINT


def test_looking_again_says_nothing_more(desk: Any) -> None:
    """Every five minutes the channel would be told the same."""
    desk.posts.post(stated("700"))
    desk.late("late1")
    first, again = desk.look(), desk.look()
    desk.posts.deliver()
    desk.late("today", day=date(2026, 11, 22))
    later = desk.look()

    assert (first.corrected, again.compared, later.compared) == (1, 0, 0)
    assert len(said(desk)) == 1


def test_two_replicas_at_once_correct_once(desk: Any) -> None:
    """Each replica would reply to the same message."""
    for number in range(3):
        desk.posts.post(stated("700"), subject=f"executive {number}")
    desk.late("late1")
    with ThreadPoolExecutor(4) as replicas:
        list(replicas.map(lambda holder: desk.replica(holder).look(), "abcd"))
        # Without the lease as well: a replica that was frozen writes what it had begun.
        list(replicas.map(lambda holder: desk.replica(holder)._look(), "abcd"))

    assert len(said(desk)) == 3


def test_a_replica_that_was_frozen_in_the_middle_says_nothing(desk: Any) -> None:
    """It would say again, when it wakes up, what another has said since."""
    digest = desk.posts.post(stated("700"))
    with desk.shop.database.write() as connection:
        follow_posted(connection)
        before = read_followed(connection, digest)
    desk.late("late1")
    desk.look()

    with desk.shop.database.write() as connection:
        assert not record_compared(connection, before, 2)
        assert not record_corrected(connection, Correction(before, 1, (), Snapshot(2, NOW)), 2, ())
    assert len(said(desk)) == 1


def test_below_the_tolerance_nothing_is_said(desk: Any) -> None:
    """One per cent is what the company said that it can live with."""
    desk.posts.post(stated("700"))
    desk.late("late1", 7)
    desk.look()
    before = said(desk)
    desk.late("late2", 1)
    desk.look()

    assert before == []
    assert "Net revenue: $708.00, was $700.00 (+1.1%)" in said(desk)[0]


def test_a_number_that_moves_again_changes_the_reply(desk: Any) -> None:
    """The thread would become a log of numbers, of which only the last is true."""
    digest = desk.posts.post(stated("700"))
    desk.late("late1", 45)
    desk.look()
    desk.posts.deliver()
    desk.late("late2", 5, day=date(2026, 11, 19))
    within = desk.look()
    desk.late("late3", 50)
    desk.look()

    first, edit = desk.posts.rows("correction")
    _, mark = desk.posts.rows("correction-mark")
    assert within.corrected == 0
    assert (edit.action, edit.about_id) == ("edit", first.id)
    assert "Net revenue: $800.00, was $700.00 (+14.3%)" in edit.message["text"]
    assert "3 late orders of Nov 20, 2026 and Nov 19, 2026 (late1, late2, late3)" in edit.message["text"]
    small = [each["text"] for each in edit.message["blocks"][-1]["elements"]]
    assert small == [
        "Corrected before (Nov 22, 10:00): Net revenue $745.00",
        "Snapshot 4, published Nov 22, 10:00",
    ]
    assert mark.about_id == digest
    assert mark.message["text"] == (
        "The numbers. Corrected Nov 22, 10:00: Net revenue now $800.00 (was $700.00). See thread."
    )


def test_a_number_that_comes_back_is_said_to_be_back(desk: Any) -> None:
    """A correction that no longer holds would stand below a message that does."""
    desk.posts.post(stated("700"))
    desk.late("late1", 45)
    desk.look()
    with desk.shop.database.write() as connection:
        connection.execute(text("DELETE FROM orders WHERE id = 'late1'"))
    desk.shop.run()
    desk.look()

    assert said(desk)[1].startswith("Correction for Nov 15 – Nov 21, 2026: Net revenue: $700.00 again, as posted. ")
    assert "Net revenue again $700.00. See thread." in desk.posts.rows("correction-mark")[1].message["text"]


def test_a_number_that_nearly_comes_back_says_what_was_posted(desk: Any) -> None:
    """$703 is not "again" $700."""
    desk.posts.post(stated("700"))
    desk.late("late1", 45)
    desk.look()
    with desk.shop.database.write() as connection:
        connection.execute(text("UPDATE orders SET gross_amount = 3 WHERE id = 'late1'"))
    desk.shop.run()
    desk.look()

    assert "Net revenue: $703.00, close to the $700.00 that was posted" in said(desk)[1]


def test_only_the_numbers_that_moved_are_named(desk: Any) -> None:
    """Who reads four numbers looks for the one that is new."""
    old = stated("100", "netrevenue 2026-11-08", title="Net revenue of a Sunday")
    desk.posts.post(stated("700"), old, stated("14", "orders 7d", title="Orders", shown="14"))
    desk.late("late1", 50)
    desk.look()

    assert "Net revenue: $750.00, was $700.00 (+7.1%); Orders: 15, was 14 (+7.1%)." in said(desk)[0]
    assert "Sunday" not in said(desk)[0]


def test_a_reply_is_corrected_in_the_thread_that_it_stands_in(desk: Any) -> None:
    """Slack has no threads in threads: the correction of a digest's rest would land in the open channel."""
    digest = desk.posts.post(stated("700"))
    rest = desk.posts.post(stated("14", "orders 7d", title="Orders", shown="14"), kind="digest-rest", about_id=digest)
    desk.late("late1", 45)
    desk.look()

    about = {row.subject: row.about_id for row in desk.posts.rows("correction")}
    assert about == {str(digest): digest, str(rest): digest}
    assert {row.about_id for row in desk.posts.rows("correction-mark")} == {digest, rest}


def test_after_thirty_days_a_message_is_history(desk: Any) -> None:
    """Books that are closed are not reopened in Slack; but a day earlier they are."""
    desk.posts.post(stated("700"), subject="old")
    move_clock(desk.shop.database, timedelta(days=1))
    desk.posts.post(stated("700"), subject="young")
    move_clock(desk.shop.database, timedelta(days=29))
    desk.late("late1")
    desk.look()

    (reply,) = desk.posts.rows("correction")
    assert reply.subject == str(desk.posts.rows("digest")[1].id)


def test_what_does_not_stand_in_slack_is_not_corrected(desk: Any) -> None:
    """A reply to a message that was never posted would be posted alone."""
    refused = desk.posts.post(stated("700"), subject="refused")
    desk.posts.prove(refused, status="refused")
    answered = desk.posts.post(stated("700"), kind="notice")
    desk.late("late1")

    assert desk.look().compared == 0
    assert answered
