"""What is said to the asker alone: help, near misses, and what is missing."""

from typing import Any

import pytest

from bot.command_registry import all_commands
from metrics.catalogue import METRICS
from metrics.periods import Trailing
from metrics.question import Question


def texts(message: Any) -> str:
    """All that a message's blocks show."""
    return repr([block for block in message.blocks if block["type"] != "actions"])


def buttons(message: Any) -> dict[str, str]:
    """The buttons of a message: text to value."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {e["text"]["text"]: e["value"] for row in rows for e in row if e["type"] == "button"}


async def test_a_typo_is_met_with_the_nearest_readings_and_no_guess(started: Any) -> None:
    """A wrong number would be given for a word that nobody wrote."""
    await started.ask("ltvcca 90d by channel")
    message = await started.message(viewer="ada")

    assert message.ephemeral_for == "U0000ADA"
    assert message.text.startswith("I don't know “ltvcca”. I understood “90d by channel”. Did you mean:")
    assert buttons(message)["LTV:CAC, 90d by channel"] == "ltvcac 90d by channel"
    assert started.answers.asked == []


async def test_pressing_a_suggestion_asks_it_and_takes_the_suggestions_away(started: Any) -> None:
    """The asker would have to type it all again, with old suggestions standing about."""
    await started.ask("ltvcca 90d")
    suggestions = await started.message(viewer="ada")
    await started.click(suggestions, "ask:0")
    await started.until(lambda: [m.ephemeral_for for m in started.messages(viewer="ada")] == [None])

    assert started.answers.asked == [Question("ltvcac", Trailing(90))]
    assert started.messages()[0].text.startswith("LTV:CAC: 4.21:1")


async def test_where_the_bot_is_no_member_a_suggestion_becomes_the_answer(started: Any) -> None:
    """The asker would be left with a suggestion that does nothing."""
    await started.ask("ltvcca", where="#finance")
    suggestions = await started.message(where="#finance", viewer="ada")
    await started.click(suggestions, "ask:0")
    message = await started.message(lambda m: m.text.startswith("LTV:CAC: 4.21:1"), "#finance", "ada")

    assert message.ts == suggestions.ts


async def test_words_around_a_known_metric_are_named(started: Any) -> None:
    """A word that was passed over would be taken as heeded."""
    await started.ask("revenue in paris last month")
    message = await started.message(viewer="ada")

    assert message.text.startswith("I don't know “paris”. I understood “Revenue last month”. Did you mean:")
    assert buttons(message) == {"Revenue, last month": "revenue last month"}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (
            "revenue cac 90d",
            (
                "You named more than one metric, Revenue and CAC; I answer one at a time. I understood “90d”. "
                "Which one do you mean? Revenue, 90d; CAC, 90d."
            ),
        ),
        (
            "revenue 30d 90d",
            (
                "You named more than one period, 30d and 90d; I answer one at a time. I understood “Revenue”. "
                "Which one do you mean? Revenue, 30d; Revenue, 90d."
            ),
        ),
        (
            "cac for meta",
            (
                "I can't show “meta” alone, only all channels beside each other. I understood “CAC”. "
                "Did you mean: CAC, 30d by channel; CAC, 30d."
            ),
        ),
        (
            "cac by country",
            (
                "I can't do “by country”: I break down by channel, category, day, week or month. I understood “CAC”. "
                "Did you mean: CAC, 30d by channel; CAC, 30d."
            ),
        ),
        (
            "cac vs gdp",
            (
                "I can't do “vs gdp”: I compare with the previous period, last year or the target. I understood “CAC”. "
                "Did you mean: CAC, 30d; CAC, 30d vs last year."
            ),
        ),
    ],
)
async def test_why_it_is_no_question_reads_well(started: Any, typed: str, text: str) -> None:
    """A puzzling answer to a puzzling question helps nobody."""
    await started.ask(typed)

    assert (await started.message(viewer="ada")).text == text


async def test_a_period_alone_is_told_what_is_missing(started: Any) -> None:
    """It would be told that its period is not known."""
    await started.ask("90d")
    message = await started.message(viewer="ada")

    assert message.text == (
        "That names no metric. I understood “90d”. Name a metric as well, for example “ltvcac 90d”. "
        "/kpi help lists them all."
    )


async def test_nonsense_is_quoted_without_its_markup(started: Any) -> None:
    """Typing <!channel> after /kpi would ring everybody, were the words shown to more than one."""
    await started.ask("<!channel> *now*")
    message = await started.message(viewer="ada")

    assert message.text.startswith("I don't know “&lt;!channel&gt; *now*”. ")


async def test_help_lists_every_command_and_metric(started: Any) -> None:
    """What is not in the help does not exist for most people."""
    await started.ask("help")
    message = await started.message(viewer="ada")

    assert message.ephemeral_for == "U0000ADA"
    for command in all_commands():
        assert command.usage in texts(message)
        assert command.help in texts(message)
    for metric in METRICS:
        assert f"'{metric.name}'" in texts(message)
    assert message.text.startswith(
        "Ask me for a number. /kpi &lt;metric&gt; [period] [by channel] [vs last year] [as table]: The number,"
    )


async def test_a_metric_picked_in_the_help_is_asked(started: Any) -> None:
    """The menu would be for show."""
    await started.ask("help")
    await started.click(await started.message(viewer="ada"), "ask:metric", "cac 30d")
    await started.until(started.messages)

    assert started.answers.asked == [Question("cac")]


async def test_explain_shows_the_explanation_of_the_asked_period(started: Any) -> None:
    """A number that can't be explained is not believed."""
    await started.ask("explain ltvcac 90d")
    message = await started.message()

    assert message.blocks[0]["text"]["text"] == "How LTV:CAC comes about"
    assert started.answers.asked == [Question("ltvcac", Trailing(90))]
    assert buttons(message) == {"Back to the number": "ltvcac 90d"}


async def test_explain_without_a_metric_asks_for_one(started: Any) -> None:
    """It would explain what nobody asked."""
    await started.ask("explain")
    message = await started.message(viewer="ada")

    assert message.text == "Which number shall I explain? For example: /kpi explain ltvcac 90d"


async def test_a_typo_after_explain_leads_to_an_explanation(started: Any) -> None:
    """The suggestion would answer another question than was asked."""
    await started.ask("explain ltvcca")
    message = await started.message(viewer="ada")

    assert "explain ltvcac 30d" in buttons(message).values()
