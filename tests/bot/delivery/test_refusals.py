"""What Slack refuses, what comes too late, and what happens when a replica dies: nothing is lost in silence."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Fault, FaultKind
from store.owing import OutboxStatus


async def test_one_closed_channel_of_five_keeps_no_other_waiting(room: Any) -> None:
    """Four channels have their digest; the owner is told of the fifth, which has its own once it is open."""
    names = ["general", "growth", "sales", "board", "launch"]
    for name in names[2:]:
        room.workspace.add_channel(name)
    digests = {name: room.owe(f"executive {name}", channel=name) for name in names}
    room.workspace.archive("growth")

    await room.deliver()

    assert {name for name in names if room.texts(name)} == set(names) - {"growth"}
    assert room.row(digests["growth"])["status"] == OutboxStatus.REFUSED
    [notice] = room.notices()
    assert "<#C" in notice
    assert "it is archived: unarchive it, or name another channel (Slack says is_archived)" in notice

    room.workspace.unarchive("growth")
    await room.settle(10)
    assert room.texts("growth") == ["Digest: executive growth"]
    assert len(room.notices()) == 1


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("not_in_channel", "invite it there"),
        ("channel_not_found", "name another"),
        ("restricted_action", "restricted"),
        ("user_not_found", "no such person"),
        ("missing_scope", "scopes of manifest.json"),
        ("some_new_error", "some_new_error"),
    ],
)
async def test_each_refusal_says_what_to_do(room: Any, code: str, advice: str) -> None:
    """The owner reads a sentence that they can act on."""
    room.owe()
    room.workspace.faults.add(Fault(FaultKind.API_ERROR, "chat.postMessage", error=code, channel="general", times=3))

    await room.deliver()
    await room.settle(5)

    assert len(room.notices()) == 1
    assert advice in room.notices()[0]


async def test_many_refusals_of_one_channel_are_one_notice(room: Any) -> None:
    """An archived channel does not fill the owner's messages."""
    room.workspace.archive("general")
    for number in range(5):
        room.owe(f"number {number}")

    await room.deliver()
    await room.settle(30)

    assert len(room.notices()) == 1


async def test_a_revoked_token_stops_all_and_loses_nothing(room: Any) -> None:
    """After the app is installed again, everything that was owed meanwhile arrives."""
    for number in range(3):
        room.owe(f"number {number}")
    room.workspace.revoke_token()
    await room.settle(20)
    tries = len([call for call in room.workspace.journal.calls if call.method == "chat.postMessage"])

    room.workspace.restore_token()
    await room.settle(30)

    assert sorted(room.texts()) == [f"Digest: number {number}" for number in range(3)]
    # A minute's pause after each refusal: Slack is not hammered.
    assert tries <= 25


async def test_refused_blocks_go_out_as_words(room: Any) -> None:
    """A digest that Slack finds badly laid out is read all the same."""
    digest = room.owe(blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": ""}}])

    await room.deliver()

    assert room.texts() == ["Digest: executive 2026-11-22"]
    assert room.row(digest)["status"] == OutboxStatus.PROVED


async def test_what_is_too_late_is_not_posted_and_says_so(room: Any) -> None:
    """Nobody is told on Tuesday what was worth knowing on Monday; the record stays."""
    digest = room.owe(expires_at=room.now + timedelta(minutes=30))
    room.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, times=200))
    await room.settle(40)
    room.workspace.faults.clear()

    await room.settle(20)

    assert room.texts() == []
    assert (room.row(digest)["status"], room.row(digest)["error"]) == (OutboxStatus.EXPIRED, "too late to be of use")


async def test_after_an_outage_of_two_days_the_newest_digest_is_posted(room: Any) -> None:
    """Slack was away over two mornings: one digest is read, and the older one is on record as overtaken."""
    room.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, times=None))
    old = room.owe("executive 2026-11-22", series="digest executive")
    await room.settle(10)
    new = room.owe("executive 2026-11-23", series="digest executive")
    await room.settle(10)
    room.workspace.faults.clear()

    await room.settle(30)

    assert room.texts() == ["Digest: executive 2026-11-23"]
    assert (room.row(old)["status"], room.row(old)["error"]) == (OutboxStatus.EXPIRED, "overtaken by a newer one")
    assert room.row(new)["status"] == OutboxStatus.PROVED


async def test_a_reply_to_what_was_never_posted_is_not_posted(room: Any) -> None:
    """No correction stands in a channel without the message that it corrects."""
    digest = room.owe(expires_at=room.now)
    reply = room.owe("correction", kind="correction", about_id=digest)

    await room.deliver()

    assert room.texts() == []
    assert room.row(reply)["error"] == "what it is about was never posted"


@pytest.mark.parametrize("is_posted", [True, False])
async def test_a_replica_that_dies_while_it_sends_leaves_one_message(room: Any, is_posted: bool) -> None:  # noqa: FBT001  # pytest's parameter
    """Whether it died before the post or after it: the next replica finds out."""
    digest = room.owe()
    dead = room.sender("dead")
    row = dead._claim()  # it dies in the middle of its step
    if is_posted:
        await dead._put(row, room.channel(), plain=False)  # likewise

    await room.deliver(room.sender("next"))
    assert len(room.texts()) == int(is_posted)
    await room.settle(3)

    assert room.texts() == ["Digest: executive 2026-11-22"]
    assert room.row(digest)["proof"] == ("history" if is_posted else "answer")


async def test_a_replica_that_wakes_after_its_lease_posts_nothing(room: Any) -> None:
    """What was frozen finds its row taken over, and does not post it again."""
    room.owe()
    frozen = room.sender("frozen")
    row = frozen._claim()  # it freezes in the middle of its step
    await room.settle(3)

    await frozen._send(row)  # and goes on

    assert room.texts() == ["Digest: executive 2026-11-22"]
