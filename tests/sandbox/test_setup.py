"""Setting a workspace up: from the app's manifest, with more people and channels, and from the command line."""

import asyncio
import sys
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

MANIFEST = {
    "features": {
        "slash_commands": [{"command": "/numbers", "description": "Ask", "usage_hint": "cac 90d"}],
        "shortcuts": [
            {"name": "Explain", "type": "message", "callback_id": "explain", "description": "Why?"},
            {"name": "Ask", "type": "global", "callback_id": "ask", "description": "Ask"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


async def test_the_app_is_what_its_manifest_says(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """A scope that is missing in the manifest would be found by the first user."""
    workspace.install(MANIFEST)

    assert [command.name for command in workspace.app.commands] == ["/numbers"]
    assert [shortcut.callback_id for shortcut in workspace.app.shortcuts] == ["explain"]
    assert workspace.app.events == {"app_home_opened"}
    assert (await refused(client.users_list()))["needed"] == "users:read"
    assert (await server.slash("ada", "#general", "/kpi")).error == "invalid_command"


async def test_a_private_channel_exists_only_for_its_members(
    client: AsyncWebClient, workspace: Workspace, refused: Any
) -> None:
    """The bot would learn of channels that it must not know."""
    secret = workspace.add_channel("board", "ada", private=True, with_bot=False)
    hidden = await refused(client.chat_postMessage(channel=secret.id, text="x"))
    workspace.invite_bot("board")
    listed = await client.conversations_list(types="public_channel,private_channel")

    assert hidden["error"] == "channel_not_found"
    assert (await client.chat_postMessage(channel=secret.id, text="x"))["ok"]
    assert [c["name"] for c in listed["channels"] if c["is_private"]] == ["board"]


async def test_more_people_and_channels_can_be_added(server: WorkspaceServer, workspace: Workspace) -> None:
    """A test of five channels would need five workspaces."""
    linus = workspace.add_user("linus", "Linus T")
    sales = workspace.add_channel("#sales")
    message = await server.post_as_user(linus, sales, "hello")

    assert [m.ts for m in workspace.messages("#sales", viewer="linus")] == [message.ts]


async def test_the_command_line_prints_where_to_go_and_stops_when_asked() -> None:
    """A developer would not know the address or the tokens, or could not stop it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode() for _ in range(4)]
    process.terminate()
    code = await process.wait()

    assert lines[0].startswith("The workspace is at  http://127.0.0.1:")
    assert lines[2].startswith("SLACK_BOT_TOKEN=xoxb-")
    assert lines[3].startswith("SLACK_APP_TOKEN=xapp-")
    assert code == 0
