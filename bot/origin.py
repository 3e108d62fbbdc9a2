"""Where a modal or an App Home leads back to: it travels in the view itself, so nothing lies in memory."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Origin:
    """Where answers belong: a channel, or its thread; with the response_url that its asker can be told by, if any."""

    channel: str
    thread_ts: str | None = None
    response_url: str | None = None

    @property
    def metadata(self) -> str:
        """As a view carries it."""
        return json.dumps(asdict(self))


def origin_of_view(body: dict[str, Any]) -> Origin:
    """What the view of a payload carries."""
    return Origin(**json.loads(body["view"]["private_metadata"]))
