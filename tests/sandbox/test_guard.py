"""Foreign web pages stay out of a workspace that runs on somebody's own machine."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:{port}"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
async def test_only_the_workspaces_own_page_may_look(
    server: WorkspaceServer, headers: dict[str, str], status: int
) -> None:
    """A page that a developer happens to visit could read the workspace by DNS rebinding or a plain request."""
    port = server.url.rsplit(":", 1)[1]
    sent = {name: value.format(port=port) for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/page/state", headers=sent) as answer:
        assert answer.status == status


async def test_a_form_of_another_page_cannot_act(server: WorkspaceServer, workspace: Workspace) -> None:
    """A foreign page could post as Ada without reading the answer."""
    body = '{"do": "post", "as": "ada", "channel": "general", "text": "x"}'
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/page/do", data=body, headers={"Content-Type": "text/plain"}) as answer,
    ):
        assert answer.status == 415
    assert workspace.messages("#general") == []


async def test_every_answer_carries_the_strict_headers(server: WorkspaceServer) -> None:
    """One forgotten answer would be the way in."""
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/page/app.js", "/page/state", "/page/nothing.js", "/api/auth.test"):
            async with session.get(f"{server.url}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "Access-Control-Allow-Origin" not in answer.headers


async def do(server: WorkspaceServer, **request: object) -> dict[str, Any]:
    """Ask for something as the page does."""
    async with aiohttp.ClientSession() as session, session.post(f"{server.url}/page/do", json=request) as answer:
        body: dict[str, Any] = await answer.json()
        return body


async def test_what_is_not_possible_is_said_in_words(server: WorkspaceServer) -> None:
    """The page would show a stack trace, or nothing."""
    unknown = await do(server, do="dance")
    nobody = await do(server, **{"do": "post", "as": "eve", "channel": "general", "text": "x"})
    absent = await do(
        server, **{"do": "react", "as": "ada", "channel": "general", "ts": "1.0", "name": "eyes", "on": True}
    )

    assert unknown == {"ok": False, "error": "the page asked for something unknown: dance"}
    assert nobody["error"] == "nobody is called 'eve'; there are ada, grace, kpibot"
    assert absent["error"] == "Ada Lovelace sees no message 1.0 in #general"


async def test_a_private_answer_is_not_in_what_others_are_sent(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace
) -> None:
    """Hiding it in the page alone would send it to everybody."""
    await client.chat_postEphemeral(channel="C0GENERAL", user="U0000ADA", text="secret number")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/page/state?as=grace") as answer:
            others = await answer.text()
        async with session.get(f"{server.url}/page/state?as=ada") as answer:
            own = await answer.text()

    assert ("secret number" in own, "secret number" in others) == (True, False)
    assert workspace.bot_token not in own
