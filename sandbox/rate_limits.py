"""Slack's rate limits: tiers for each method in windows of a minute, and one message a second in each channel."""

import math
from collections import defaultdict, deque
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.errors import RateLimitedError
from sandbox.settings import Settings

CALLS_PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, "special": 600}
_WINDOW = timedelta(minutes=1)
Tier = int | str


class RateLimits:
    """Counts requests and raises RateLimitedError for those over the limit; a refused request does not count."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self._calls: dict[str, deque[datetime]] = defaultdict(deque)
        self._posts: dict[str, tuple[float, datetime]] = {}

    def count_call(self, method: str, tier: Tier | None) -> None:
        """Count one call of a method."""
        if tier is None or not self.settings.rate_limits:
            return
        calls, now = self._calls[method], self.clock.now()
        while calls and now - calls[0] >= _WINDOW:
            calls.popleft()
        if len(calls) >= CALLS_PER_MINUTE[tier]:
            raise RateLimitedError(_whole_seconds((calls[0] + _WINDOW - now).total_seconds()))
        calls.append(now)

    def count_post(self, channel: str) -> None:
        """Count one message posted to a channel: a bucket that holds the burst and refills by one a second."""
        if not self.settings.rate_limits:
            return
        now, pace = self.clock.now(), self.settings.messages_per_second
        left, since = self._posts.get(channel, (float(self.settings.message_burst), now))
        left = min(self.settings.message_burst, left + (now - since).total_seconds() * pace)
        if left < 1:
            raise RateLimitedError(_whole_seconds((1 - left) / pace))
        self._posts[channel] = (left - 1, now)


def _whole_seconds(seconds: float) -> int:
    return max(1, math.ceil(seconds))
