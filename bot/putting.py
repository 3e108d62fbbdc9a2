"""Puts messages into places, and makes the best of what Slack refuses."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.log_lines import log_line
from bot.places import Place
from bot.slack_errors import MovedError, RefusedBlocksError, SlackError
from bot.turns import SupersededError
from bot.views.message import Message
from bot.views.notices import Notice


class Taking(Protocol):
    """What takes a message in place of another, as every Place does."""

    async def put(self, message: Message) -> None:
        """Show it there. Raises SlackError."""


Drafts = Callable[[], Awaitable[Sequence[Message]]]
_log = logging.getLogger("kpibot.questions")


async def put_best(place: Taking, drafts: Sequence[Message], if_moved: Drafts | None = None) -> Message:
    """Put the best draft that Slack takes. `if_moved`: drafts made anew for where nothing can be changed afterwards."""
    try:
        return await _first_taken(place, drafts)
    except MovedError:
        return await _first_taken(place, drafts if if_moved is None else await if_moved())


async def _first_taken(place: Taking, drafts: Sequence[Message]) -> Message:
    for draft in drafts[:-1]:
        try:
            await place.put(draft)
        except RefusedBlocksError as refused:
            log_line(_log, logging.WARNING, "blocks refused", reason=refused)
        else:
            return draft
    # It has no blocks to refuse.
    await place.put(drafts[-1])
    return drafts[-1]


async def is_improved(place: Place, message: Message) -> bool:
    """Put a better message in place of a good one; False where that fails, which costs nothing."""
    try:
        await place.put(message)
    except SlackError as failed:
        log_line(_log, logging.INFO, "not improved", reason=failed)
        return False
    return True


async def hold(place: Place, notice: Notice) -> None:
    """Say that the answer is on its way. That this fails is no reason to give up the answer."""
    try:
        await place.hold(notice)
    except SlackError as failed:
        log_line(_log, logging.WARNING, "notice failed", reason=failed)


async def tell(place: Place, message: Message) -> None:
    """In place of our own notice where one stands, to the asker alone where none does."""
    try:
        await (place.put(message) if place.is_held else place.whisper(message))
    except (SlackError, SupersededError) as failed:
        log_line(_log, logging.ERROR, "asker not told", reason=failed)
