"""Whatever Slack delivers twice is answered once."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

_REMEMBERED = 10_000
Next = Callable[[], Awaitable[BoltResponse]]


class Once:
    """Remembers what was seen last. A trigger_id names one thing that a person did, an event_id one event."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_new(self, body: dict[str, Any]) -> bool:
        """Whether this was not delivered before; what has no id always is."""
        key = body.get("trigger_id") or body.get("event_id")
        if key is None:
            return True
        if key in self._seen:
            return False
        self._seen[key] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True


def answer_once(app: AsyncApp) -> None:
    """A second delivery is acknowledged, and goes no further."""
    once = Once()

    @app.middleware
    async def _first_delivery_only(body: dict[str, Any], next: Next) -> BoltResponse | None:  # noqa: A002  # Bolt's name
        return await next() if once.is_new(body) else BoltResponse(status=200)
