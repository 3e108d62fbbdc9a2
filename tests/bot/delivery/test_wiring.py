"""A running bot delivers by itself, and says at its start what it lacks for its promise."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from bot.access.roster import Roster
from bot.answering import Answering
from bot.delivery.wiring import Outbox
from bot.pictures import Pictures
from bot.slack_client import SlackClient


async def _deliver(room: Any, until: Callable[[], bool]) -> None:
    slack = SlackClient(room.session, room.server.api_url, room.workspace.bot_token, is_patient=False)
    answering = Answering(room.database, "America/Toronto", "CAD", lambda: room.now)
    pictures = Pictures(_NeverAsked(), slack)
    outbox = Outbox(room.database, frozenset({room.owner}), "a")
    async with outbox.delivered(slack, room.workspace.bot.id, pictures, answering, Roster()):
        await room.server.until(until)


class _NeverAsked:
    """No message here wants a picture."""

    async def render(self, shown: object, timeout: float) -> bytes:  # noqa: ARG002, ASYNC109  # the renderer's signature
        raise AssertionError


async def test_a_running_bot_delivers_what_is_owed(room: Any) -> None:
    """The digest would lie in the database, and nobody would read it."""
    room.owe()

    await _deliver(room, lambda: bool(room.texts()))

    assert room.texts() == ["Digest: executive 2026-11-22"]


@pytest.mark.parametrize(("lacking", "is_said"), [((), False), (("groups:history",), True)])
async def test_the_start_says_that_the_promise_is_lost_where_a_scope_is_missing(
    room: Any,
    caplog: pytest.LogCaptureFixture,
    lacking: tuple[str, ...],
    is_said: bool,  # noqa: FBT001  # pytest's parameter
) -> None:
    """Whoever runs kpibot learns it on the day of the installation, and not from the first doubled message."""
    caplog.set_level(logging.INFO, "kpibot.delivery")
    room.workspace.set_scopes(*(set(room.workspace.app.scopes) - set(lacking)))

    await _deliver(room, lambda: True)

    said = [each.getMessage() for each in caplog.records if "delivery is not proved" in each.getMessage()]
    assert bool(said) is is_said
    assert all("missing=groups:history" in each for each in said)
