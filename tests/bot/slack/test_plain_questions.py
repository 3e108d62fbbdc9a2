"""Plain questions in channels: read in words that one can check, and gone on with in the thread."""

from typing import Any

from metrics.answer import Comparison
from metrics.periods import CalendarUnit, Last
from metrics.question import DEFAULT_PERIOD, Question

LAST_WEEK = Last(CalendarUnit.WEEK)


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


async def said(started: Any, words: str) -> None:
    """Until the bot has said these words last, to all or to who asked."""
    await started.until(lambda: words in str(started.messages(viewer="ada")[-1]))


async def test_a_plain_question_is_answered_with_how_it_was_read(started: Any) -> None:
    """Whoever asked in their own words sees which words of ours they were taken for."""
    await started.say("@kpibot hey, how much does it cost us to acquire a customer, last week?")
    answer = await started.message(shows_picture)

    assert started.answers.asked == [Question("cac", LAST_WEEK)]
    assert "I read this as: /kpi cac last week." in answer.text
    assert answer.blocks[1]["elements"][0]["text"] == "I read this as: /kpi cac last week"


async def test_what_is_asked_in_the_words_of_the_grammar_is_not_told_back(started: Any) -> None:
    await started.say("@kpibot cac last week")
    answer = await started.message(shows_picture)

    assert "I read this as" not in answer.text


async def test_a_thread_goes_on_from_its_latest_answer(started: Any) -> None:
    """A conversation about a number does not begin anew with each sentence."""
    root = await started.say("@kpibot cac last week")
    await started.message(shows_picture)
    await started.say("@kpibot and last year?", thread_ts=root.ts)
    await said(started, "I read this as: /kpi cac last week vs last year.")
    await started.say("@kpibot what about orders", thread_ts=root.ts)
    await said(started, "I read this as: /kpi orders last week vs last year.")

    assert started.answers.asked[-1] == Question("orders", LAST_WEEK, versus=Comparison.LAST_YEAR)


async def test_a_thread_is_no_bar_to_another_question_nor_to_a_command(started: Any) -> None:
    root = await started.say("@kpibot cac last week")
    await started.message(shows_picture)
    await started.say("@kpibot orders", thread_ts=root.ts)
    await said(started, "Orders:")
    await started.say("@kpibot help", thread_ts=root.ts)
    await said(started, "/kpi why")

    assert started.answers.asked[1] == Question("orders", DEFAULT_PERIOD)


async def test_what_is_not_understood_in_a_thread_is_asked_back(started: Any) -> None:
    """A guess from what was said before would be an answer to a question that nobody asked."""
    root = await started.say("@kpibot cac last week")
    await started.message(shows_picture)
    await started.say("@kpibot everything except meta", thread_ts=root.ts)
    await said(started, "everything except")

    assert len(started.answers.asked) == 1


async def test_a_conversation_with_the_bot_goes_on_without_a_thread(started: Any) -> None:
    """Nobody opens a thread when they are alone with somebody."""
    await started.server.send_direct("ada", "cac last week")
    direct = started.workspace.direct("ada")
    await started.message(shows_picture, direct.id)
    await started.server.send_direct("ada", "by channel")
    await started.until(lambda: len(started.answers.asked) == 2)

    assert started.answers.asked[-1] == Question("cac", LAST_WEEK, "channel")


async def test_what_moved_a_number_is_gone_on_with_as_such(started: Any) -> None:
    """After the reasons one wants the reasons of the next number, and what they come about from is the number."""
    await started.server.send_direct("ada", "why did cac jump last week?")
    direct = started.workspace.direct("ada")
    await started.until(lambda: len(started.messages(direct.id)) == 1)
    await started.server.send_direct("ada", "and revenue?")
    await started.until(lambda: len(started.messages(direct.id)) == 2)
    await started.server.send_direct("ada", "explain")
    await started.until(lambda: len(started.messages(direct.id)) == 3)

    assert started.answers.reasons == [Question("cac", LAST_WEEK), Question("revenue", LAST_WEEK)]
    assert "How Revenue comes about" in str(started.messages(direct.id)[-1].blocks)
