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

    def is_new(self, *ids: str | None) -> bool:
        """Whether none of these ids was seen before; what has no id always is new."""
        known = [each for each in ids if each is not None]
        is_new = self._seen.keys().isdisjoint(known)
        self._seen.update(dict.fromkeys(known))
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return is_new


def delivery_id(body: dict[str, Any]) -> str | None:
    """What a delivery is known by, however often it comes."""
    found = body.get("trigger_id") or body.get("event_id")
    return str(found) if found else None


def answer_once(app: AsyncApp) -> None:
    """A second delivery is acknowledged, and goes no further."""
    once = Once()

    @app.middleware
    async def _first_delivery_only(body: dict[str, Any], next: Next) -> BoltResponse | None:  # noqa: A002  # Bolt's name
        is_new = once.is_new(delivery_id(body))
        return await next() if is_new else BoltResponse(status=200)
