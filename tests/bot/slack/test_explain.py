"""Explaining the number that one points at: in its thread, and by the message shortcut."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.explaining import points_at_thread
from bot.shortcuts import EXPLAIN_CALLBACK
from metrics.engine import AsOf
from metrics.periods import Trailing
from metrics.question import Question

POSTED = datetime(2026, 11, 22, 15, tzinfo=UTC)
NOTHING = "I find no number of mine here to explain. Name one, for example: explain ltvcac 90d"


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def headline(message: Any) -> str:
    return message.blocks[0].get("text", {}).get("text", "") if message.blocks else ""


async def answered(office: Any, words: str = "ltvcac 90d") -> Any:
    """An answer in #general, and remembered."""
    await office.ask(words)
    answer = await office.message(shows_picture)
    await office.until(lambda: office.posted.rows)
    return answer


async def replies(office: Any, ts: str, number: int, viewer: str | None = None) -> list[Any]:
    """The replies of a thread, once there are so many."""
    await office.until(lambda: len(office.workspace.thread("#general", ts, viewer)) == number)
    return list(office.workspace.thread("#general", ts, viewer))


async def test_explain_in_the_thread_of_an_answer_explains_it(started: Any) -> None:
    """One would have to type again what stands above, and in its own words."""
    answer = await answered(started)
    await started.say("@kpibot explain", who="grace", thread_ts=answer.ts)
    _, explanation = await replies(started, answer.ts, 2)

    assert headline(explanation) == "How LTV:CAC comes about"
    assert explanation.ephemeral_for is None
    assert started.answers.asked[-1] == Question("ltvcac", Trailing(90))


async def test_what_the_message_shows_by_now_is_explained(started: Any) -> None:
    """The explanation would be of a number that no longer stands there."""
    answer = await answered(started)
    await started.click(answer, "show:period", "ltvcac 7d")
    await started.until(lambda: "ltvcac 7d" in started.posted.rows.values())
    await started.say("@kpibot explain this", thread_ts=answer.ts)
    await replies(started, answer.ts, 2)

    assert started.answers.asked[-1] == Question("ltvcac", Trailing(7))


async def test_the_latest_answer_of_a_thread_is_explained(started: Any) -> None:
    """In a long thread it would always explain the number at its top."""
    root = await started.say("how are we doing?")
    for number, words in enumerate(("ltvcac", "cac 7d"), start=1):
        await started.say(f"@kpibot {words}", thread_ts=root.ts)
        await started.until(lambda number=number: len(started.posted.rows) == number)
    await started.say("@kpibot explain?", thread_ts=root.ts)
    await started.until(lambda: len(started.answers.asked) == 3)

    assert started.answers.asked[-1] == Question("cac", Trailing(7))


async def test_explain_with_a_metric_explains_that_one_in_any_thread(started: Any) -> None:
    """A named number would be passed over for the one above."""
    answer = await answered(started)
    await started.say("@kpibot explain cac 7d", thread_ts=answer.ts)
    await replies(started, answer.ts, 2)

    assert started.answers.asked[-1] == Question("cac", Trailing(7))


async def test_a_thread_without_a_number_is_met_with_a_sentence(started: Any) -> None:
    """It would explain some other number, or say nothing."""
    root = await started.say("lunch?")
    await started.say("@kpibot explain", thread_ts=root.ts)
    told = (await replies(started, root.ts, 2, "ada"))[1]

    assert told.text == NOTHING
    assert told.ephemeral_for == "U0000ADA"


async def test_explain_outside_a_thread_asks_which_number(started: Any) -> None:
    """It would look for a thread that is not there."""
    await started.say("@kpibot explain")
    told = await started.message(viewer="ada")

    assert told.text.startswith("Which number shall I explain?")


async def test_the_shortcut_explains_a_message_in_its_thread(started: Any) -> None:
    """The way to ask about a message that has scrolled away from its button would not work."""
    answer = await answered(started)
    started.posted.rows.clear()
    result = await started.server.shortcut("grace", "#general", answer.ts, EXPLAIN_CALLBACK)
    (explanation,) = await replies(started, answer.ts, 1)

    assert result.ok
    assert headline(explanation) == "How LTV:CAC comes about"
    assert started.answers.asked[-1] == Question("ltvcac", Trailing(90))


async def test_the_shortcut_on_an_explanation_explains_its_question(started: Any) -> None:
    """It would be told that the bot's own explanation is about nothing."""
    await started.ask("explain ltvcac 90d")
    explanation = await started.message(headline)
    await started.server.shortcut("ada", "#general", explanation.ts, EXPLAIN_CALLBACK)
    await replies(started, explanation.ts, 1)

    assert started.answers.asked == [Question("ltvcac", Trailing(90))] * 2


async def test_the_shortcut_explains_an_answer_whose_blocks_slack_refused(started: Any) -> None:
    """A message without controls could not be explained, though it is remembered."""
    answer = await answered(started)
    started.workspace.log.put(replace(answer, blocks=()))
    await started.server.shortcut("ada", "#general", answer.ts, EXPLAIN_CALLBACK)
    (explanation,) = await replies(started, answer.ts, 1)

    assert headline(explanation) == "How LTV:CAC comes about"


async def test_the_shortcut_on_what_is_no_answer_is_met_with_a_sentence(started: Any) -> None:
    """The shortcut is offered on every message; on most it would do nothing."""
    message = await started.say("lunch?")
    await started.server.shortcut("ada", "#general", message.ts, EXPLAIN_CALLBACK)
    told = await started.message(viewer="ada")

    assert told.text == NOTHING
    assert told.ephemeral_for == "U0000ADA"


async def test_a_memory_that_fails_costs_nobody_the_answer(started: Any) -> None:
    """A full disk would take the numbers away, though they were read."""
    started.posted.error = OperationalError("INSERT", {}, Exception("disk full"))
    await started.ask("ltvcac")
    answer = await started.message(shows_picture)
    await started.until(lambda: "outcome=answered" in started.log())

    assert answer.text.startswith("LTV:CAC: 4.21:1")
    assert re.search(r"not remembered question=\w+ user=U0000ADA reason=OperationalError", started.log())


@pytest.mark.parametrize("text", ["explain", "Explain this", "explain  that number", "explain?", "explain it."])
def test_pointing_words_leave_it_to_the_thread(text: str) -> None:
    """People point with different words; each that is not known would be a metric that is not known."""
    assert points_at_thread(text)


@pytest.mark.parametrize("text", ["explain cac", "explain this cac", "explained", "cac", ""])
def test_other_words_name_what_they_mean(text: str) -> None:
    """A question of its own would be answered with the thread's."""
    assert not points_at_thread(text)


async def test_a_message_is_explained_from_its_own_snapshot(started: Any) -> None:
    """The explanation would add up to a number that stands nowhere in the thread."""
    answer = await answered(started)
    await started.say("@kpibot explain", who="grace", thread_ts=answer.ts)
    await replies(started, answer.ts, 2)

    assert started.answers.as_of[-1] == AsOf(7, POSTED)


async def test_the_explain_control_explains_what_stands_there(started: Any) -> None:
    """The control is in the message of this morning; so is the number."""
    answer = await answered(started)
    await started.click(answer, "show:explain")
    await started.message(lambda message: headline(message).startswith("How LTV:CAC"))

    assert started.answers.as_of[-1] == AsOf(7, POSTED)


async def test_a_snapshot_that_is_gone_is_said(started: Any) -> None:
    """The newest number is not passed off as the one that was posted."""
    answer = await answered(started)
    started.answers.is_thinned = True
    await started.say("@kpibot explain", thread_ts=answer.ts)
    _, explanation = await replies(started, answer.ts, 2)

    assert "this explains the newest number" in str(explanation.blocks)
