"""Where a message stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A message that a whole conversation sees: its channel, its ts, and the ts of its thread where it is a reply."""

    channel: str
    ts: str
    thread_ts: str | None = None
