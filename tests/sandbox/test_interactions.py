"""Buttons, menus, shortcuts, modals and the App Home, by the real Bolt."""

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ManualClock, NotPossibleError, Workspace, WorkspaceServer

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
MODAL: Json = {
    "type": "modal",
    "callback_id": "picker",
    "title": plain("Pick a number"),
    "submit": plain("Show"),
    "private_metadata": "C0GENERAL",
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("Metric"),
            "element": {"type": "external_select", "action_id": "metric"},
        },
        {
            "type": "input",
            "block_id": "note",
            "label": plain("Note"),
            "optional": True,
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}


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


@pytest_asyncio.fixture(loop_scope="session")
async def modal_app(app: AsyncApp, bodies: list[Json]) -> AsyncApp:  # noqa: ARG001  # `bodies` connects the app
    """An app whose command opens the picker."""

    @app.command("/kpi")
    async def _open(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    return app


async def test_a_modal_is_opened_filled_in_and_submitted(
    server: WorkspaceServer, workspace: Workspace, modal_app: AsyncApp
) -> None:
    """The picker could not be tested at all."""
    received: list[Json] = []

    @modal_app.view("picker")
    async def _submitted(ack: Any, view: Json) -> None:
        received.append(view)
        await ack()

    await server.slash("ada", GENERAL, "/kpi")
    await server.until(lambda: workspace.views.stack("U0000ADA"))
    incomplete = await server.submit("ada")
    result = await server.submit("ada", {"metric": "churn", "text": "for the board"})

    values = received[0]["state"]["values"]
    assert (incomplete.error, incomplete.payload) == (
        "missing_input",
        {"errors": {"what": "Please complete this required field."}},
    )
    assert result.ok
    assert values["what"]["metric"]["selected_option"]["value"] == "churn"
    assert values["note"]["text"]["value"] == "for the board"
    assert received[0]["private_metadata"] == "C0GENERAL"
    assert workspace.views.stack("U0000ADA") == ()


async def test_a_submission_may_be_answered_with_errors_or_another_view(
    server: WorkspaceServer, workspace: Workspace, modal_app: AsyncApp
) -> None:
    """A wrong entry would close the modal and be lost."""

    @modal_app.view("picker")
    async def _submitted(ack: Any, view: Json) -> None:
        if view["state"]["values"]["what"]["metric"]["selected_option"]["value"] == "cac":
            await ack(response_action="errors", errors={"what": "Not that one"})
        else:
            done = {"type": "modal", "title": plain("Done"), "blocks": [{"type": "divider"}]}
            await ack(response_action="update", view=done)

    await server.slash("ada", GENERAL, "/kpi")
    await server.until(lambda: workspace.views.stack("U0000ADA"))
    refused = await server.submit("ada", {"metric": "cac"})
    still_open = workspace.views.stack("U0000ADA")[0].content["callback_id"]
    await server.submit("ada", {"metric": "churn"})

    assert (refused.error, still_open) == ("view_errors", "picker")
    assert refused.payload == {"response_action": "errors", "errors": {"what": "Not that one"}}
    assert workspace.views.stack("U0000ADA")[0].content["title"]["text"] == "Done"


async def test_a_trigger_opens_one_modal_within_three_seconds(workspace: Workspace, refused: Any) -> None:
    """A bot that computes before it opens its modal would work here and fail in Slack."""
    clock = ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    async with WorkspaceServer(workspace, clock=clock) as server:
        client = AsyncWebClient(token=workspace.bot_token, base_url=server.api_url, retry_handlers=[])
        first, second = (workspace.triggers.issue("U0000ADA") for _ in range(2))
        clock.advance(3)
        opened = await client.views_open(trigger_id=first, view=MODAL)
        again = await refused(client.views_open(trigger_id=first, view=MODAL))
        clock.advance(0.1)
        late = await refused(client.views_open(trigger_id=second, view=MODAL))
        unknown = await refused(client.views_open(trigger_id="1.2.3", view=MODAL))

    assert opened["view"]["callback_id"] == "picker"
    errors = [again["error"], late["error"], unknown["error"]]
    assert errors == ["trigger_exchanged", "trigger_expired", "invalid_trigger_id"]


async def test_a_view_with_a_picture_that_is_not_ready_is_refused(client: AsyncWebClient, refused: Any) -> None:
    """An App Home with a fresh chart would be published here and refused by Slack."""
    picture = {"type": "image", "alt_text": "x", "slack_file": {"id": "F00NOSUCH"}}
    home = {"type": "home", "blocks": [{"type": "divider"}, picture]}
    refusal = await refused(client.views_publish(user_id="U0000ADA", view=home))

    words = "[ERROR] invalid slack file [json-pointer:view/blocks/1/slack_file.id/slack_file]"
    assert refusal["error"] == "invalid_arguments"
    assert refusal["response_metadata"]["messages"] == [words]


async def test_opening_the_home_tab_is_told_and_what_is_published_is_that_persons(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """One person's App Home would be shown to another."""

    @app.event("app_home_opened")
    async def _opened(event: Json, client: AsyncWebClient) -> None:
        block = {"type": "section", "text": plain(f"Hello {event['user']}, tab {event['tab']}")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    await connect(app)
    await server.open_home("ada")
    await server.until(lambda: workspace.views.home("U0000ADA"))

    home = workspace.views.home("U0000ADA")
    assert home is not None
    assert home.content["blocks"][0]["text"]["text"] == "Hello U0000ADA, tab home"
    assert workspace.views.home("U00GRACE") is None


async def test_a_view_is_updated_by_its_id_and_guarded_by_its_hash(
    client: AsyncWebClient, workspace: Workspace, refused: Any
) -> None:
    """Two answers that cross each other would leave the older one on the screen."""
    opened = await client.views_open(trigger_id=workspace.triggers.issue("U0000ADA"), view=MODAL)
    changed = MODAL | {"title": plain("Second")}
    view_id, first_hash = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=view_id, hash=first_hash, view=changed)
    stale = await refused(client.views_update(view_id=view_id, hash=first_hash, view=MODAL))

    assert stale["error"] == "hash_conflict"
    assert workspace.views.stack("U0000ADA")[0].content["title"]["text"] == "Second"


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
