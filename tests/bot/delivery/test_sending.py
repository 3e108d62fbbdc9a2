"""What is owed is posted once, and proved; whatever Slack does meanwhile."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.outgoing import key_of
from sandbox import Fault, FaultKind, Landing
from store.owing import Action, OutboxStatus, Priority


async def test_what_is_owed_is_posted_and_proved(room: Any) -> None:
    """A digest arrives, and kpibot knows where it stands."""
    digest = room.owe()
    await room.deliver()

    [message] = room.posted()
    row = room.row(digest)
    assert (row["status"], row["proof"], row["posted_channel"], row["ts"]) == (
        OutboxStatus.PROVED,
        "answer",
        room.channel(),
        message.ts,
    )
    assert message.metadata["event_payload"]["key"] == key_of("digest", "executive 2026-11-22", room.channel())


LOST_ANSWERS = [
    Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.AT_ONCE),
    Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.NEVER),
    Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.LATE, seconds=40),
    Fault(FaultKind.HANG, "chat.postMessage", lands=Landing.AT_ONCE),
    Fault(FaultKind.HANG, "chat.postMessage", lands=Landing.NEVER),
    Fault(FaultKind.SERVER_ERROR, "chat.postMessage", lands=Landing.AT_ONCE),
    Fault(FaultKind.SERVER_ERROR, "chat.postMessage", lands=Landing.NEVER),
    Fault(FaultKind.RATE_LIMITED, "chat.postMessage", lands=Landing.AT_ONCE, retry_after=20),
    Fault(FaultKind.RATE_LIMITED, "chat.postMessage", lands=Landing.NEVER, retry_after=20),
    Fault(FaultKind.API_ERROR, "chat.postMessage", lands=Landing.AT_ONCE, error="internal_error"),
    Fault(FaultKind.API_ERROR, "chat.postMessage", lands=Landing.NEVER, error="fatal_error"),
]


@pytest.mark.parametrize("fault", LOST_ANSWERS, ids=lambda each: f"{each.kind}-{each.lands}")
async def test_a_lost_answer_costs_no_message_and_doubles_none(room: Any, fault: Fault) -> None:
    """Slack took the message and said nothing, or said so and did not: it stands there once."""
    digest = room.owe()
    room.workspace.faults.add(fault)

    await room.deliver()
    await room.settle(5)

    assert room.texts() == ["Digest: executive 2026-11-22"]
    assert room.row(digest)["status"] == OutboxStatus.PROVED
    expected = "answer" if fault.lands is Landing.NEVER else "history"
    assert room.row(digest)["proof"] == expected


async def test_several_lost_answers_in_a_row_are_survived(room: Any) -> None:
    """A bad hour of Slack's ends with one message."""
    digest = room.owe()
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", times=4))
    room.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, "conversations.history", times=3))

    await room.deliver()
    await room.settle(60)

    assert room.texts() == ["Digest: executive 2026-11-22"]
    assert room.row(digest)["status"] == OutboxStatus.PROVED


async def test_a_reply_is_looked_for_in_its_thread(room: Any) -> None:
    """A correction whose answer was lost is not said twice."""
    digest = room.owe()
    await room.deliver()
    reply = room.owe("correction", kind="correction", about_id=digest)
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.AT_ONCE))

    await room.deliver()
    await room.settle(3)

    root, answer = room.posted()
    assert (answer.thread_ts, answer.text) == (root.ts, "Digest: correction")
    assert room.row(reply)["proof"] == "history"


async def test_a_key_in_somebody_elses_message_proves_nothing(room: Any) -> None:
    """Nobody keeps a digest back by posting its key, which every member may read."""
    room.owe("another")
    await room.deliver()
    room.owe()
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage"))
    await room.deliver()
    forged = {"event_type": "x", "event_payload": {"key": key_of("digest", "executive 2026-11-22", room.channel())}}
    room.workspace.log.put(
        replace(room.posted()[-1], user=room.owner, ts=f"{room.now.timestamp():.6f}", metadata=forged)
    )

    await room.settle(3)

    assert room.texts() == ["Digest: another", "Digest: executive 2026-11-22"]


async def test_without_the_history_scope_it_says_that_it_may_repeat(room: Any) -> None:
    """Where kpibot may not read back, a message that may have arrived is rather repeated than lost, and says so."""
    room.workspace.set_scopes("chat:write")
    room.owe()
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.AT_ONCE))

    await room.deliver()
    await room.settle(3)

    first, second = room.posted()
    assert second.text.endswith("kpibot could not read back whether that one arrived.")
    assert "may repeat" not in first.text


async def test_one_channel_is_paced_and_others_go_on(room: Any) -> None:
    """Twenty digests in one channel do not keep the alert in another waiting."""
    for number in range(3):
        room.owe(f"number {number}")
    room.owe("elsewhere", channel="growth")
    sender = room.sender()

    while await sender.step():
        pass

    assert (len(room.posted()), len(room.posted("growth"))) == (1, 1)
    await room.advance(1)
    await room.deliver(sender)
    assert room.texts() == [f"Digest: number {number}" for number in range(3)]


async def test_a_pause_that_slack_asks_for_is_kept_in_that_channel_alone(room: Any) -> None:
    """Nobody hammers Slack, and nobody else waits."""
    room.owe("held up")
    room.owe("elsewhere", channel="growth")
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.postMessage", channel="general", retry_after=30))

    await room.deliver()
    await room.advance(20)
    await room.deliver()
    assert (room.texts(), room.texts("growth")) == ([], ["Digest: elsewhere"])

    await room.advance(15)
    await room.deliver()
    assert room.texts() == ["Digest: held up"]


async def test_where_slack_refuses_one_channel_after_another_all_of_them_wait(room: Any) -> None:
    """In a large workspace each of a thousand digests would be tried, refused and looked for in the same minute."""
    room.workspace.invite_bot("finance")
    for channel in ("general", "growth", "finance"):
        room.owe(f"to {channel}", channel=channel)
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.postMessage", times=2, retry_after=30))

    await room.deliver()
    posts = [call for call in room.workspace.journal.calls if call.method == "chat.postMessage"]
    await room.advance(35)
    await room.deliver()
    await room.settle(5)

    assert len(posts) == 2
    assert [room.texts(channel) for channel in ("general", "growth", "finance")] == [
        ["Digest: to general"],
        ["Digest: to growth"],
        ["Digest: to finance"],
    ]


async def test_criticals_go_first(room: Any) -> None:
    """After an hour away the alert is posted before the digests that have piled up."""
    room.owe("first")
    room.owe("second")
    room.owe("runway", kind="alert", priority=Priority.CRITICAL)

    await room.deliver()

    assert room.texts()[0] == "Digest: runway"


async def test_replicas_post_one_message(room: Any) -> None:
    """Three replicas are as safe as one."""
    for number in range(4):
        room.owe(f"number {number}")
    senders = [room.sender(name) for name in "abc"]

    for _ in range(8):
        await asyncio.gather(*(sender.step() for sender in senders))
        await room.advance(1)

    assert sorted(room.texts()) == [f"Digest: number {number}" for number in range(4)]


async def test_a_direct_message_is_opened_and_proved_there(room: Any) -> None:
    """An owner's notice is found again in the conversation with them."""
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.AT_ONCE))
    notice = room.owe("missing", channel=room.owner)

    await room.deliver()
    await room.settle(3)

    assert room.row(notice)["posted_channel"] == room.workspace.direct("ada").id
    assert [each.text for each in room.workspace.messages(room.workspace.direct("ada"))] == ["Digest: missing"]


async def test_an_edit_waits_for_its_message_and_only_the_newest_counts(room: Any) -> None:
    """A mark appears on the message that it belongs to, and an older one never comes after a newer."""
    digest = room.owe()
    for number in range(2):
        room.owe(f"mark {number}", kind="mark", action=Action.EDIT, about_id=digest, series="mark 1")
    room.workspace.faults.add(Fault(FaultKind.DROP, "chat.update", lands=Landing.AT_ONCE))

    await room.deliver()
    await room.settle(3)

    [message] = room.posted()
    assert message.text == "Digest: mark 1"
