"""The controls below an answer: each changes the same message, for everybody, whoever uses it and whenever."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from metrics.answer import Comparison
from metrics.periods import Trailing
from metrics.question import Question
from sandbox import Fault, FaultKind


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def controls(message: Any) -> dict[str, Any]:
    """The controls of a message by action id."""
    return {e["action_id"]: e for block in message.blocks if block["type"] == "actions" for e in block["elements"]}


async def test_the_period_menu_edits_the_same_message(started: Any) -> None:
    """Each look at another period would be another message."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    await started.click(posted, "show:period", "ltvcac 90d", who="grace")
    edited = await started.message(lambda m: "Last 90 days" in m.text and shows_picture(m))

    assert edited.ts == posted.ts
    assert controls(edited)["show:period"]["initial_option"]["value"] == "ltvcac 90d"


async def test_a_breakdown_is_switched_on_and_off(started: Any) -> None:
    """There would be no way back to the total."""
    await started.ask("ltvcac 90d")
    posted = await started.message(shows_picture)
    await started.click(posted, "show:by", "ltvcac 90d by channel")
    split = await started.message(lambda m: "By channel: Meta 3.90:1, TikTok 4.60:1." in m.text)
    await started.click(split, "show:by", "ltvcac 90d")
    total = await started.message(lambda m: "By channel" not in m.text)

    assert (split.ts, total.ts) == (posted.ts, posted.ts)
    assert [question.by for question in started.answers.asked] == [None, "channel", None]
    assert {question.period.words for question in started.answers.asked} == {"90d"}


async def test_refresh_brings_the_newest_number_into_the_message(started: Any) -> None:
    """A message would grow old with a button that does nothing."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.answers.changes = {"value": Decimal("4.85")}
    await started.click(posted, "show:refresh")
    refreshed = await started.message(lambda m: m.text.startswith("LTV:CAC: 4.85:1"))

    assert refreshed.ts == posted.ts


async def test_a_refresh_that_finds_nothing_new_says_so_to_the_clicker(started: Any) -> None:
    """The button would seem to do nothing, and be pressed again."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    await started.click(posted, "show:refresh", who="grace")
    await started.until(lambda: len(started.messages(viewer="grace")) == 2)

    assert started.messages(viewer="grace")[1].text == "Nothing new since: this is still the newest number."
    assert len(started.messages(viewer="ada")) == 1


async def test_explain_and_back_stay_in_the_message(started: Any) -> None:
    """The explanation would bury the number it explains."""
    await started.ask("ltvcac 7d by channel")
    posted = await started.message(shows_picture)
    await started.click(posted, "show:explain")
    explained = await started.message(lambda m: m.blocks[0]["text"]["text"] == "How LTV:CAC comes about")
    await started.click(explained, "show:answer")
    back = await started.message(shows_picture)

    assert (explained.ts, back.ts) == (posted.ts, posted.ts)
    assert [block["type"] for block in back.blocks] == [block["type"] for block in posted.blocks]
    assert "By channel" in back.text


async def test_a_typed_period_stays_in_the_menu(started: Any) -> None:
    """One could not come back to the period that one had asked for."""
    await started.ask("ltvcac 2026-10")
    message = await started.message()

    menu = controls(message)["show:period"]
    assert menu["initial_option"] == {
        "text": {"type": "plain_text", "text": "October 2026", "emoji": False},
        "value": "ltvcac 2026-10",
    }


async def test_controls_work_after_a_restart(started: Any) -> None:
    """After each deploy the whole history would be dead."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    await started.stop()
    await started.start()
    await started.click(posted, "show:period", "ltvcac 7d")
    edited = await started.message(lambda m: "Last 7 days" in m.text)

    assert edited.ts == posted.ts


async def test_controls_of_a_private_answer_edit_it(started: Any) -> None:
    """Where the bot is no member, the answer would be as dead as paper."""
    await started.ask("ltvcac", where="#finance")
    posted = await started.message(shows_picture, "#finance", "ada")
    await started.click(posted, "show:period", "ltvcac 7d")
    edited = await started.message(lambda m: "Last 7 days" in m.text and shows_picture(m), "#finance", "ada")

    assert edited.ts == posted.ts


async def test_a_bot_that_was_thrown_out_still_edits_what_it_said(started: Any) -> None:
    """Its old messages would do nothing when clicked, and say nothing about it."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.workspace.remove_bot("#general")
    await started.click(posted, "show:period", "ltvcac 7d")
    edited = await started.message(lambda m: "Last 7 days" in m.text)

    assert edited.ts == posted.ts


async def test_the_last_click_wins_over_a_slower_one_before_it(started: Any) -> None:
    """What stands there would not be what the last person chose."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    slow = started.answers.hold("365d")
    await started.click(posted, "show:period", "ltvcac 365d")
    await started.until(lambda: len(started.answers.asked) == 2)
    await started.click(posted, "show:period", "ltvcac 7d", who="grace")
    await started.message(lambda m: "Last 7 days" in m.text and shows_picture(m))
    slow.set()
    await started.until(lambda: "outcome=superseded" in started.log())

    assert "Last 7 days" in (await started.message()).text


@pytest.mark.parametrize("quicker", ["7d", "90d"])
async def test_two_people_who_click_at_once_end_with_one_of_the_two(started: Any, quicker: str) -> None:
    """The text would be of the one question, and the picture or the controls of the other."""
    await started.ask("ltvcac by channel")
    posted = await started.message(shows_picture)
    gates = {period: started.answers.hold(period) for period in ("7d", "90d")}
    async with asyncio.TaskGroup() as clicks:
        clicks.create_task(started.click(posted, "show:period", "ltvcac 7d by channel", who="ada"))
        clicks.create_task(started.click(posted, "show:period", "ltvcac 90d by channel", who="grace"))
    await started.until(lambda: len(started.answers.asked) == 3)
    gates.pop(quicker).set()
    for gate in gates.values():
        gate.set()
    # The first question, and the two clicks.
    await started.until(lambda: started.log().count("outcome=") == 3)
    message = await started.message(shows_picture)

    chosen = controls(message)["show:period"]["initial_option"]["value"]
    days = {"ltvcac 7d by channel": "Last 7 days", "ltvcac 90d by channel": "Last 90 days"}[chosen]
    pictured = next(block for block in message.blocks if block["type"] == "image")
    assert f"{days}, " in message.text
    assert f"{days}, " in pictured["alt_text"]
    assert days in str(message.blocks[1])
    assert controls(message)["show:refresh"]["value"] == chosen
    assert started.log().count("outcome=superseded") == 1
    assert f'outcome=superseded words="{chosen}"' not in started.log()


async def test_every_menu_works_after_a_restart(started: Any) -> None:
    """What was picked before would be forgotten with the process that knew it."""
    await started.ask("ltvcac 90d by channel")
    posted = await started.message(shows_picture)
    await started.stop()
    await started.start()
    await started.click(posted, "show:versus", "ltvcac 90d by channel vs last year")
    edited = await started.message(lambda m: "vs last year" in str(m.blocks[1]))
    await started.stop()
    await started.start()
    await started.click(edited, "show:view", "ltvcac 90d by channel vs last year as line")
    await started.until(lambda: len(started.answers.asked) == 3)
    line = "ltvcac 90d by channel vs last year as line"
    last = await started.message(lambda m: controls(m)["show:refresh"]["value"] == line)

    assert last.ts == posted.ts
    assert started.answers.asked[-1] == Question("ltvcac", Trailing(90), "channel", versus=Comparison.LAST_YEAR)


async def test_a_picture_that_is_ready_late_does_not_undo_a_newer_click(office: Any) -> None:
    """The message would jump back to the number before the click."""
    await office.start(picture=0.01)
    office.renderer.gate.clear()
    await office.ask("ltvcac")
    posted = await office.message()
    await office.click(posted, "show:explain")
    await office.message(lambda m: m.blocks[0]["text"]["text"] == "How LTV:CAC comes about")
    office.renderer.gate.set()
    await office.until(lambda: "outcome=superseded" in office.log())

    assert (await office.message()).blocks[0]["text"]["text"] == "How LTV:CAC comes about"


async def test_a_busy_channel_does_not_hold_up_an_edit(started: Any) -> None:
    """A click in a busy minute would be lost."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.update", retry_after=0, times=2))
    await started.click(posted, "show:period", "ltvcac 7d")
    await started.message(lambda m: "Last 7 days" in m.text)

    assert len(started.calls("chat.update")) == 3
