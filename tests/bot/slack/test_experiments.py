"""/kpi experiments, experiment and flags: the words that ask for them, and the message that answers."""

from datetime import date
from typing import Any

import pytest
from company import ZONE, SmallCompany
from moments import NOW

from bot.answering import Answering
from bot.command import Say, Show
from bot.command_registry import all_commands, read_command
from bot.shown import Page
from charts import RenderPool
from store.database import Database

LAST = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("experiments", "experiments"),
        ("experiments status", "experiments"),
        ("experiments success", "experiments success"),
        ("experiments success rate", "experiments success"),
        ("experiment checkout_button", "experiment checkout_button"),
        ("experiments checkout-2.b", "experiment checkout-2.b"),
        ("flags", "flags"),
        ("flags new_search", "flags new_search"),
    ],
)
def test_pages_of_experiments_are_asked_for_by_name(text: str, name: str) -> None:
    """What people type first is understood; what it leads to can be typed again."""
    reply = read_command(text, all_commands())

    assert reply == Show(Page(name))
    assert read_command(reply.shown.words, all_commands()) == reply


def test_words_that_are_no_key_are_asked_back() -> None:
    """Whoever writes a sentence learns what to write."""
    reply = read_command("experiment what about the checkout?", all_commands())

    assert isinstance(reply, Say)
    assert "is no experiment's key" in reply.message.text


async def test_an_experiment_is_one_message_with_verdict_picture_and_table(office: Any, database: Database) -> None:
    """A verdict is read with its interval, its split and what is still needed."""
    company = SmallCompany(database)
    company.experiment("checkout", planned_users=30_000, hypothesis="One page loses fewer")
    company.result("checkout", LAST, "control", 10_000, 1_000, 52_000)
    company.result("checkout", LAST, "one_page", 10_000, 1_180, 61_000)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=30.0)
        await office.ask("experiment checkout")
        answer = await office.message(lambda found: any(block["type"] == "image" for block in found.blocks))
        await office.stop()

    shown = str(answer.blocks)
    assert answer.text.startswith("Checkout. Users 20,000. control 10.0%. one_page 11.8%.")
    assert "one_page is better: +18.0% (" in answer.text
    for words in (
        "Hypothesis: One page loses fewer.",
        "The split of users is as planned",
        "10,000 more users are needed for its plan",
        "always valid, however often one looks: it runs",
        "data_table",
        "experiment checkout as csv",
    ):
        assert words in shown


async def test_a_dashboard_leads_to_the_experiments_that_it_shows(office: Any, database: Database) -> None:
    """Whoever sees a lift asks what it is of."""
    company = SmallCompany(database)
    company.experiment("checkout", planned_users=30_000)
    company.result("checkout", LAST, "control", 10_000, 1_000)
    company.result("checkout", LAST, "one_page", 10_000, 1_180)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    await office.start()
    await office.ask("growth")
    page = await office.message()
    await office.stop()

    buttons = [each for block in page.blocks for each in block.get("elements", ()) if each.get("type") == "button"]
    assert ("Experiments", "experiments") in {(each["text"]["text"], each["value"]) for each in buttons}
