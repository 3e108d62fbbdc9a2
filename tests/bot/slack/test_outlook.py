"""/kpi outlook: the words that ask for one, and the message that answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from company import ZONE, SmallCompany
from moments import NOW

from bot.answering import Answering
from bot.command import Say, Show
from bot.command_registry import all_commands, read_command
from bot.shown import Face, Shown
from charts import RenderPool
from metrics.periods import Trailing
from metrics.question import Question
from store.database import Database

CLOSED = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "metric", "days"),
    [
        ("outlook revenue 90d", "revenue", 90),
        ("outlook revenue", "revenue", 90),
        ("outlook 30d orders", "orders", 30),
        ("Outlook of our new customers for the next 12 weeks", "newcustomers", 84),
        ("outlook net revenue next 3 months", "netrevenue", 90),
    ],
)
def test_the_days_ahead_are_named_in_words(text: str, metric: str, days: int) -> None:
    """What people type first is understood; what it leads to can be typed again."""
    reply = read_command(text, all_commands())

    assert reply == Show(Shown(Question(metric, Trailing(days)), Face.OUTLOOK))
    assert read_command(reply.shown.words, all_commands()) == reply


@pytest.mark.parametrize(
    ("text", "told"), [("outlook", "An outlook of which number?"), ("outlook revnue 30d", "Did you mean")]
)
def test_what_is_no_number_is_asked_back(text: str, told: str) -> None:
    """A slip leads to the outlook that was meant."""
    reply = read_command(text, all_commands())

    assert isinstance(reply, Say)
    assert told in reply.message.text


async def test_an_outlook_is_one_message_with_its_picture_and_its_error(office: Any, database: Database) -> None:
    """Who plans with it sees at once how far it can be trusted, and can look further ahead in place."""
    company = SmallCompany(database)
    for n in range(200):
        company.order(f"o{n}", f"c{n}", CLOSED - timedelta(days=n), amount=50 + n % 7)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=20.0)
        await office.ask("outlook revenue 30d")
        message = await office.message(lambda found: any(block["type"] == "image" for block in found.blocks))
        await office.click(message, "show:period", "outlook revenue 60d")
        await office.until(lambda: office.messages()[-1].text.startswith("Revenue outlook: $3,"))
        later = office.messages()
        await office.stop()

    assert message.text.startswith("Revenue outlook: $1,")
    assert "Next 30 days, Nov 22 – Dec 21, 2026. 80% between" in message.text
    assert "Made again from" in message.text
    assert len(later) == 1
