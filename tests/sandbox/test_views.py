"""Modals and the App Home, by the real Bolt."""

from datetime import UTC, datetime
from typing import Any

import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ManualClock, Workspace, WorkspaceServer

Json = dict[str, Any]
GENERAL = "C0GENERAL"


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    """An option whose text is its value."""
    return {"text": plain(value), "value": value}


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
async def modal_app(app: AsyncApp, connect: Any) -> AsyncApp:
    """A connected app whose command opens the picker, and that answers its menu."""

    @app.command("/kpi")
    async def _open(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @app.options("metric")
    async def _options(ack: Any, body: Json) -> None:
        names = [name for name in ("cac", "churn", "revenue") if name.startswith(body["value"])]
        await ack(options=[option(name) for name in names])

    await connect(app)
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
