"""/kpi executive, finance, growth: one message with the numbers, the page, and the way to each number."""

from typing import Any

import pytest

from bot.pages import read_page
from bot.shown import Page
from charts import RenderError
from metrics.catalogue.dashboards import DASHBOARDS
from metrics.periods import Trailing


def buttons(message: Any) -> dict[str, str]:
    """What can be pressed: the text of each button, and the words it carries."""
    elements = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return {each["text"]["text"]: each["value"] for each in elements if each["type"] == "button"}


@pytest.mark.parametrize("layout", DASHBOARDS, ids=lambda layout: layout.name)
async def test_a_page_is_one_message_with_its_numbers(started: Any, layout: Any) -> None:
    """Leadership reads the headline numbers on a phone, without opening the picture."""
    await started.ask(layout.name)
    message = await started.message(lambda found: any("slack_file" in block for block in found.blocks))

    assert [block["type"] for block in message.blocks] == [
        "header",
        "section",
        "image",
        "context",
        "actions",
        "actions",
    ]
    assert len(message.blocks[1]["fields"]) == len(layout.headlines)
    assert "4.21" in message.blocks[1]["fields"][0]["text"]
    assert layout.title in message.text
    assert started.answers.pages == [(layout.name, None)]


async def test_a_page_takes_a_period(started: Any) -> None:
    """The same page over the last quarter."""
    await started.ask("finance 90d")
    await started.message()

    assert started.answers.pages == [("finance", Trailing(90))]


async def test_a_page_is_refreshed_in_place(started: Any) -> None:
    """The page's controls edit the one message, as a number's do."""
    await started.ask("growth")
    message = await started.message()
    await started.click(message, "show:period", "growth 7d")
    await started.until(lambda: len(started.answers.pages) == 2)

    assert started.answers.pages[-1] == ("growth", Trailing(7))
    assert len(started.messages()) == 1


async def test_a_number_of_a_page_is_opened_in_its_thread(started: Any) -> None:
    """Who wants to know more does not take the page away from everybody else."""
    await started.ask("executive")
    message = await started.message()
    await started.click(message, "open:0")
    await started.until(lambda: len(started.messages()) == 2)

    answer = started.messages()[-1]
    assert answer.thread_ts == message.ts
    assert buttons(message)["Cash runway"] == "runway 30d"
    assert started.answers.asked[0].metric == DASHBOARDS[0].headlines[0].metric


async def test_a_page_over_no_period_is_explained(started: Any) -> None:
    """A typo in the period is not read as none."""
    result = await started.ask("executive lst month")
    told = await started.message(viewer="ada")

    assert result.ok
    assert "I don't know “lst month” as a period" in told.text
    assert started.answers.pages == []


async def test_a_page_is_explained_by_its_numbers(started: Any) -> None:
    """Who asks how a page comes about is led to what can be answered."""
    await started.ask("explain finance 90d")
    told = await started.message(viewer="ada")

    assert told.text.startswith("Finance dashboard has no formula of its own.")
    assert buttons(told)["Net burn"] == "explain burn 90d"


async def test_without_a_picture_all_numbers_are_in_the_message(started: Any) -> None:
    """A page whose picture can't be drawn loses no number."""
    started.renderer.error = RenderError("no")
    await started.ask("executive")
    message = await started.message()

    sections = [block for block in message.blocks if block["type"] == "section"]
    assert len(sections) == 1 + len(DASHBOARDS[0].rows)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("executive", Page("executive")),
        ("Exec", Page("executive")),
        ("90d cfo", Page("finance", Trailing(90))),
        ("show me the growth dashboard", Page("growth")),
        ("growth last 7 days", Page("growth", Trailing(7))),
        ("revenue growth", None),
        ("executive summary", None),
        ("", None),
    ],
)
def test_a_page_is_named_in_any_order(text: str, page: Page | None) -> None:
    """Nobody has to learn where the words go, and a number's name is never read as a page."""
    assert read_page(text) == page
