"""`/kpi alerts` and `/kpi alert` in Slack: for the asker alone, and never without a word."""

from typing import Any

import pytest

from bot.views.alert_lists import said


@pytest.mark.parametrize("words", ["alerts", "alert list"])
async def test_alerts_are_told_to_the_asker_alone(started: Any, words: str) -> None:
    """One person's look at the alerts is not a page for the whole channel."""
    await started.ask(words)

    told = await started.message(viewer="ada")

    assert told.ephemeral_for is not None
    assert told.text == said("No alerts are judged here.").text


async def test_help_names_alerts(started: Any) -> None:
    """Who wonders what is watched finds where to look."""
    await started.ask("help")

    told = await started.message(viewer="ada")

    assert "/kpi alerts [history 30d]: What is bad now and for how long" in told.text
    assert "/kpi alert list | test | add | edit | mute | remove: The rules that alerts go by" in told.text
