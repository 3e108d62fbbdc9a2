"""Buttons, menus and message shortcuts, by the real Bolt."""

from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotPossibleError, Workspace, WorkspaceServer

Json = dict[str, Any]
GENERAL = "C0GENERAL"


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    """An option whose text is its value."""
    return {"text": plain(value), "value": value}


CONTROLS: list[Json] = [
    {
        "type": "actions",
        "block_id": "controls",
        "elements": [
            {"type": "button", "action_id": "refresh", "value": "cac", "text": plain("Refresh")},
            {
                "type": "static_select",
                "action_id": "period",
                "options": [option("7d"), option("90d")],
                "initial_option": option("7d"),
            },
            {"type": "overflow", "action_id": "more", "options": [option("csv"), option("pdf")]},
            {"type": "external_select", "action_id": "metric", "min_query_length": 0},
        ],
    }
]


@pytest_asyncio.fixture(loop_scope="session")
async def bodies(app: AsyncApp, connect: Any) -> list[Json]:
    """What the app received for every action, from a connected app that also answers the external menu."""
    received: list[Json] = []

    @app.action("refresh")
    @app.action("period")
    @app.action("more")
    @app.action("metric")
    async def _action(ack: Any, body: Json) -> None:
        received.append(body)
        await ack()

    @app.options("metric")
    async def _options(ack: Any, body: Json) -> None:
        names = [name for name in ("cac", "churn", "revenue") if name.startswith(body["value"])]
        await ack(options=[option(name) for name in names])

    await connect(app)
    return received


async def test_a_button_brings_its_value_and_the_message(
    client: AsyncWebClient, server: WorkspaceServer, bodies: list[Json]
) -> None:
    """The bot would not know which number to refresh."""
    posted = await client.chat_postMessage(channel=GENERAL, text="CAC", blocks=CONTROLS)
    result = await server.click("ada", posted["ts"], GENERAL, "refresh")

    assert result.ok
    body = bodies[0]
    assert (body["actions"][0]["value"], body["user"]["id"]) == ("cac", "U0000ADA")
    assert (body["container"]["message_ts"], body["message"]["text"]) == (posted["ts"], "CAC")
    assert body["state"]["values"]["controls"]["period"]["selected_option"]["value"] == "7d"


async def test_menus_bring_the_chosen_option_and_remember_it_for_each_person(
    client: AsyncWebClient, server: WorkspaceServer, bodies: list[Json]
) -> None:
    """Grace would change what Ada sees chosen."""
    posted = await client.chat_postMessage(channel=GENERAL, text="CAC", blocks=CONTROLS)
    await server.click("ada", posted["ts"], GENERAL, "period", "90d")
    await server.click("ada", posted["ts"], GENERAL, "more", "csv")
    await server.click("ada", posted["ts"], GENERAL, "metric", "churn")
    await server.click("grace", posted["ts"], GENERAL, "refresh")

    assert [b["actions"][0]["selected_option"]["value"] for b in bodies[:3]] == ["90d", "csv", "churn"]
    periods = [b["state"]["values"]["controls"]["period"]["selected_option"]["value"] for b in bodies]
    assert periods == ["90d", "90d", "90d", "7d"]


async def test_nobody_can_choose_what_is_not_offered(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, bodies: list[Json]
) -> None:
    """A test could pass by clicking what no user would see."""
    posted = await client.chat_postMessage(channel=GENERAL, text="CAC", blocks=CONTROLS)
    await client.chat_postEphemeral(channel=GENERAL, user="U0000ADA", text="secret", blocks=CONTROLS)
    secret = workspace.messages(GENERAL, viewer="ada")[-1]

    for who, ts, action, choice in (
        ("ada", posted["ts"], "absent", None),
        ("ada", posted["ts"], "period", "365d"),
        ("ada", posted["ts"], "metric", "nothing"),
        ("grace", secret.ts, "refresh", None),
    ):
        with pytest.raises(NotPossibleError):
            await server.click(who, ts, GENERAL, action, choice)
    assert bodies == []


async def test_a_click_on_an_ephemeral_message_does_not_bring_the_message(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, bodies: list[Json]
) -> None:
    """A bot that reads its state from the message would fail on private answers only."""
    await client.chat_postEphemeral(channel=GENERAL, user="U0000ADA", text="secret", blocks=CONTROLS)
    await server.click("ada", workspace.messages(GENERAL, viewer="ada")[0].ts, GENERAL, "refresh")

    assert "message" not in bodies[0]
    assert bodies[0]["container"]["is_ephemeral"] is True


async def test_a_message_shortcut_brings_the_message(server: WorkspaceServer, app: AsyncApp, connect: Any) -> None:
    """Asking to explain a number would not say which one."""
    received: list[Json] = []

    @app.shortcut("explain_number")
    async def _shortcut(ack: Any, body: Json) -> None:
        received.append(body)
        await ack()

    await connect(app)
    message = await server.post_as_user("grace", GENERAL, "CAC is $90")
    result = await server.shortcut("ada", GENERAL, message.ts, "explain_number")

    assert result.ok
    assert (received[0]["type"], received[0]["message"]["text"]) == ("message_action", "CAC is $90")


async def test_a_button_in_the_home_tab_says_which_view_it_is_in(
    client: AsyncWebClient, server: WorkspaceServer, bodies: list[Json]
) -> None:
    """The App Home's buttons would be dead."""
    published = await client.views_publish(user_id="U0000ADA", view={"type": "home", "blocks": CONTROLS})
    view_id = published["view"]["id"]
    await server.click_in_view("ada", view_id, "refresh")

    assert bodies[0]["container"] == {"type": "view", "view_id": view_id}
    with pytest.raises(NotPossibleError):
        await server.click_in_view("grace", view_id, "refresh")
