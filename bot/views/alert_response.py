"""Who has taken up what a message tells of, and the controls to do so. Pure.

These blocks stand at the end of a message, so that they can be changed without writing the rest of it anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from alerts.episodes import Episode
from alerts.holding import Hold
from bot.shown import EXPLAIN_WORD
from bot.views.action_ids import ALERT_RELEASE, ALERT_SNOOZE, ALERT_TAKE, OPEN
from bot.views.blocks import Element, actions, button, menu, paragraph, people, rich, words
from bot.views.message import Block, Message

_BLOCK = "alert-response-"
SNOOZES = (("For 1 hour", "1h"), ("For 4 hours", "4h"), ("For 1 day", "1d"), ("Until Monday 9:00", "monday"))


def with_response(message: Message, episodes: Sequence[Episode], explained: str | None = None) -> Message:
    """The message with who holds what now. `explained`: the question that Explain is about, where it is about one."""
    kept = [block for block in message.blocks if not str(block.get("block_id", "")).startswith(_BLOCK)]
    blocks = response_blocks(episodes, explained or _explained(message.blocks))
    return replace(message, blocks=(*kept, *blocks))


def response_blocks(episodes: Sequence[Episode], explained: str | None = None) -> tuple[Block, ...]:
    """A line for each who holds something, and the controls while anything is open."""
    held = [each for each in episodes if each.hold is not None]
    lines = tuple(_line(hold, held, len(episodes)) for hold in dict.fromkeys(each.hold for each in held if each.hold))
    who = (_named(rich(*lines), "held"),) if lines else ()
    if not any(each.is_open for each in episodes):
        return who
    return (*who, _named(actions(*_controls(episodes, explained)), "controls"))


def _line(hold: Hold, held: Sequence[Episode], of: int) -> Element:
    count = sum(each.hold == hold for each in held)
    which = f" {count} of {of}" if count < of else ""
    is_over = not any(each.is_open for each in held if each.hold == hold)
    verb = f"{'put off' if hold.is_snooze else 'acknowledged'}{which}"
    sign = "💤" if hold.is_snooze else "👀"
    until = [words(" until "), _moment(hold.until)] if hold.until and not is_over else []
    return paragraph(words(f"{sign} "), *people(hold.people), words(f" {verb} "), _moment(hold.since), *until)


def _moment(at: datetime) -> Element:
    """In the zone of whoever reads it."""
    shown, fallback = "{date_short_pretty} at {time}", at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"type": "date", "timestamp": int(at.timestamp()), "format": shown, "fallback": fallback}


def _controls(episodes: Sequence[Episode], explained: str | None) -> list[Element]:
    is_held = all(each.hold is not None for each in episodes if each.is_open)
    take = button("Acknowledge", ALERT_TAKE, "take", primary=True)
    release = button("Take back", ALERT_RELEASE, "release")
    explain = [button("Explain", f"{OPEN}explain", f"{EXPLAIN_WORD} {explained}")] if explained else []
    return [release if is_held else take, menu("Snooze", ALERT_SNOOZE, SNOOZES), *explain]


def _explained(blocks: Iterable[Block]) -> str | None:
    controls = [each for block in blocks if block.get("type") == "actions" for each in block["elements"]]
    values = (each["value"] for each in controls if each.get("action_id") == f"{OPEN}explain")
    return next((str(value).removeprefix(f"{EXPLAIN_WORD} ") for value in values), None)


def _named(block: Block, name: str) -> Block:
    return {**block, "block_id": f"{_BLOCK}{name}"}
