"""Append-only records of what the app asked for and of what was delivered to it, for tests to count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.payload import Json
from sandbox.state.changes import Changes


@dataclass(frozen=True)
class Call:
    """One request of the app's. `worked`: it took effect. `answered`: the status that the app saw, None for nothing."""

    at: datetime
    method: str
    ok: bool
    error: str | None
    worked: bool
    answered: int | None
    token: str
    channel: str | None = None
    ts: str | None = None
    fault: str | None = None
    arguments: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """One Socket Mode envelope sent to one connection (0: a request over HTTP), and how it ended."""

    at: datetime
    kind: str
    envelope_id: str
    connection: int
    outcome: str
    event_id: str | None = None
    retry_attempt: int = 0


class Journal:
    """What happened, in order. Nothing is ever removed."""

    def __init__(self, changes: Changes) -> None:
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self._changes = changes

    def record(self, call: Call) -> None:
        """Add a request of the app's."""
        self.calls.append(call)
        self._changes.touch()

    def record_delivery(self, delivery: Delivery) -> None:
        """Add an envelope's delivery."""
        self.deliveries.append(delivery)
        self._changes.touch()

    def of(self, method: str, *, ok: bool | None = None) -> list[Call]:
        """The requests of one method, all or only those that ended well or badly."""
        return [call for call in self.calls if call.method == method and ok in (None, call.ok)]

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)
