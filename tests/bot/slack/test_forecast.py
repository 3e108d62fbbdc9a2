"""/kpi forecast and /kpi … vs forecast, from rows to the message in Slack."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
from company import ZONE, SmallCompany
from moments import NOW

from bot.answering import Answering
from bot.command import Say
from bot.command_registry import all_commands, read_command
from charts import RenderPool
from store.database import Database

CLOSED = date(2026, 11, 21)


@pytest.fixture
async def planned(office: Any, database: Database) -> AsyncIterator[Any]:
    """The bot over a small company with a plan of two numbers, and with its real pictures."""
    company = SmallCompany(database)
    for day in range(140):
        company.order(f"o{day}", f"c{day}", CLOSED - timedelta(days=day))
    for month in (10, 11, 12):
        company.forecast(date(2026, month, 1), "revenue", 2000)
        company.forecast(date(2026, month, 1), "orders", 30)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=20.0)
        yield office
        await office.stop()


def has_picture(message: Any) -> bool:
    return any(block["type"] == "image" for block in message.blocks)


async def test_a_number_against_its_forecast_says_how_far_and_shows_the_months(planned: Any) -> None:
    """Finance's question is answered in one line, with a picture of the year."""
    await planned.ask("revenue vs forecast")
    message = await planned.message(has_picture)

    assert message.text.startswith("Revenue: $1,050, 25.0% below the forecast of $1,400. Month to date")
    [image] = [block for block in message.blocks if block["type"] == "image"]
    assert "Nov 2026 so far $1,050 against $1,400" in image["alt_text"]


async def test_the_whole_table_has_each_metric_with_its_variance(planned: Any) -> None:
    """Nobody asks metric by metric how the month goes; each row leads to its own answer."""
    await planned.ask("forecast")
    message = await planned.message(has_picture)

    [table] = [block for block in message.blocks if block["type"] == "data_table"]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    days = "Nov 1 – Nov 21, 2026"
    assert rows[1:] == [
        ["Orders", days, "21", "21", "0 (0.0%)", "–", "–"],
        ["Revenue", days, "$1,050", "$1,400", "🔶 −$350.00 (−25.0%)", "–", "–"],
    ]
    await planned.click(message, "open:1")
    await planned.until(lambda: len(planned.messages()) == 2)
    assert planned.messages()[-1].text.startswith("Revenue: $1,050, 25.0% below the forecast")


async def test_one_metric_after_the_word_is_that_metric_against_its_forecast(planned: Any) -> None:
    """Who types the words the other way round is understood."""
    await planned.ask("forecast orders last month")
    message = await planned.message(has_picture)

    assert message.text.startswith("Orders: 31, 3.3% above the forecast of 30. Last month (October 2026)")


def test_what_is_neither_a_period_nor_a_metric_is_told_as_such() -> None:
    """A slip is not answered with the whole page."""
    told = read_command("forecast gibberish", all_commands())

    assert isinstance(told, Say)
    assert "I don't know “gibberish” as a period" in told.message.text
