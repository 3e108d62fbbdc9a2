"""The controls below an answer: each option carries, as words, the whole of what it leads to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.shown import Face, Shown, View
from bot.views.action_ids import REFRESH
from bot.views.controls import answer_controls, explanation_controls, words_shown
from metrics.answer import Comparison, Grain, Target
from metrics.catalogue import METRICS
from metrics.periods import Between, Trailing
from metrics.question import Question
from sandbox.blocks.check import message_findings


def options(block: dict[str, Any], action_id: str) -> dict[str, str]:
    """The options of one menu: text to value; empty where there is no such menu."""
    menus = [element for element in block["elements"] if element["action_id"] == action_id]
    return {option["text"]["text"]: option["value"] for menu in menus for option in menu["options"]}


def chosen(block: dict[str, Any]) -> dict[str, str]:
    """What each menu shows as chosen."""
    menus = [element for element in block["elements"] if element["type"] == "static_select"]
    return {menu["action_id"]: menu["initial_option"]["text"]["text"] for menu in menus}


def controls(answered: Any, shown: Shown, **changes: Any) -> dict[str, Any]:
    """The controls of an answer to what is shown."""
    return answer_controls(shown, answered(shown.question, **changes))


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_control_of_every_metric_leads_where_it_says(answered: Any, metric: Any) -> None:
    """A control whose words are not understood does nothing."""
    question = Question(metric.name, by="channel", grain=Grain.WEEK, versus=Comparison.LAST_YEAR)
    shown = Shown(question, view=View.TABLE)
    block = controls(answered, shown)
    menus = [element for element in block["elements"] if element["type"] == "static_select"]

    for menu in menus:
        read = [read_command(option["value"], all_commands()) for option in menu["options"]]
        assert all(
            isinstance(reply, Show) and reply.shown.words == option["value"]
            for reply, option in zip(read, menu["options"], strict=True)
        )
        assert menu["initial_option"]["value"] == shown.words
    assert [element["value"] for element in block["elements"] if element["type"] == "button"] == [
        shown.words,
        replace(shown, face=Face.EXPLANATION).words,
    ]
    assert not message_findings([block])


def test_each_menu_changes_one_thing_and_keeps_the_rest(answered: Any) -> None:
    """Who picks a period would lose the breakdown that was picked before."""
    shown = Shown(Question("cac", Trailing(90), "channel", Grain.WEEK, Comparison.LAST_YEAR), view=View.LINE)
    block = controls(answered, shown)

    assert options(block, "show:period")["Last 7 days"] == "cac 7d by channel weekly vs last year as line"
    assert options(block, "show:by") == {
        "Total": "cac 90d weekly vs last year as line",
        "By channel": "cac 90d by channel weekly vs last year as line",
    }
    assert options(block, "show:versus") == {
        "vs previous period": "cac 90d by channel weekly as line",
        "vs last year": "cac 90d by channel weekly vs last year as line",
        "vs target": "cac 90d by channel weekly vs target as line",
    }
    assert options(block, "show:view") == {
        "Picture": "cac 90d by channel weekly vs last year",
        "Line": "cac 90d by channel weekly vs last year as line",
        "Bars": "cac 90d by channel weekly vs last year as bar",
        "Table": "cac 90d by channel weekly vs last year as table",
    }
    assert chosen(block) == {
        "show:period": "Last 90 days",
        "show:by": "By channel",
        "show:versus": "vs last year",
        "show:view": "Line",
    }


def test_a_target_is_offered_where_there_is_one(answered: Any) -> None:
    """A comparison with nothing would say nothing."""
    shown = Shown(Question("revenue"))

    assert "vs target" not in options(controls(answered, shown, target=None), "show:versus")
    assert "vs target" in options(controls(answered, shown, target=Target(1)), "show:versus")


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("revenue", {"Total", "By channel"}), ("cash", set()), ("spend", set()), ("opex", set())],
)
def test_a_breakdown_is_offered_where_it_changes_something(answered: Any, metric: str, expected: set[str]) -> None:
    """A metric that has no parts, or is always split, would have a switch that does nothing."""
    assert set(options(controls(answered, Shown(Question(metric))), "show:by")) == expected


def test_a_typed_option_stays_in_its_menu(answered: Any) -> None:
    """One could not come back to what one had asked for, and the menu would show something else as chosen."""
    block = controls(answered, Shown(Question("revenue", by="category", versus=Comparison.TARGET)), target=None)

    assert chosen(block)["show:by"] == "By category"
    assert chosen(block)["show:versus"] == "vs target"


def test_the_longest_words_fit_into_an_option(answered: Any) -> None:
    """Slack refuses a value of more than 150 characters, and the message with it."""
    longest = max(METRICS, key=lambda metric: len(metric.name))
    period = Between(date(2025, 10, 1), date(2026, 10, 31))
    question = Question(longest.name, period, "category", Grain.MONTH, Comparison.LAST_YEAR)
    shown = Shown(question, Face.EXPLANATION, View.PICTURE)
    block = controls(answered, replace(shown, face=Face.ANSWER))

    assert not message_findings([block, explanation_controls(shown)])
    assert max(len(replace(shown, view=view).words) for view in View) <= 150


def test_back_from_the_explanation_is_what_was_shown() -> None:
    """Who looked at a table would come back to a picture."""
    shown = Shown(Question("cac", versus=Comparison.LAST_YEAR), Face.EXPLANATION, View.TABLE)

    assert explanation_controls(shown)["elements"][0]["value"] == "cac 30d vs last year as table"


def test_a_forged_message_has_no_question_in_it() -> None:
    """Whoever makes an app of their own would end the bot's explanations in a trace."""
    for action_id in ([REFRESH], {}, 7, None):
        blocks = [{"type": "actions", "elements": [{"action_id": action_id, "value": "ltvcac"}]}]

        assert words_shown(blocks) is None
