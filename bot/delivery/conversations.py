"""Conversations as delivery needs them: where a person is written to, and whether a message stands in one."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.delivery.outgoing import Outgoing, carries
from bot.slack_client import SlackClient

_PAGE = 200
# Clocks of Slack's and of the database's differ.
_MARGIN = timedelta(minutes=2)
_PERSON = ("U", "W")


@dataclass(frozen=True)
class Conversations:
    """Reads them through the Web API, as `bot_user`; whatever fails is a SlackError."""

    slack: SlackClient
    bot_user: str

    async def place_of(self, row: Outgoing) -> str:
        """The conversation's id; a person's is opened."""
        if row.parent:
            return row.parent.channel
        if row.posted_channel:
            return row.posted_channel
        if not row.channel.startswith(_PERSON):
            return row.channel
        opened = await self.slack.call("conversations.open", {"users": row.channel})
        return str(opened["channel"]["id"])

    async def find(self, row: Outgoing, channel: str) -> str | None:
        """The ts of the row's message; None where it certainly does not stand there."""
        async for message in self._since(row, channel):
            # Anybody may read the key, and write it into a message of theirs.
            if message.get("user") == self.bot_user and carries(message, row.key):
                return str(message["ts"])
        return None

    async def _since(self, row: Outgoing, channel: str) -> AsyncIterator[Mapping[str, Any]]:
        since = row.first_sent_at - _MARGIN if row.first_sent_at else None
        asked: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": _PAGE}
        asked |= {"oldest": f"{since.timestamp():.6f}", "inclusive": True} if since else {}
        method = "conversations.replies" if row.thread_ts else "conversations.history"
        asked |= {"ts": row.thread_ts} if row.thread_ts else {}
        cursor = ""
        while True:
            page = await self.slack.call(method, {**asked, **({"cursor": cursor} if cursor else {})}, as_form=True)
            for message in page["messages"]:
                yield message
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
