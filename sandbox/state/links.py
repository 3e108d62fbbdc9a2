"""response_urls: what each was issued for, and how often it was used."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sandbox.clock import Clock
from sandbox.errors import ApiError
from sandbox.settings import Settings


class LinkKind(StrEnum):
    """What a person did to bring the link about."""

    COMMAND = "command"
    ACTION = "action"
    SHORTCUT = "shortcut"


@dataclass(frozen=True)
class ResponseLink:
    """One response_url. `message_ts` is the message it came from; `typed` the command a public answer shows."""

    key: str
    kind: LinkKind
    user: str
    channel: str
    expires: datetime
    uses_left: int
    message_ts: str | None = None
    typed: str | None = None


class ResponseLinks:
    """Issues response_urls and counts their uses."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self._links: dict[str, ResponseLink] = {}

    def issue(
        self, kind: LinkKind, user: str, channel: str, *, message_ts: str | None = None, typed: str | None = None
    ) -> ResponseLink:
        """A fresh link for what that person just did."""
        expires = self.clock.now() + timedelta(seconds=self.settings.response_url_seconds)
        uses = self.settings.response_url_uses
        link = ResponseLink(secrets.token_urlsafe(24), kind, user, channel, expires, uses, message_ts, typed)
        self._links[link.key] = link
        return link

    def get(self, key: str) -> ResponseLink | None:
        """The link of that key, used up or not."""
        return self._links.get(key)

    def use(self, key: str) -> ResponseLink:
        """Count one use; raises for a link that is unknown, too old or used up."""
        link = self._links.get(key)
        if link is None:
            raise ApiError("invalid_url")
        if self.clock.now() > link.expires:
            raise ApiError("expired_url")
        if link.uses_left == 0:
            raise ApiError("used_url")
        self._links[key] = replace(link, uses_left=link.uses_left - 1)
        return link

    def forget_typed(self, key: str) -> None:
        """The typed command has been shown; later answers do not show it again."""
        self._links[key] = replace(self._links[key], typed=None)
