"""The number always arrives; the picture comes with it, later, or not at all."""

from typing import Any

import pytest

from charts import RenderError
from sandbox import Fault, FaultKind, Landing


def kinds(message: Any) -> list[str]:
    return [block["type"] for block in message.blocks]


def shows_picture(message: Any) -> bool:
    return "image" in kinds(message)


async def test_a_slow_picture_is_attached_to_the_number_that_came_first(office: Any) -> None:
    """Everybody would wait for the drawing."""
    await office.start(picture=0.01)
    office.renderer.gate.clear()
    await office.ask("ltvcac")
    first = await office.message()
    office.renderer.gate.set()
    later = await office.message(shows_picture)

    assert kinds(first) == ["header", "rich_text", "data_visualization", "context", "actions"]
    assert later.ts == first.ts
    assert kinds(later) == ["header", "rich_text", "image", "context", "actions"]


async def test_a_picture_that_slack_never_processes_leaves_the_number_with_slacks_own_chart(office: Any) -> None:
    """An upload that hangs would take the number with it."""
    await office.start(picture=0.05, ready_pauses=(0.01, 0.01))
    office.workspace.faults.add(Fault(FaultKind.NEVER_READY_FILES, times=None))
    await office.ask("ltvcac")
    await office.until(lambda: 'outcome="answered without picture"' in office.log())

    message = await office.message()
    assert "data_visualization" in kinds(message)
    assert "no picture" in office.log()


async def test_a_series_that_slack_cant_draw_is_left_to_the_text(office: Any) -> None:
    """A refused chart would take the number with it."""
    await office.start()
    office.renderer.error = RenderError("The chart can't be drawn.")
    office.answers.changes = {"series": ()}
    await office.ask("ltvcac")
    await office.until(lambda: 'outcome="answered without picture"' in office.log())

    assert kinds(await office.message()) == ["header", "rich_text", "context", "actions"]


async def test_a_picture_that_is_refused_at_first_is_attached_by_an_edit(started: Any) -> None:
    """Slack needs a moment more than it says; without another try the picture would be lost."""
    started.workspace.faults.add(Fault(FaultKind.REFUSE_SLACK_FILE, "slack_file", times=2))
    await started.ask("ltvcac")
    await started.message(shows_picture)

    assert len([call for call in started.calls("chat.postMessage") if call.ok]) == 1
    assert len(started.workspace.files.all) == 1


async def test_where_unshared_pictures_are_refused_the_number_stands_without(started: Any) -> None:
    """Reports differ on what Slack does; in one of the two worlds nobody would get a number."""
    started.workspace.configure(refuse_unshared_files=True)
    await started.ask("ltvcac")
    await started.until(lambda: 'outcome="answered without picture"' in started.log())

    assert "data_visualization" in kinds(await started.message())
    assert "picture refused" in started.log()


async def test_where_slack_refuses_its_own_chart_too_the_text_remains(started: Any) -> None:
    """A block that is being rolled out would take the number with it."""
    started.renderer.error = RenderError("The chart can't be drawn.")
    refusal = Fault(FaultKind.API_ERROR, "chat.postMessage", error="invalid_blocks")
    started.workspace.faults.add(refusal)
    await started.ask("ltvcac")

    assert kinds(await started.message()) == ["header", "rich_text", "context", "actions"]


async def test_where_slack_refuses_all_blocks_the_sentence_remains(started: Any) -> None:
    """A limit that we misjudge would leave people with nothing."""
    started.renderer.error = RenderError("The chart can't be drawn.")
    started.answers.changes = {"series": ()}
    started.workspace.faults.add(Fault(FaultKind.API_ERROR, "chat.postMessage", error="invalid_blocks"))
    await started.ask("ltvcac")
    message = await started.message()

    assert message.blocks == ()
    assert message.text.startswith("LTV:CAC: 4.21:1")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.SERVER_ERROR, "upload"),
        Fault(FaultKind.DROP, "upload"),
        Fault(FaultKind.DROP, "files.completeUploadExternal", lands=Landing.AT_ONCE),
        Fault(FaultKind.RATE_LIMITED, "files.getUploadURLExternal", retry_after=0),
        Fault(FaultKind.SLOW_FILES, seconds=0.1),
    ],
    ids=lambda fault: f"{fault.kind} {fault.method}",
)
async def test_a_hiccup_of_the_upload_costs_no_picture_and_no_second_file(started: Any, fault: Fault) -> None:
    """Each hiccup would cost the picture, or leave a file that nobody sees."""
    started.workspace.faults.add(fault)
    await started.ask("ltvcac")
    await started.message(shows_picture)

    assert len(started.workspace.files.all) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.SERVER_ERROR, "upload", times=None),
        Fault(FaultKind.API_ERROR, "files.getUploadURLExternal", error="missing_scope"),
        Fault(FaultKind.API_ERROR, "files.completeUploadExternal", error="file_not_found"),
        Fault(FaultKind.API_ERROR, "files.info", error="file_not_found"),
    ],
    ids=lambda fault: f"{fault.kind} {fault.method}",
)
async def test_an_upload_that_fails_costs_the_picture_alone(started: Any, fault: Fault) -> None:
    """A broken file store would silence the bot."""
    started.workspace.faults.add(fault)
    await started.ask("ltvcac")
    message = await started.message()

    assert "image" not in kinds(message)
    assert message.text.startswith("LTV:CAC: 4.21:1")
    assert "something went wrong" not in message.text


async def test_without_the_scope_to_look_at_files_the_picture_comes_all_the_same(started: Any) -> None:
    """files:read is optional: without it a refused picture is tried again."""
    scopes = started.workspace.app.scopes - {"files:read"}
    started.workspace.set_scopes(*scopes)
    await started.ask("ltvcac")
    await started.message(shows_picture)

    assert len(started.workspace.files.all) == 1


async def test_after_a_failed_picture_the_next_question_tries_again(started: Any) -> None:
    """One bad moment would cost the picture of that number for ever."""
    started.renderer.error = RenderError("The chart can't be drawn.")
    await started.ask("ltvcac")
    posted = await started.message()
    started.renderer.error = None
    await started.click(posted, "show:refresh")
    await started.message(shows_picture)

    assert len(started.renderer.drawn) == 2


async def test_a_fault_of_ours_in_the_drawing_costs_the_picture_alone(started: Any) -> None:
    """A bug in a chart would look like a database that is down."""
    started.renderer.error = ZeroDivisionError()
    await started.ask("ltvcac")

    assert (await started.message()).text.startswith("LTV:CAC: 4.21:1")
    assert "something went wrong" not in repr(started.messages(viewer="ada"))


@pytest.mark.parametrize("error", ["fatal_error", "msg_too_long"])
async def test_a_picture_that_can_not_be_attached_disturbs_nobody(office: Any, error: str) -> None:
    """The asker would be told that the answer had failed, with the answer before their eyes."""
    await office.start(picture=0.01)
    office.workspace.faults.add(Fault(FaultKind.API_ERROR, "chat.update", error=error, times=None))
    office.renderer.gate.clear()
    await office.ask("ltvcac")
    await office.message()
    office.renderer.gate.set()
    await office.until(lambda: 'outcome="answered without picture"' in office.log())

    assert len(office.messages(viewer="ada")) == 1


async def test_a_private_answer_waits_a_little_longer_for_its_picture(office: Any) -> None:
    """It can't be attached later, so a picture that is a moment late would never be seen."""
    await office.start(picture=0.01)
    office.renderer.gate.clear()
    await office.ask("ltvcac", where="#finance")
    await office.until(lambda: office.calls("chat.postMessage"))
    office.renderer.gate.set()
    message = await office.message(where="#finance", viewer="ada")

    assert "image" in kinds(message)


async def test_a_private_answer_whose_picture_is_refused_has_slacks_own_chart(started: Any) -> None:
    """A response_url has five uses, and none to waste."""
    started.workspace.configure(refuse_unshared_files=True)
    await started.ask("ltvcac", where="#finance")
    message = await started.message(where="#finance", viewer="ada")

    assert "data_visualization" in kinds(message)
    assert len(started.calls("response_url")) == 2
