"""The picture comes after the words, once, or not at all: the words never wait for it."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from company import SmallCompany
from PIL import Image

from bot.access.roster import Roster
from bot.answering import Answering
from bot.delivery.claiming import Claimer
from bot.delivery.illustrator import MOST_TRIES, Illustrator
from bot.drawing import Drawing
from bot.pictures import Pictures
from bot.slack_client import SlackClient
from sandbox import Fault, FaultKind
from store.owing import Action


class _Renderer:
    """Draws one pixel, and counts."""

    drawn = 0

    async def render(self, shown: Drawing, timeout: float) -> bytes:  # noqa: ARG002, ASYNC109  # the renderer's signature
        self.drawn += 1
        file = BytesIO()
        Image.new("RGB", (1, 1)).save(file, "PNG")
        return file.getvalue()


@pytest.fixture
def renderer() -> _Renderer:
    return _Renderer()


@pytest.fixture
def illustrator(room: Any, renderer: _Renderer) -> Illustrator:
    """Over a company with ten days of orders."""
    company = SmallCompany(room.database)
    for day in range(1, 11):
        company.order(f"o{day}", f"c{day}", date(2026, 11, day), amount=100)
    company.publish()
    slack = SlackClient(room.session, room.server.api_url, room.workspace.bot_token, is_patient=False)
    answering = Answering(room.database, "America/Toronto", "CAD", lambda: room.now)
    pictures = Pictures(renderer, slack, ready_pauses=(0.02,) * 20)
    return Illustrator(room.database, Claimer("a"), slack, pictures, answering, Roster())


def _owe(room: Any, **changes: Any) -> int:
    picture = {"words": "grossrevenue 2026-11-01..2026-11-09", "as_of": "2026-11-09", "snapshot_id": 1, "at": 1}
    owed: int = room.owe(picture=picture, words="grossrevenue 2026-11-01..2026-11-09", snapshot_id=1, **changes)
    return owed


async def _illustrate(room: Any, illustrator: Illustrator) -> None:
    for _ in range(8):
        await illustrator.step()
        await room.advance(600)


async def test_the_picture_is_put_into_the_message_that_stands_there(room: Any, illustrator: Illustrator) -> None:
    """The digest is read at once, and its picture follows in the same message."""
    digest = _owe(room)
    await room.deliver()
    [words_alone] = room.posted()

    await _illustrate(room, illustrator)

    [message] = room.posted()
    assert [block["type"] for block in words_alone.blocks] == ["section"]
    assert [block["type"] for block in message.blocks] == ["section", "image"]
    assert message.blocks[1]["alt_text"].startswith("Line chart. Revenue: $900.00.")
    assert (room.row(digest)["picture_status"], message.ts) == ("shown", words_alone.ts)


async def test_a_picture_that_slack_has_no_time_for_is_not_given_up(room: Any, illustrator: Illustrator) -> None:
    """In a large workspace every digest is edited in the same minutes: most would stay without their picture."""
    digest = _owe(room)
    await room.deliver()
    refusals = 3 * MOST_TRIES
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, "chat.update", times=refusals, retry_after=20))
    asked = len([call for call in room.workspace.journal.calls if call.method == "chat.update"])

    for _ in range(2 * refusals + 4):
        await illustrator.step()
        await room.advance(10)

    [message] = room.posted()
    assert [block["type"] for block in message.blocks] == ["section", "image"]
    assert room.row(digest)["picture_status"] == "shown"
    # And it was left in peace for as long as it had asked: one call every 20 seconds.
    calls = [call for call in room.workspace.journal.calls if call.method == "chat.update"]
    assert len(calls) - asked == refusals + 1


async def test_a_mark_that_came_before_the_picture_stays(room: Any, illustrator: Illustrator) -> None:
    """The picture does not bring the uncorrected words back."""
    digest = _owe(room)
    await room.deliver()
    room.owe("mark", kind="mark", action=Action.EDIT, about_id=digest)
    await room.deliver()

    await _illustrate(room, illustrator)

    [message] = room.posted()
    assert (message.text, len(message.blocks)) == ("Digest: mark", 2)


async def test_a_file_that_is_never_ready_costs_the_picture_alone(
    room: Any, illustrator: Illustrator, renderer: _Renderer
) -> None:
    """Slack's trouble with files keeps nobody from the numbers, and is given up after a few tries."""
    room.workspace.faults.add(Fault(FaultKind.NEVER_READY_FILES, times=None))
    digest = _owe(room)
    await room.deliver()

    await _illustrate(room, illustrator)

    assert room.texts() == ["Digest: executive 2026-11-22"]
    assert room.row(digest)["picture_status"] == "given up"
    assert renderer.drawn == 5


async def test_a_replica_that_dies_with_the_file_leaves_it_to_the_next(
    room: Any, illustrator: Illustrator, renderer: _Renderer
) -> None:
    """No second file is uploaded, and the message has one picture."""
    digest = _owe(room)
    await room.deliver()
    room.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, "chat.update", times=2))
    await illustrator.step()
    assert room.row(digest)["file_id"]

    await _illustrate(room, illustrator)

    [message] = room.posted()
    assert [block["type"] for block in message.blocks] == ["section", "image"]
    assert renderer.drawn == 1


async def test_the_message_can_be_explained(room: Any, illustrator: Illustrator) -> None:  # noqa: ARG001  # it publishes the company
    """Explain on a digest or a subscription knows what it answers, and does not let it follow the numbers."""
    digest = _owe(room, due_at=room.now - timedelta(minutes=1))
    await room.deliver()

    with room.database.read() as connection:
        row = connection.exec_driver_sql("SELECT ts, words, snapshot_id, is_live FROM posted_answers").one()
    assert tuple(row) == (room.row(digest)["ts"], "grossrevenue 2026-11-01..2026-11-09", 1, False)
