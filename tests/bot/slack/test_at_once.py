"""Many people ask the same at once: the work is done once, and each has an answer."""

import asyncio
from datetime import date, timedelta
from typing import Any

from company import ZONE, SmallCompany
from moments import NOW
from sqlalchemy import event

from bot.answering import Answering
from bot.pacing import Pacing
from store.database import Database

CLOSED = date(2026, 11, 21)
PEOPLE = 50


async def test_fifty_commands_at_once_cost_one_query_one_drawing_and_one_upload(
    office: Any, database: Database
) -> None:
    """The Monday meeting would wait for fifty pictures of the same number, and fill the company's files with them."""
    company = SmallCompany(database)
    company.customers(CLOSED, 40)
    company.spend(CLOSED - timedelta(days=59), CLOSED, 100)
    company.publish()
    read: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: read.append(call[2]))
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    # The pace of one conversation is Slack's, and not what this is about.
    office.workspace.configure(rate_limits=False)
    await office.start(working=60.0)
    await asyncio.gather(*(office.ask("cac") for _ in range(PEOPLE)))
    await office.until(lambda: len(with_picture(office)) == PEOPLE)

    assert len([statement for statement in read if "FROM metrics_daily" in statement]) == 1
    assert len(office.renderer.drawn) == 1
    assert len(office.workspace.files.all) == 1
    assert {message.text for message in office.messages()} == {office.messages()[0].text}
    assert office.messages()[0].text.startswith("CAC: $75")


def with_picture(office: Any) -> list[Any]:
    return [message for message in office.messages() if any(block["type"] == "image" for block in message.blocks)]


async def test_who_asks_without_end_is_told_once_and_others_are_answered(office: Any) -> None:
    """A script in one channel would take the bot from everybody, and Slack's patience with it."""
    office.pacing = Pacing(per_person=2)
    await office.start()
    for _ in range(5):
        assert (await office.ask("ltvcac")).ok
    await office.ask("cac", who="grace")
    await office.until(lambda: len(office.messages()) == 3)
    await office.until(lambda: office.log().count('outcome="too many, ignored"') == 2)

    assert [m.text.split(":")[0] for m in office.messages()].count("LTV") == 2
    assert sum("more than I answer at once" in m.text for m in office.messages(viewer="ada")) == 1
    assert len(office.answers.asked) == 3
