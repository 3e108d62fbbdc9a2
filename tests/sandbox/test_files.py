"""Uploads in three steps, the wait until Slack has processed them, and what may be shown when."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, FaultKind, Workspace, WorkspaceServer

GENERAL = "C0GENERAL"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
INVALID_FILE = "invalid slack file [json-pointer:/blocks/0/slack_file.id/slack_file]"


def picture(file_id: str) -> list[dict[str, Any]]:
    """A message that consists of that picture."""
    return [{"type": "image", "alt_text": "Revenue by day", "slack_file": {"id": file_id}}]


async def uploaded(client: AsyncWebClient, content: bytes = PNG, name: str = "chart.png") -> str:
    """The id of a file that was uploaded by slack_sdk and shared nowhere."""
    answer = await client.files_upload_v2(content=content, filename=name, title="Chart", alt_txt="Revenue by day")
    return str(answer["file"]["id"])


def ready(workspace: Workspace, file_id: str) -> Callable[[], bool]:
    """The condition that a file is processed."""

    def is_ready() -> bool:
        file = workspace.files.get(file_id)
        return file is not None and file.is_ready(workspace.clock.now())

    return is_ready


async def test_a_picture_can_be_shown_only_once_it_is_processed(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """The bot would post its chart at once here, and be refused by Slack."""
    workspace.configure(file_seconds=0.2)
    file_id = await uploaded(client)
    early = await client.files_info(file=file_id)
    refusal = await refused(client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(file_id)))
    await server.until(ready(workspace, file_id))
    late = await client.files_info(file=file_id)

    assert (refusal["error"], refusal["errors"]) == ("invalid_blocks", [INVALID_FILE])
    assert (early["file"]["mimetype"], late["file"]["mimetype"]) == ("", "image/png")
    assert (await client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(file_id)))["ok"]


async def test_an_edit_may_bring_the_picture_later(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """The number could not be sent ahead of its picture."""
    file_id = await uploaded(client)
    posted = await client.chat_postMessage(channel=GENERAL, text="x")
    early = await refused(client.chat_update(channel=GENERAL, ts=posted["ts"], text="x", blocks=picture("F00NOSUCH")))
    await server.until(ready(workspace, file_id))
    await client.chat_update(channel=GENERAL, ts=posted["ts"], text="x", blocks=picture(file_id))

    assert early["errors"] == [INVALID_FILE]
    assert workspace.messages(GENERAL)[0].blocks[0]["slack_file"] == {"id": file_id}


async def test_an_unshared_file_is_refused_on_request_and_accepted_once_shared(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """The bot would be tested against only one of the two readings of Slack's behaviour."""
    workspace.configure(refuse_unshared_files=True)
    private = await uploaded(client)
    await server.until(ready(workspace, private))
    refusal = await refused(client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(private)))
    answer = await client.files_upload_v2(content=PNG, filename="b.png", channel=GENERAL, initial_comment="Chart")
    shared = answer["file"]["id"]
    await server.until(lambda: workspace.messages(GENERAL))

    assert refusal["errors"] == [INVALID_FILE]
    info = (await client.files_info(file=shared))["file"]
    message = workspace.messages(GENERAL)[0]
    assert (message.text, message.files) == ("Chart", (shared,))
    assert info["shares"] == {"public": {GENERAL: [{"ts": message.ts}]}}
    assert (await client.chat_postMessage(channel="C00GROWTH", text="x", blocks=picture(shared)))["ok"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"filename": "a.png", "length": 0}, "missing_argument"),
        ({"filename": "", "length": 5}, "missing_argument"),
        ({"filename": "a.png", "length": 5, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_upload_is_announced_properly(
    client: AsyncWebClient, refused: Any, arguments: dict[str, Any], error: str
) -> None:
    """An empty chart would be uploaded as if it were one."""
    assert (await refused(client.files_getUploadURLExternal(**arguments)))["error"] == error


async def test_an_upload_that_is_never_completed_is_discarded(client: AsyncWebClient, refused: Any) -> None:
    """The bot could forget the last step and not notice."""
    announced = await client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    async with aiohttp.ClientSession() as session, session.post(announced["upload_url"], data=PNG) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(PNG)}")

    assert (await refused(client.files_info(file=announced["file_id"])))["error"] == "file_not_found"


async def test_an_upload_may_come_as_a_form_and_must_have_the_announced_length(client: AsyncWebClient) -> None:
    """A truncated upload would count as a whole one."""
    announced = await client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    form, short = aiohttp.FormData(), aiohttp.FormData()
    form.add_field("file", PNG, filename="a.png")
    short.add_field("file", PNG[:-1], filename="a.png")
    async with aiohttp.ClientSession() as session:
        async with session.post(announced["upload_url"], data=short) as refusal:
            assert refusal.status == 400
        async with session.post(announced["upload_url"], data=form) as answer:
            assert answer.status == 200


async def test_an_upload_is_completed_once(client: AsyncWebClient, refused: Any) -> None:
    """A repeated completion would pass here and fail in Slack."""
    file_id = await uploaded(client)
    again = await refused(client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}]))
    never_sent = await client.files_getUploadURLExternal(filename="a.png", length=5)
    empty = await refused(client.files_completeUploadExternal(files=[{"id": never_sent["file_id"], "title": "x"}]))

    assert (again["error"], empty["error"]) == ("file_not_found", "file_not_found")


async def test_sharing_where_the_bot_is_not_a_member_is_refused(client: AsyncWebClient, refused: Any) -> None:
    """A chart would seem delivered to a channel that never saw it."""
    refusal = await refused(client.files_upload_v2(content=PNG, filename="a.png", channel="C0FINANCE"))

    assert refusal["error"] == "not_in_channel"


async def test_what_is_no_picture_is_not_shown_as_one(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """A CSV in an image block would be accepted."""
    file_id = await uploaded(client, b"day,revenue\n", "revenue.csv")
    await server.until(ready(workspace, file_id))
    refusal = await refused(client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(file_id)))

    assert refusal["errors"] == [INVALID_FILE]


async def test_files_can_stay_unready_and_pictures_can_be_refused(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """The bot's way down from picture to text could not be tested."""
    workspace.faults.add(Fault(FaultKind.NEVER_READY_FILES))
    never = await uploaded(client)
    good = await uploaded(client)
    workspace.faults.add(Fault(FaultKind.REFUSE_SLACK_FILE))
    await server.until(ready(workspace, good))

    for file_id in (never, good):
        refusal = await refused(client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(file_id)))
        assert refusal["errors"] == [INVALID_FILE]
    assert (await client.chat_postMessage(channel=GENERAL, text="x", blocks=picture(good)))["ok"]


async def test_a_deleted_file_is_gone_and_is_not_shared_late(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """A test message's picture would stay in the workspace for ever."""
    workspace.configure(file_seconds=0.2)
    answer = await client.files_upload_v2(content=PNG, filename="p.png", title="P", channel=GENERAL)
    kept = await uploaded(client)
    await client.files_delete(file=answer["file"]["id"])
    again = await refused(client.files_delete(file=answer["file"]["id"]))
    await server.until(ready(workspace, kept))

    assert again["error"] == "file_not_found"
    assert [file.id for file in workspace.files.all] == [kept]
    assert workspace.messages(GENERAL) == []
