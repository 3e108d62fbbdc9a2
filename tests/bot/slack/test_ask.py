"""/kpi in a channel: one message with the number, its picture and its controls."""

from datetime import date
from decimal import Decimal
from typing import Any

from metrics.answer import Freshness, Part
from metrics.answer.wording import sentence
from metrics.periods import Trailing
from metrics.question import Question

SHOWS_PICTURE = "slack_file"


def shows_picture(message: Any) -> bool:
    return any(SHOWS_PICTURE in block for block in message.blocks)


async def test_a_question_is_answered_by_one_message_with_number_and_picture(
    started: Any, answered: Any, blocks_of: Any
) -> None:
    """The first thing that anybody tries: the job itself."""
    result = await started.ask("ltvcac")
    message = await started.message()

    answer = answered(Question("ltvcac"))
    assert result.ok
    assert result.payload is None
    assert message.text == sentence(answer)
    assert [block["type"] for block in message.blocks] == ["header", "rich_text", "image", "context", "actions"]
    assert blocks_of(message, "header")[0]["text"]["text"] == "LTV:CAC: 4.21:1"
    assert blocks_of(message, "image")[0]["alt_text"].startswith("Gauge with its trend. LTV:CAC: 4.21:1")
    assert started.answers.asked == [Question("ltvcac")]


async def test_the_picture_is_uploaded_unshared_and_carries_its_words(started: Any) -> None:
    """A shared file would be a second message; one without alt text says nothing to who can't see it."""
    await started.ask("ltvcac")
    await started.message(shows_picture)

    (file,) = started.workspace.files.all
    assert file.shares == ()
    assert file.alt_txt is not None
    assert "4.21:1" in file.alt_txt
    assert file.mimetype == "image/png"


async def test_two_questions_at_once_are_two_answers(started: Any) -> None:
    """One person's answer would land in another's message."""
    await started.ask("ltvcac 7d")
    await started.ask("cac by channel", who="grace")
    await started.until(lambda: len(started.messages()) == 2)

    assert {(q.metric, q.period, q.by) for q in started.answers.asked} == {
        ("ltvcac", Trailing(7), None),
        ("cac", Trailing(30), "channel"),
    }


async def test_the_same_answer_is_drawn_and_uploaded_once(started: Any) -> None:
    """Ten people who ask for one number would fill the workspace with ten files."""
    await started.ask("ltvcac")
    await started.message(shows_picture)
    await started.ask("ltvcac")
    await started.until(lambda: len([m for m in started.messages() if shows_picture(m)]) == 2)

    assert len(started.workspace.files.all) == 1
    assert len(started.renderer.drawn) == 1


async def test_a_direct_message_is_answered_there(started: Any) -> None:
    """The bot's own conversation is where people try it out."""
    direct = started.workspace.direct("ada")
    await started.ask("ltvcac", where=direct.id)
    message = await started.message(where=direct.id)

    assert message.text.startswith("LTV:CAC: 4.21:1")
    assert message.ephemeral_for is None


async def test_where_the_bot_is_no_member_the_asker_alone_is_answered(started: Any) -> None:
    """Asked in a channel without the bot, it would say nothing, or put a number before people who did not ask."""
    await started.ask("ltvcac", where="#finance")
    message = await started.message(where="#finance", viewer="ada")

    assert message.ephemeral_for == "U0000ADA"
    assert shows_picture(message)
    assert started.messages("#finance", viewer="grace") == []


async def test_no_value_says_why_and_has_no_picture(started: Any, blocks_of: Any) -> None:
    """An empty chart would look like zero."""
    reason = "there are 12 new customers in these days, and it takes at least 20"
    started.answers.changes = {"value": None, "reason": reason, "series": (), "target": None}
    await started.ask("ltvcac")
    message = await started.message()

    assert message.text.startswith(f"LTV:CAC has no value for Oct 23 – Nov 21, 2026: {reason}.")
    assert blocks_of(message, "header")[0]["text"]["text"] == "LTV:CAC: no value"
    lines = [e["text"] for part in blocks_of(message, "rich_text")[0]["elements"] for e in part["elements"]]
    assert "There are 12 new customers in these days, and it takes at least 20." in lines
    assert started.workspace.files.all == ()


async def test_notes_stand_in_the_message(started: Any, blocks_of: Any) -> None:
    """A number that is marked would be read as if it were not."""
    started.answers.changes = {"notes": ("Refunds are not connected and count as none.",)}
    await started.ask("ltvcac")
    message = await started.message()

    notes = [e["text"] for block in blocks_of(message, "context") for e in block["elements"]]
    assert "ℹ️ Refunds are not connected and count as none." in notes


async def test_a_channel_with_a_hostile_name_calls_nobody(started: Any, blocks_of: Any) -> None:
    """A campaign named <!channel> would ring every phone in the company."""
    started.answers.changes = {"breakdown": (Part("<!channel> & *bold*", Decimal(3)),), "dimension": "channel"}
    await started.ask("ltvcac by channel")
    message = await started.message()

    assert "<!channel>" not in message.text
    assert "&lt;!channel&gt; &amp; *bold* 3.00:1" in message.text
    assert '"mrkdwn"' not in repr(message.blocks).replace("'", '"')
    (_, parts) = blocks_of(message, "rich_text")
    assert parts["elements"][1]["elements"][0]["elements"][0]["text"] == "<!channel> & *bold*  "


async def test_the_same_delivery_twice_is_answered_once(started: Any) -> None:
    """Slack delivers again what it thinks was lost; a channel would read everything twice."""
    link = {"channel_id": "C0GENERAL", "user_id": "U0000ADA", "command": "/kpi", "text": "ltvcac"}
    payload = {
        **link,
        "team_id": "T00SANDBOX",
        "trigger_id": "1.2.3",
        "response_url": f"{started.server.url}/response/x",
    }
    first = await started.server.socket.deliver("slash_commands", payload, wants_payload=True)
    second = await started.server.socket.deliver("slash_commands", payload, wants_payload=True)
    await started.message(shows_picture)

    assert (first.outcome, second.outcome) == ("acked", "acked")
    assert len(started.messages()) == 1
    assert len(started.answers.asked) == 1


async def test_a_question_about_past_days_is_answered_with_its_age(started: Any, blocks_of: Any) -> None:
    """Old data would be taken for today's."""
    started.answers.changes = {"freshness": Freshness(date(2026, 11, 18), 3, "spend is late")}
    await started.ask("ltvcac")
    message = await started.message()

    (origin,) = blocks_of(message, "context")
    assert origin["elements"][0]["text"] == (
        "LTV:CAC = LTV (360 days) ÷ CAC  ·  Data through Nov 18, 2026, 3 days behind yesterday: spend is late"
        "  ·  Snapshot 7"
    )
