"""What a person wrote to the bot, read from an event: in a direct message, or with its name in it."""

import re
from dataclasses import dataclass
from typing import Any

# Kinds of messages by people whose words count; a subtype for anything else is no new message, or nobody's.
_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast"})
_SLACKBOT = "USLACKBOT"
_COMMAND = re.compile(r"^/kpi\b", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Words that a person said to the bot, and where. `ts` is the message's own, `thread_ts` that of its thread."""

    words: str
    user: str
    channel: str
    ts: str
    thread_ts: str | None
    is_direct: bool
    gesture: str | None = None

    @property
    def answers_in(self) -> str | None:
        """The thread to answer in: below the message in a channel; in a direct message only where it is in one."""
        return self.thread_ts if self.is_direct else self.thread_ts or self.ts


def read_said(event: dict[str, Any], bot_user: str) -> Said | None:
    """What was said to the bot; None for an edit, a removal, and for what bots say, this one among them."""
    user, channel = str(event.get("user") or ""), str(event.get("channel") or "")
    is_direct = event.get("channel_type") == "im" or channel.startswith("D")
    if not _is_new_and_by_a_person(event) or user in {"", _SLACKBOT, bot_user}:
        return None
    if event.get("type") != "app_mention" and not is_direct:
        return None
    return Said(
        words=_words(str(event.get("text") or ""), bot_user),
        user=user,
        channel=channel,
        ts=str(event["ts"]),
        thread_ts=event.get("thread_ts"),
        is_direct=is_direct,
        gesture=event.get("client_msg_id"),
    )


def _is_new_and_by_a_person(event: dict[str, Any]) -> bool:
    is_edit = bool(event.get("edited") or event.get("hidden"))
    return event.get("subtype") in _BY_PEOPLE and not event.get("bot_id") and not is_edit


def _words(text: str, bot_user: str) -> str:
    """The words without the bot's name, as they were typed; /kpi in front of them, out of habit, is no word."""
    without_name = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", text)
    typed = without_name.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _COMMAND.sub("", typed.strip()).strip()
