"""@kpibot in channels and threads, and direct messages: the same words, answered where they were said."""

import logging
from typing import Any

import pytest

from bot.said import read_said
from bot.views.threads import thread_of
from metrics.periods import Trailing
from metrics.question import Question

BOT = "U0KPIBOT"


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def buttons(message: Any) -> dict[str, str]:
    """The buttons of a message: action id to value."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {e["action_id"]: e["value"] for row in rows for e in row if e["type"] == "button"}


def mention(**changes: Any) -> dict[str, Any]:
    """An app_mention event as Slack sends it."""
    event = {
        "type": "app_mention",
        "user": "U0000ADA",
        "channel": "C0GENERAL",
        "ts": "1795000000.000100",
        "text": f"<@{BOT}> cac 90d by channel",
        "client_msg_id": "one-gesture",
    }
    return event | changes


async def test_a_mention_is_answered_in_the_thread_of_its_message(started: Any) -> None:
    """A question among colleagues would be answered somewhere else, or fill the channel."""
    asked = await started.say("@kpibot cac 90d by channel")
    answer = await started.message(shows_picture)

    assert answer.thread_ts == asked.ts
    assert answer.ephemeral_for is None
    assert started.answers.asked == [Question("cac", Trailing(90), "channel")]


async def test_a_mention_in_a_thread_is_answered_in_that_thread(started: Any) -> None:
    """The discussion of a number would lose its number to another thread."""
    root = await started.say("what did we pay for customers?")
    await started.say("CAC please @kpibot", who="grace", thread_ts=root.ts)
    answer = await started.message(shows_picture)

    assert answer.thread_ts == root.ts
    assert started.answers.asked == [Question("cac")]


async def test_controls_of_an_answer_in_a_thread_edit_it_there(started: Any) -> None:
    """An answer in a thread would be dead, or break out of it."""
    asked = await started.say("@kpibot ltvcac")
    answer = await started.message(shows_picture)
    await started.click(answer, "show:period", "ltvcac 7d", who="grace")
    edited = await started.message(lambda m: "Last 7 days" in m.text and shows_picture(m))

    assert (edited.ts, edited.thread_ts) == (answer.ts, asked.ts)


async def test_what_is_said_to_who_clicks_in_a_thread_is_said_in_the_thread(started: Any) -> None:
    """It would appear in the channel, where nobody who reads a thread looks."""
    asked = await started.say("@kpibot ltvcac")
    answer = await started.message(shows_picture)
    await started.click(answer, "show:refresh", who="grace")
    await started.until(lambda: len(started.messages(viewer="grace")) == 2)

    told = started.messages(viewer="grace")[1]
    assert told.text == "Nothing new since: this is still the newest number."
    assert (told.ephemeral_for, told.thread_ts) == ("U00GRACE", asked.ts)


async def test_what_is_said_to_who_clicks_above_a_thread_is_said_in_the_channel(started: Any) -> None:
    """It would hide in a thread that the person has not opened."""
    await started.ask("ltvcac")
    answer = await started.message(shows_picture)
    await started.say("nice", thread_ts=answer.ts)
    await started.click(answer, "show:refresh", who="grace")
    await started.until(lambda: len(started.messages(viewer="grace")) == 2)

    assert started.messages(viewer="grace")[1].thread_ts is None


@pytest.mark.parametrize(
    ("container", "thread_ts"),
    [
        ({"message_ts": "1.2", "thread_ts": "1.1"}, "1.1"),
        ({"message_ts": "1.1", "thread_ts": "1.1"}, None),
        ({"message_ts": "1.1"}, None),
    ],
    ids=["a reply", "above a thread", "no thread"],
)
def test_a_click_belongs_to_the_thread_that_its_message_is_a_reply_in(container: Any, thread_ts: str | None) -> None:
    """Slack names the thread in a click on the message above it, too."""
    body = {"container": container, "actions": [{"block_id": "b1"}]}

    assert thread_of(body) == thread_ts


async def test_a_direct_message_is_answered_there(started: Any) -> None:
    """The bot's own conversation is where people try it out, and words without a slash are what they try first."""
    await started.server.send_direct("ada", "ltvcac 90d")
    direct = started.workspace.direct("ada")
    answer = await started.message(shows_picture, direct.id)

    assert (answer.thread_ts, answer.ephemeral_for) == (None, None)
    assert started.answers.asked == [Question("ltvcac", Trailing(90))]


async def test_a_direct_message_in_a_thread_is_answered_in_the_thread(started: Any) -> None:
    """The answer would be torn from its question."""
    root = await started.server.send_direct("ada", "ltvcac")
    direct = started.workspace.direct("ada")
    await started.message(shows_picture, direct.id)
    await started.server.send_direct("ada", "cac", thread_ts=root.ts)
    await started.until(lambda: len(started.messages(direct.id)) == 2)

    assert [m.thread_ts for m in started.messages(direct.id)] == [None, root.ts]


async def test_words_not_understood_are_met_for_the_asker_alone_and_lead_into_the_thread(started: Any) -> None:
    """A slip would be shown to everybody, and its repair would land outside the thread."""
    asked = await started.say("@kpibot ltvcca 90d")
    told = await started.message(viewer="ada")
    await started.click(told, "ask:0")
    await started.until(lambda: [m.ephemeral_for for m in started.messages(viewer="ada")] == [None])
    (answer,) = started.messages()

    # Below a message without replies Slack would show it to nobody.
    assert (told.ephemeral_for, told.thread_ts) == ("U0000ADA", None)
    assert told.text.startswith("I don't know “ltvcca”. I understood “90d”. Did you mean:")
    assert answer.thread_ts == asked.ts


async def test_words_not_understood_in_a_thread_are_met_and_mended_in_the_thread(started: Any) -> None:
    """The asker looks at the thread, not at the channel behind it."""
    root = await started.say("how are we doing?")
    await started.say("@kpibot ltvcca", thread_ts=root.ts)
    told = await started.message(viewer="ada")
    await started.click(told, "ask:0")
    answer = await started.message(shows_picture)

    assert (told.ephemeral_for, told.thread_ts) == ("U0000ADA", root.ts)
    assert answer.thread_ts == root.ts


async def test_words_not_understood_in_a_direct_message_are_met_by_a_message_that_stays(started: Any) -> None:
    """What is for one person alone is gone after a reload, and there is nobody to hide it from."""
    await started.server.send_direct("ada", "ltvcca 90d")
    direct = started.workspace.direct("ada")
    told = await started.message(where=direct.id)
    await started.click(told, "ask:0")
    await started.until(lambda: told.ts not in [m.ts for m in started.messages(direct.id)])
    answer = await started.message(where=direct.id)

    assert told.ephemeral_for is None
    assert answer.text.startswith("LTV:CAC: 4.21:1")


async def test_a_mention_that_fails_says_so_to_the_asker(started: Any) -> None:
    """A question in a channel would just be ignored."""
    started.answers.error = RuntimeError("the database is gone")
    await started.say("@kpibot ltvcac")
    told = await started.message(viewer="ada")

    assert told.text.startswith("I could not answer “ltvcac”: something went wrong on my side.")
    assert buttons(told) == {"ask:again": "ltvcac"}


async def test_one_gesture_that_comes_as_two_events_is_answered_once(started: Any) -> None:
    """Slack was seen to tell of one message twice; the channel would read everything twice."""
    asked = await started.say("a message to answer to")
    event = mention(ts=asked.ts)
    direct = event | {"type": "message", "channel_type": "im"}
    other = event | {"ts": "1795000000.000300"}
    for number, each in enumerate((event, direct, other)):
        payload = {"type": "event_callback", "team_id": "T00SANDBOX", "event": each, "event_id": f"Ev{number}"}
        await started.server.socket.deliver("events_api", payload, wants_payload=False)
    await started.message(shows_picture)
    await started.stop()

    assert len(started.messages()) == 1
    assert len(started.answers.asked) == 1


async def test_an_event_that_is_delivered_again_is_answered_once(started: Any) -> None:
    """Slack delivers again what it thinks was lost."""
    asked = await started.say("a message to answer to")
    payload = {"type": "event_callback", "team_id": "T00SANDBOX", "event": mention(ts=asked.ts), "event_id": "Ev1"}
    for attempt in (0, 1):
        await started.server.socket.deliver("events_api", payload, wants_payload=False, retry=(attempt, "timeout"))
    await started.message(shows_picture)
    await started.stop()

    assert len(started.answers.asked) == 1


async def test_the_bots_own_messages_and_edits_are_heard_in_silence(started: Any) -> None:
    """It would talk to itself for ever, or fill its log with warnings about its own edits."""
    direct = started.workspace.direct("ada")
    await started.server.send_direct("ada", "ltvcac")
    answer = await started.message(shows_picture, direct.id)
    await started.click(answer, "show:period", "ltvcac 7d")
    await started.message(lambda m: "Last 7 days" in m.text and shows_picture(m), direct.id)
    await started.stop()

    assert len(started.answers.asked) == 2
    assert [record for record in started.logged.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    "event",
    [
        mention(bot_id="B0OTHER", user="U0OTHER"),
        mention(subtype="bot_message", bot_id="B0OTHER"),
        mention(user=BOT),
        mention(user="USLACKBOT"),
        mention(edited={"user": "U0000ADA", "ts": "1795000000.000200"}),
        mention(type="message", channel_type="im", subtype="message_changed", hidden=True),
        mention(type="message", channel_type="im", subtype="message_deleted", hidden=True),
        mention(type="message", channel_type="channel"),
    ],
    ids=["a bot", "an old bot", "itself", "Slackbot", "an edit", "a change", "a removal", "talk in a channel"],
)
def test_nobody_but_people_who_say_something_new_to_it_is_answered(event: dict[str, Any]) -> None:
    """Two bots would talk to each other until somebody pulls the plug; an edit would be answered again."""
    assert read_said(event, BOT) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"<@{BOT}> cac 90d", "cac 90d"),
        (f"cac <@{BOT}|kpibot> 90d", "cac   90d"),
        (f"<@{BOT}> /kpi cac", "cac"),
        (f"<@{BOT}> R&amp;D &lt;now&gt;", "R&D <now>"),
        (f"<@{BOT}>", ""),
        (f"<@{BOT}> for <@U0000ADA>", "for <@U0000ADA>"),
    ],
)
def test_the_words_are_what_was_typed_less_the_bots_name(text: str, words: str) -> None:
    """The bot's own name would be a word that it does not know."""
    said = read_said(mention(text=text), BOT)

    assert said is not None
    assert said.words == words


def test_where_something_was_said_decides_where_it_is_answered() -> None:
    """An answer would turn up where nobody looks."""
    in_channel, in_thread = read_said(mention(), BOT), read_said(mention(thread_ts="1.2"), BOT)
    direct = read_said(mention(type="message", channel="D1", channel_type="im"), BOT)

    assert in_channel is not None
    assert in_thread is not None
    assert direct is not None
    assert [each.answers_in for each in (in_channel, in_thread, direct)] == ["1795000000.000100", "1.2", None]
