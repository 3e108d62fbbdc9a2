"""Slow databases, broken connections and our own faults: nobody is left without a word, and nothing is said twice."""

import re
from typing import Any

import pytest

from sandbox import Fault, FaultKind, Landing


def shows_picture(message: Any) -> bool:
    return any(block["type"] == "image" for block in message.blocks)


async def test_the_command_is_acknowledged_while_the_answer_is_stuck(started: Any) -> None:
    """Slack would show operation_timeout to everybody as soon as the database is slow."""
    started.workspace.configure(ack_seconds=1.0)
    gate = started.answers.hold()
    results = [await started.ask("ltvcac") for _ in range(12)]

    assert all(result.ok for result in results)
    assert started.messages() == []
    gate.set()


async def test_a_slow_answer_is_announced_and_then_replaces_the_announcement(office: Any) -> None:
    """People would ask again and again, or be left with a notice that is no longer true."""
    await office.start(working=0.02)
    gate = office.answers.hold()
    await office.ask("ltvcac")
    notice = await office.message()
    gate.set()
    message = await office.message(shows_picture)

    assert notice.text == "⏳ Still working on LTV:CAC…"
    assert message.ts == notice.ts
    assert len(office.messages()) == 1


async def test_the_notice_of_a_bot_that_ended_still_leads_to_the_answer(office: Any) -> None:
    """A deploy at the wrong moment would leave a notice for ever."""
    await office.start(working=0.02, last_answers=0.0)
    gate = office.answers.hold()
    await office.ask("ltvcac")
    notice = await office.message()
    await office.stop()
    gate.set()
    await office.start()
    await office.click(notice, "show:again")
    message = await office.message(lambda m: m.text.startswith("LTV:CAC: 4.21:1"))

    assert message.ts == notice.ts


async def test_a_slow_click_is_announced_in_the_message(office: Any) -> None:
    """A click that seems to do nothing is clicked again."""
    await office.start(working=0.05)
    await office.ask("ltvcac")
    posted = await office.message(shows_picture)
    gate = office.answers.hold("90d")
    await office.click(posted, "show:period", "ltvcac 90d")
    await office.message(lambda m: m.text == "⏳ Still working on LTV:CAC…")
    gate.set()
    edited = await office.message(lambda m: "Last 90 days" in m.text)

    assert edited.ts == posted.ts


async def test_elsewhere_the_notice_says_what_stays_true(office: Any) -> None:
    """Slack lets nobody take back what a command's response_url brought."""
    await office.start(working=0.02)
    gate = office.answers.hold()
    await office.ask("ltvcac", where="#finance")
    notice = await office.message(where="#finance", viewer="ada")
    gate.set()
    await office.until(lambda: len(office.messages("#finance", "ada")) == 2)

    assert notice.text == "⏳ LTV:CAC takes a little longer than usual; the answer will follow."
    assert office.messages("#finance", "ada")[1].text.startswith("LTV:CAC: 4.21:1")


@pytest.mark.parametrize("landing", [Landing.AT_ONCE, Landing.NEVER])
async def test_a_post_whose_connection_breaks_is_not_sent_again(started: Any, landing: Landing) -> None:
    """The channel would read the answer twice: slack_sdk's default re-sends."""
    started.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", lands=landing))
    await started.ask("ltvcac")
    await started.until(lambda: [m for m in started.messages(viewer="ada") if m.ephemeral_for])

    assert len(started.calls("chat.postMessage")) == 1
    whispered = [m for m in started.messages(viewer="ada") if m.ephemeral_for]
    assert whispered[0].text.startswith("Slack did not tell me whether my answer to “ltvcac” arrived.")


async def test_after_a_notice_of_unknown_fate_the_answer_goes_to_the_asker_alone(office: Any) -> None:
    """The channel would read a notice and, beside it, the answer, or the same notice twice."""
    await office.start(working=0.02)
    office.workspace.faults.add(Fault(FaultKind.DROP, "chat.postMessage", lands=Landing.AT_ONCE))
    gate = office.answers.hold()
    await office.ask("ltvcac")
    await office.until(lambda: "notice failed" in office.log())
    gate.set()
    await office.until(lambda: len(office.messages(viewer="ada")) == 2)

    notice, answer = office.messages(viewer="ada")
    assert (notice.ephemeral_for, answer.ephemeral_for) == (None, "U0000ADA")
    assert answer.text.startswith("LTV:CAC: 4.21:1")
    assert len(office.calls("chat.postMessage")) == 1


async def test_a_post_that_is_one_too_many_is_told_to_the_asker(started: Any) -> None:
    """A busy channel would swallow answers; waiting and posting again could say it twice."""
    started.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.postMessage", retry_after=1))
    await started.ask("ltvcac")
    message = await started.message(viewer="ada")

    assert message.ephemeral_for == "U0000ADA"
    assert message.text.startswith("LTV:CAC: 4.21:1")
    assert len(started.calls("chat.postMessage")) == 1


async def test_an_edit_whose_connection_breaks_is_made_again(started: Any) -> None:
    """The click would be lost, though a second edit does no harm."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.workspace.faults.add(Fault(FaultKind.DROP, "chat.update"))
    await started.click(posted, "show:period", "ltvcac 7d")

    await started.message(lambda m: "Last 7 days" in m.text)


async def test_our_own_fault_is_one_sentence_with_the_code_that_the_log_has(started: Any) -> None:
    """The asker would get nothing, or a stack trace; the operator could not find the fault."""
    started.answers.error = RuntimeError("password=hunter2 at 10.0.0.1")
    await started.ask("ltvcac")
    message = await started.message(viewer="ada")

    code = re.search(r"this code: ([0-9a-f]{8})$", message.text)
    assert message.text.startswith("I could not answer “ltvcac”: something went wrong on my side. Please try again.")
    assert "hunter2" not in repr(message)
    assert code is not None
    assert f"question failed question={code[1]} error=RuntimeError" in started.log()


async def test_try_again_asks_again_in_place_of_the_apology(started: Any) -> None:
    """The asker would have to type it all again, and the channel would not see what they asked for."""
    started.answers.error = RuntimeError("no")
    await started.ask("ltvcac 7d")
    apology = await started.message(viewer="ada")
    started.answers.error = None
    await started.click(apology, "ask:again")
    await started.until(lambda: [m.ephemeral_for for m in started.messages(viewer="ada")] == [None])

    assert "Last 7 days" in started.messages()[0].text


async def test_a_fault_after_the_notice_replaces_the_notice(office: Any) -> None:
    """Everybody would wait for an answer that never comes."""
    await office.start(working=0.02)
    gate = office.answers.hold()
    office.answers.error = RuntimeError("no")
    await office.ask("ltvcac")
    notice = await office.message()
    gate.set()
    message = await office.message(lambda m: m.text.startswith("I could not answer"))

    assert message.ts == notice.ts


async def test_an_answer_that_never_comes_ends_in_the_same_apology(office: Any) -> None:
    """The notice would stand there for ever."""
    await office.start(working=0.02, answer=0.05)
    office.answers.hold()
    await office.ask("ltvcac")
    await office.message(lambda m: m.text.startswith("I could not answer"))

    assert "error=AnswerTimeoutError" in office.log()


async def test_a_failing_click_leaves_the_number_and_tells_the_clicker(started: Any) -> None:
    """One person's bad click would take the number from everybody."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.answers.error = RuntimeError("no")
    await started.click(posted, "show:refresh", who="grace")
    await started.until(lambda: len(started.messages(viewer="grace")) == 2)

    assert (await started.message()).blocks == posted.blocks
    assert started.messages(viewer="grace")[1].text.startswith("I could not answer “refresh ltvcac 30d”")


async def test_a_revoked_token_is_told_to_the_asker(started: Any) -> None:
    """The bot would fall silent, and nobody would know that the operator must act."""
    started.workspace.revoke_token()
    await started.ask("ltvcac")
    message = await started.message(viewer="ada")

    assert message.text.startswith("I could not answer “ltvcac”")
    assert "chat.postMessage failed: token_revoked" in started.logged.text


async def test_no_token_and_no_address_is_ever_logged(started: Any) -> None:
    """Whoever reads the log could post as the bot."""
    await started.ask("ltvcac xoxb-1234-secret https://hooks.slack.com/commands/T1/secret")
    await started.message(viewer="ada")
    await started.ask("ltvcac")
    await started.message(shows_picture)

    for secret in (
        started.workspace.bot_token,
        started.workspace.app_token,
        "xoxb-1234",
        "/response/",
        "/upload/",
        "hooks.",
    ):
        assert secret not in started.logged.text


async def test_each_question_leaves_a_line_with_the_time_of_its_stages(started: Any) -> None:
    """The operator could not say what is slow."""
    await started.ask("ltvcac 7d")
    await started.until(lambda: "outcome=answered" in started.log())

    (line,) = [line for line in started.log().splitlines() if line.startswith("question ")]
    pattern = (
        r'question question=[0-9a-f]{8} outcome=answered words="ltvcac 7d" user=U0000ADA channel=C0GENERAL '
        r"kind=question query_ms=\d+ render_ms=\d+ upload_ms=\d+ processing_ms=\d+ post_ms=\d+ total_ms=\d+"
    )
    assert re.fullmatch(pattern, line)
