"""/kpi why: the words that ask for it, the message that answers, and the way there from a number."""

from datetime import date
from typing import Any

import pytest
from company import ZONE, SmallCompany
from moments import NOW

from bot.answering import Answering
from bot.command import Say, Show
from bot.command_registry import all_commands, read_command
from bot.exporting.document import document_of
from bot.exporting.table import rows_of
from bot.shown import Face, Shown
from charts import RenderPool
from metrics.answer import Comparison
from metrics.period_words import read_period
from metrics.question import DEFAULT_PERIOD, Question
from store.database import Database


@pytest.mark.parametrize(
    ("text", "metric", "period", "versus"),
    [
        ("why cac", "cac", "30d", Comparison.PREVIOUS),
        ("why did cac jump last week?", "cac", "last week", Comparison.PREVIOUS),
        ("why is our revenue down vs last year", "revenue", "30d", Comparison.LAST_YEAR),
        ("why has the refund rate gone up in october", "refundrate", "oct", Comparison.PREVIOUS),
        ("Why so many new customers yesterday", "newcustomers", "yesterday", Comparison.PREVIOUS),
        ("why mrr mtd by channel as table", "mrr", "mtd", Comparison.PREVIOUS),
    ],
)
def test_why_is_asked_as_people_ask_it(text: str, metric: str, period: str, versus: Comparison) -> None:
    """The direction may be told, and changes nothing; what it leads to can be typed again."""
    reply = read_command(text, all_commands())

    spec = read_period(period) if period != "30d" else DEFAULT_PERIOD
    assert spec is not None
    assert isinstance(reply, Show)
    assert reply.shown == Shown(Question(metric, spec, versus=versus), Face.WHY)
    assert read_command(reply.shown.words, all_commands()) == Show(reply.shown)


@pytest.mark.parametrize(("text", "told"), [("why", "Why did which number move?"), ("why revnue", "Did you mean")])
def test_what_is_no_number_is_asked_back(text: str, told: str) -> None:
    """A slip leads to the reasons of what was meant."""
    reply = read_command(text, all_commands())

    assert isinstance(reply, Say)
    assert told in reply.message.text


@pytest.fixture
def company(database: Database) -> SmallCompany:
    """CAC rose from $32 to $50: meta spent more, tiktok brought fewer customers."""
    company = SmallCompany(database)
    company.customers(date(2026, 11, 7), 1)
    company.spend(date(2026, 11, 7), date(2026, 11, 7), 0)
    for day, (spent, brought) in {date(2026, 11, 14): (1000, 30), date(2026, 11, 21): (1400, 20)}.items():
        company.spend(day, day, 600, channel="tiktok")
        company.spend(day, day, spent, channel="meta")
        company.customers(day, 20, "meta")
        company.customers(day, brought, "tiktok")
    company.publish()
    return company


async def test_the_sentence_comes_first_then_the_waterfall_then_all_steps(office: Any, company: SmallCompany) -> None:
    """Whoever reads one line knows; whoever reads on can add it up, and goes back to the number in place."""
    office.answers = Answering(company.database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=20.0)
        await office.ask("cac 7d")
        number = await office.message(lambda found: any(block["type"] == "image" for block in found.blocks))
        await office.click(number, "show:why")
        await office.until(lambda: office.messages()[-1].text.startswith("CAC rose"))
        why = office.messages()[-1]
        await office.click(why, "show:answer")
        await office.until(lambda: office.messages()[-1].text.startswith("CAC: $50.00"))
        count = len(office.messages())
        await office.stop()

    assert why.text.startswith(
        "CAC rose 56.2% to $50.00: meta's ad spend rose by $400.00 (+28.1 points), "
        "tiktok's new customers fell by 10 (+28.1 points)."
    )
    kinds = [block["type"] for block in why.blocks]
    assert kinds[:3] == ["header", "rich_text", "image"]
    (image,) = [block for block in why.blocks if block["type"] == "image"]
    assert "Waterfall of what moved the number." in image["alt_text"]
    assert "meta · ad spend +$9.00" in image["alt_text"]
    shown = str(why.blocks)
    for words in ("By channel and input", "By input", "By channel", "+$9.00 (+28.1 points)", "share of new customers"):
        assert words in shown
    assert count == 1


async def test_where_it_cannot_be_told_the_number_still_arrives(office: Any, database: Database) -> None:
    company = SmallCompany(database)
    company.customers(date(2026, 11, 20), 3)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    await office.start()
    await office.ask("why orders 7d")
    message = await office.message(lambda found: "What moved it" in found.text)
    await office.stop()

    assert "What moved it can't be told: there is no earlier value to compare it with." in message.text
    assert message.text.startswith("Orders: 3.")


def test_the_steps_are_rows_of_a_file(company: SmallCompany) -> None:
    """A spreadsheet adds them up as the message does."""
    rows = list(rows_of(company.why("cac", "7d")))

    steps = [row for row in rows if row.row == "step" and row.dimension == "By channel and input"]
    (value,), (previous,) = ([row.value for row in rows if row.row == name] for name in ("value", "previous"))
    assert sum(row.value for row in steps) == value - previous
    assert {(row.part, row.remark) for row in steps} == {
        ("meta · ad spend", "meta's ad spend rose by $400.00"),
        ("tiktok · new customers", "tiktok's new customers fell by 10"),
    }


def test_the_steps_are_tables_of_a_pdf(company: SmallCompany) -> None:
    """What is printed for a meeting says what the message says."""
    document = document_of(company.why("cac", "7d"), NOW, ZONE)

    sheet = next(each for each in document.sheets if each.title == "What moved it, by channel and input")
    assert sheet.rows == (
        ("meta's ad spend rose by $400.00", "+$9.00 (+28.1 points)"),
        ("tiktok's new customers fell by 10", "+$9.00 (+28.1 points)"),
    )
