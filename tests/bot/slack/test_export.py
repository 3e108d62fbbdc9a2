"""An answer as a file arrives once, where its asker may have it, and a refusal is a sentence."""

import csv
from io import BytesIO, StringIO
from typing import Any

from pypdf import PdfReader

from charts import PictureForm, RenderError
from sandbox import Fault, FaultKind, Landing


def shared(office: Any) -> list[Any]:
    return [file for file in office.workspace.files.all if file.shares]


async def file_of(office: Any) -> Any:
    """The only file that somebody sees."""
    await office.until(lambda: shared(office))
    (file,) = shared(office)
    return file


def channel_of(office: Any, file: Any) -> Any:
    ((channel, _),) = file.shares
    return office.workspace.directory.by_id(channel)


async def outcome(office: Any, words: str) -> str:
    await office.until(lambda: f'outcome="{words}"' in office.log() or f"outcome={words} " in office.log())
    return str(office.log())


async def test_a_number_as_csv_is_a_file_in_the_conversation_where_it_was_asked(started: Any) -> None:
    """Finance would type the numbers off the picture."""
    await started.ask("ltvcac 90d as csv")
    file = await file_of(started)
    message = await started.message()

    assert channel_of(started, file).name == "general"
    assert file.name == "ltvcac_2026-08-24_2026-11-21.csv"
    assert message.text == (
        "LTV:CAC, Aug 24 – Nov 21, 2026, as CSV. Data through Nov 21, 2026. Snapshot 7, Nov 22, 2026."
    )
    rows = list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows if row["row"] == "value"] == ["4.21"]


async def test_the_file_says_that_it_is_utf8(started: Any) -> None:
    """Excel would show “â€“” in every title."""
    await started.ask("ltvcac as csv")

    assert (await file_of(started)).content.startswith(b"\xef\xbb\xbfmetric,title,")


async def test_a_page_comes_whole(started: Any) -> None:
    """One would ask for each number of the page by itself."""
    await started.ask("export finance 2026-10")
    file = await file_of(started)
    rows = list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))

    assert file.name == "finance_2026-10-01_2026-10-31.csv"
    assert len({row["metric"] for row in rows if row["row"] == "value"}) > 4


async def test_where_the_bot_may_not_write_the_file_goes_to_the_asker(started: Any) -> None:
    """Nobody would get it, or the whole channel would."""
    await started.ask("ltvcac as csv", where="#finance")
    file = await file_of(started)
    told = await started.message(where="#finance", viewer="ada")

    assert channel_of(started, file).kind == "im"
    assert channel_of(started, file).members == {"U0000ADA", started.workspace.app.bot_user}
    assert told.ephemeral_for is not None
    assert told.text == "LTV:CAC as CSV: I sent you the file in our direct messages."
    assert "exported to the asker" in await outcome(started, "exported to the asker")


async def test_in_a_thread_the_file_comes_into_the_thread(started: Any) -> None:
    """It would fill the channel."""
    root = await started.say("@kpibot ltvcac 90d")
    await started.message()
    await started.say("@kpibot ltvcac as csv", thread_ts=root.ts)
    file = await file_of(started)

    ((channel, ts),) = file.shares
    message = started.workspace.log.get(channel, ts)
    assert message.thread_ts == root.ts


async def test_what_slack_refuses_is_told_with_what_to_do(started: Any) -> None:
    """The asker would wait for a file that never comes."""
    refusal = Fault(FaultKind.API_ERROR, "files.getUploadURLExternal", error="file_uploads_disabled")
    started.workspace.faults.add(refusal)
    await started.ask("ltvcac 90d as csv")
    told = await started.message(viewer="ada")

    assert told.ephemeral_for is not None
    assert told.text == (
        "Slack did not take LTV:CAC as CSV (file_uploads_disabled: this workspace allows no uploads). "
        "The numbers: /kpi ltvcac 90d"
    )
    assert shared(started) == []


async def test_a_missing_scope_is_named(office: Any) -> None:
    """Whoever runs the bot would search for the reason."""
    office.workspace.set_scopes("commands", "chat:write")
    await office.start()
    await office.ask("ltvcac as csv")

    assert "(missing_scope: the app needs the scope files:write" in (await office.message(viewer="ada")).text


async def test_a_broken_connection_never_brings_the_file_twice(started: Any) -> None:
    """Two files would stand there, and which one is right?"""
    lost = Fault(FaultKind.DROP, "files.completeUploadExternal", lands=Landing.AT_ONCE)
    started.workspace.faults.add(lost)
    await started.ask("ltvcac as csv")
    await outcome(started, "uncertain")

    assert len(started.calls("files.completeUploadExternal")) == 1
    told = [each.text for each in started.messages(viewer="ada") if each.ephemeral_for]
    assert told[0].startswith("Slack did not tell me whether my answer to “ltvcac as csv” arrived.")


async def test_bytes_that_were_lost_are_sent_again(started: Any) -> None:
    """One lost packet would cost the file."""
    started.workspace.faults.add(Fault(FaultKind.DROP, "upload"))
    await started.ask("ltvcac as csv")

    assert (await file_of(started)).content.startswith(b"\xef\xbb\xbf")


async def test_what_is_no_number_makes_no_file(started: Any) -> None:
    """An empty file would arrive."""
    await started.ask("status as csv")
    told = await started.message(viewer="ada")

    assert told.text.startswith("I make files of numbers and pages")
    assert started.workspace.files.all == ()


async def test_two_forms_are_one_too_many(started: Any) -> None:
    """One of the two would be dropped in silence."""
    await started.ask("ltvcac as csv and pdf")

    assert (await started.message(viewer="ada")).text == "Ask for one file at a time: as csv, or as pdf."


async def test_a_slip_is_offered_with_the_file(started: Any) -> None:
    """Who presses the suggestion would get a message in place of the file."""
    await started.ask("revnue 90d as csv")
    told = await started.message(viewer="ada")
    await started.click(told, "ask:0")
    file = await file_of(started)

    assert file.name == "revenue_2026-08-24_2026-11-21.csv"


async def test_a_slow_answer_says_so_and_leaves_no_notice_behind(office: Any) -> None:
    """“Still working” would stand there for ever."""
    await office.start(working=0.01)
    gate = office.answers.hold("90d")
    await office.ask("ltvcac 90d as csv")
    await office.message(lambda message: "Still working" in message.text)
    gate.set()
    await file_of(office)

    await office.until(lambda: any("the file is below" in each.text for each in office.messages()))
    assert not any("Still working" in each.text for each in office.messages())


async def test_a_pdf_comes_with_its_picture_drawn_for_paper(started: Any) -> None:
    """“as pdf” would bring a table, or a blurred picture."""
    await started.ask("export finance 2026-10 as pdf")
    file = await file_of(started)

    assert file.name == "finance_2026-10-01_2026-10-31.pdf"
    assert "Finance" in PdfReader(BytesIO(file.content)).pages[0].extract_text()
    assert started.renderer.forms == [PictureForm.SVG]


async def test_a_picture_that_cant_be_drawn_leaves_the_csv(started: Any) -> None:
    """The asker would wait for a file that never comes."""
    started.renderer.error = RenderError("The chart was not drawn within 20 seconds.")
    await started.ask("ltvcac as pdf")

    told = await started.message(viewer="ada")
    assert told.text == ("There is no file of LTV:CAC. The chart was not drawn within 20 seconds. Ask for it as csv.")
