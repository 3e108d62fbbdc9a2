"""Trigger ids: what a person's action hands to the app, good for one modal within three seconds."""

import secrets
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.errors import ApiError
from sandbox.settings import Settings


class Triggers:
    """Hands out trigger ids and takes each back once."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self._open: dict[str, tuple[str, datetime]] = {}
        self._used: set[str] = set()

    def issue(self, user: str) -> str:
        """A trigger id for what that person just did."""
        trigger = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._open[trigger] = (user, self.clock.now() + timedelta(seconds=self.settings.trigger_seconds))
        return trigger

    def exchange(self, trigger: str) -> str:
        """The person behind a trigger id, which is used up by asking."""
        if trigger in self._used:
            raise ApiError("trigger_exchanged")
        if trigger not in self._open:
            raise ApiError("invalid_trigger_id")
        user, expires = self._open[trigger]
        if self.clock.now() > expires:
            raise ApiError("trigger_expired")
        self._used.add(trigger)
        return user
