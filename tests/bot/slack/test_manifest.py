"""The app's manifest and what the bot listens to, uses and explains: each of them is asked for, and nothing else."""

import json
import re
from pathlib import Path

from bot.alerting import listeners as alerts
from bot.app_manifest import app_manifest
from bot.home import listeners as home
from bot.listeners import COMMAND
from bot.mentions import EVENTS
from bot.shortcuts import EXPLAIN_CALLBACK

ROOT = Path(__file__).parents[3]
MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
SUBSCRIBED = MANIFEST["settings"]["event_subscriptions"]["bot_events"]


def test_the_file_in_the_repository_is_the_manifest_of_this_version() -> None:
    """Whoever pastes it would get the app of another version."""
    assert app_manifest() == MANIFEST, "kpibot manifest > manifest.json"


def test_for_http_mode_each_thing_has_its_address() -> None:
    """Slack would have nowhere to send one of commands, clicks and events."""
    over_http = app_manifest("https://kpi.example.com/slack/events")
    settings = over_http["settings"]
    addresses = {
        over_http["features"]["slash_commands"][0]["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
    }

    assert addresses == {"https://kpi.example.com/slack/events"}
    assert not settings["socket_mode_enabled"]


def test_the_app_is_subscribed_to_what_the_bot_listens_to() -> None:
    """Slack would be silent where the bot waits, or tell of what nobody wants to know."""
    # A subscription names the kind of conversation, an event does not.
    listened = {"message.im" if event == "message" else event for event in (*EVENTS, *home.EVENTS, *alerts.EVENTS)}

    assert set(SUBSCRIBED) == listened


def test_commands_and_shortcuts_are_those_that_the_bot_answers() -> None:
    """Slack would offer what the bot never answers, or not what it would."""
    features = MANIFEST["features"]

    assert [command["command"] for command in features["slash_commands"]] == [COMMAND]
    assert [(each["type"], each["callback_id"]) for each in features["shortcuts"]] == [("message", EXPLAIN_CALLBACK)]
    assert all(len(each["name"]) <= 24 for each in features["shortcuts"])
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]


def test_people_may_write_to_the_bot_and_open_its_page() -> None:
    """Slack would say that sending messages to this app has been turned off."""
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_each_scope_is_used_and_explained() -> None:
    """Whoever must approve the app would have to guess why it wants to read something."""
    explained = re.findall(r"^\| `([a-z:_]+)` \|", (ROOT / "docs" / "scopes.md").read_text("utf-8"), re.MULTILINE)

    assert explained == MANIFEST["oauth_config"]["scopes"]["bot"]
