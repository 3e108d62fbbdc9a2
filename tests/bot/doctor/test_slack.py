"""What the doctor finds in Slack, asked over the wire."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.access.written import read_access
from bot.doctor.finding import Finding, Grade
from bot.doctor.posting import TrialPost
from bot.doctor.scopes import NEEDED_FOR
from bot.doctor.slack import slack_findings
from bot.receiving.address import Address
from bot.settings import Settings
from bot.slack_client import SlackClient, open_session
from sandbox import Workspace, WorkspaceServer

GENERAL, FINANCE = "C0GENERAL", "C0FINANCE"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
MANIFEST = Path(__file__).parents[3] / "manifest.json"


@pytest.fixture
async def server() -> AsyncIterator[WorkspaceServer]:
    """A workspace with the app as its manifest has it."""
    workspace = Workspace.demo()
    workspace.set_scopes(*NEEDED_FOR)
    async with WorkspaceServer(workspace) as running:
        yield running


async def examined(server: WorkspaceServer, **changed: Any) -> dict[str, Finding]:
    """What is found, by what it is about."""
    workspace = server.workspace
    values = {
        "slack_bot_token": SecretStr(workspace.bot_token),
        "slack_app_token": SecretStr(workspace.app_token),
        "slack_api_url": server.api_url,
    }
    settings = Settings(_env_file=None, **{**values, **changed})  # type: ignore[call-arg]  # pydantic-settings' own
    async with open_session() as session:
        return {each.about: each for each in await slack_findings(settings, session)}


async def test_a_set_up_workspace_is_well(server: WorkspaceServer) -> None:
    """Who has done all of it is told so, and where each thing goes."""
    found = await examined(server, alerts=GENERAL, digests=f"executive -> {GENERAL}")

    assert {each.grade for each in found.values()} == {Grade.GOOD}
    assert found["bot token"].text == "it is kpibot's in Sandbox"
    assert found["scopes"].text == "all 14 are granted"
    assert found[f"channel {GENERAL}"].text.startswith("the executive digest and alerts: the bot is there")


async def test_a_missing_scope_says_what_stops_working(server: WorkspaceServer) -> None:
    """Pictures that never come are not looked for in the code."""
    server.workspace.set_scopes(*(NEEDED_FOR.keys() - {"files:write"}), "channels:join")
    found = await examined(server)

    assert found["scope files:write"].text == "it is missing: there are no pictures and no files"
    assert "manifest.json" in found["scope files:write"].remedy
    assert (found["scopes"].grade, found["scopes"].text) == (
        Grade.NOTE,
        "the token has more than kpibot uses: channels:join",
    )


async def test_a_channel_without_the_bot_is_told_before_the_first_digest_is_lost(server: WorkspaceServer) -> None:
    """The first morning is the wrong time to learn it."""
    found = await examined(server, digests=f"finance -> {FINANCE}")

    assert found[f"channel {FINANCE}"].grade is Grade.BAD
    assert "/invite @kpibot" in found[f"channel {FINANCE}"].remedy


async def test_wrong_tokens_are_told_apart_and_never_shown(server: WorkspaceServer) -> None:
    """Two tokens in each other's place are the most common slip; the log must not keep them."""
    workspace = server.workspace
    swapped = {
        "slack_bot_token": SecretStr(workspace.app_token),
        "slack_app_token": SecretStr(workspace.bot_token),
    }
    found = await examined(server, **swapped)

    assert [found[name].grade for name in ("bot token", "app token")] == [Grade.BAD, Grade.BAD]
    assert "xoxb-" in found["bot token"].remedy
    said = " ".join(each.text + each.remedy for each in found.values())
    assert workspace.bot_token not in said
    assert workspace.app_token not in said


async def test_missing_tokens_and_a_slack_that_is_away_are_sentences(server: WorkspaceServer) -> None:
    """Nobody reads a stack trace on the first day."""
    none = await examined(server, slack_bot_token=None, slack_app_token=None)
    away = await examined(server, slack_api_url="http://127.0.0.1:9/api/")

    assert none["bot token"].text == "SLACK_BOT_TOKEN is not set"
    assert "can't be reached" in away["bot token"].text


async def test_in_http_mode_the_signing_secret_takes_the_place_of_the_app_token(server: WorkspaceServer) -> None:
    """It would ask for a token that nobody needs, and say nothing of the secret that is lacking."""
    http = {"slack_app_token": None, "http": Address("127.0.0.1", 3000)}
    lacking = await examined(server, **http)
    there = await examined(server, slack_signing_secret=SecretStr("8f742231b10e8888"), **http)

    assert lacking["signing secret"].text == "SLACK_SIGNING_SECRET is not set"
    assert there["HTTP mode"].text == "requests are taken at 127.0.0.1:3000, if Slack signed them"
    assert "app token" not in lacking | there


async def test_groups_are_looked_at_with_who_is_in_them(server: WorkspaceServer) -> None:
    """A guest in #treasury, or a user group with a slip in its id, would be noticed when it is too late."""
    workspace = server.workspace
    workspace.directory.put(replace(workspace.channel("#growth"), is_shared=True))
    policy = read_access("finance -> U0000ADA, S00ONCALL, S0WRONG, C00GROWTH, C0GENERAL, cli; open -> C00GROWTH")
    found = await examined(server, access=policy)
    of = {name.removeprefix("access "): (each.grade, each.text) for name, each in found.items() if "access" in name}

    assert of == {
        "finance: U0000ADA": (Grade.GOOD, "Ada Lovelace"),
        "finance: S00ONCALL": (Grade.GOOD, "1 people"),
        "finance: S0WRONG": (Grade.BAD, "Slack does not know it (no_such_subteam)"),
        "finance: C00GROWTH": (Grade.BAD, "guests or another company read it"),
        "finance: C0GENERAL": (Grade.GOOD, "nobody else reads it"),
        "finance: cli": (Grade.GOOD, "the command line"),
        "open: C00GROWTH": (Grade.GOOD, "guests or another company read it, and may see what is open"),
    }


async def test_a_test_message_with_its_picture_is_posted_and_leaves_nothing(server: WorkspaceServer) -> None:
    """A set-up is believed once a picture was seen; the channel is as it was before."""
    workspace = server.workspace
    seen: list[str] = []
    async with open_session() as session:
        slack = SlackClient(session, server.api_url, workspace.bot_token)
        trial = TrialPost(slack, GENERAL, waiting(workspace, seen))
        found = await trial.findings(PNG)

    assert [(each.grade, each.text) for each in found] == [
        (Grade.GOOD, "a message with its picture was posted"),
        (Grade.GOOD, "it is taken away again"),
    ]
    assert workspace.messages(GENERAL) == []
    assert workspace.files.all == ()


async def test_a_channel_that_takes_no_post_says_so_and_keeps_no_picture(server: WorkspaceServer) -> None:
    """The picture that was uploaded for nothing must not stay."""
    workspace = server.workspace
    async with open_session() as session:
        slack = SlackClient(session, server.api_url, workspace.bot_token)
        found = await TrialPost(slack, FINANCE, waiting(workspace, [])).findings(PNG)

    assert found[0].grade is Grade.BAD
    assert "/invite @kpibot" in found[0].remedy
    assert workspace.files.all == ()


def waiting(workspace: Workspace, seen: list[str]) -> Callable[[float], Awaitable[None]]:
    """Slack is done with all files as soon as anybody waits for them."""

    async def pause(seconds: float) -> None:
        seen.append(f"{seconds:g}")
        for file in workspace.files.all:
            workspace.files.put(replace(file, ready=file.completed))

    return pause


def test_each_scope_of_the_manifest_has_its_reason() -> None:
    """A scope that nobody can explain is not asked for."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))

    assert list(NEEDED_FOR) == manifest["oauth_config"]["scopes"]["bot"]
