"""`/kpi digest` shows the asker, and nobody else, what the digest would say."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.digest.audiences import EXECUTIVE
from bot.digest.content import Digest, Mover, Number
from bot.digest.editions import DAILY
from bot.slack_client import SlackClient, open_session
from bot.views.digest import digest_message
from metrics.periods import Yesterday
from metrics.question import Question


async def test_a_preview_is_told_to_the_asker_alone(started: Any) -> None:
    """Somebody who is curious at noon does not post a second digest."""
    await started.ask("digest weekly")

    told = await started.message(viewer="ada")

    assert told.ephemeral_for is not None
    assert told.text == "There are no digests here."


async def test_help_names_digest(started: Any) -> None:
    """Who wants to see one before it is posted finds out how."""
    await started.ask("help")

    told = await started.message(viewer="ada")

    assert "/kpi digest [audience] [weekly]: What the morning digest would say now, shown to you alone." in told.text


async def test_the_buttons_of_a_digest_answer_in_its_thread(started: Any, answered: Any) -> None:
    """Who asks how a number came about is answered below it, about its very day, whoever posted the message."""
    number = Number(Question("revenue", Yesterday()), answered(Question("revenue", Yesterday())))
    digest = Digest(EXECUTIVE, DAILY, date(2026, 11, 22), (number,), movers=(Mover(number, Decimal(2)),))
    async with open_session() as session:
        slack = SlackClient(session, started.server.api_url, started.workspace.bot_token)
        ts = await slack.post("C0GENERAL", digest_message(digest).message)
    message = await started.message()

    await started.click(message, "open:0")
    await started.until(lambda: len(started.messages()) == 2)
    await started.click(message, "open:1")
    await started.until(lambda: len(started.messages()) == 3)

    assert [each.thread_ts for each in started.messages()[1:]] == [ts, ts]
    assert started.answers.pages == [("executive", None)]
    assert started.answers.asked[-1].period.words == "2026-11-21..2026-11-21"
