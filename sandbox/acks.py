"""How a delivery to the app ended: what Socket Mode and the request URL have in common."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sandbox.payload import Json


class AckOutcome(StrEnum):
    """How a delivery ended. The last two are a request URL's: nobody listens there, or it answers with an error."""

    ACKED = "acked"
    TIMED_OUT = "timed_out"
    NO_CONNECTION = "no_connection"
    CONNECTION_LOST = "connection_lost"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


@dataclass(frozen=True)
class Ack:
    """The app's answer to a delivery, or why there is none. `is_final`: it asked not to be told again."""

    outcome: AckOutcome
    payload: Json | None = None
    is_final: bool = False


class Line(Protocol):
    """A way to the app."""

    async def deliver(self, kind: str, payload: Json, *, wants_payload: bool, retry: tuple[int, str] = (0, "")) -> Ack:
        """Send a payload and wait for its ack. `retry`: which repetition of an event it is, and why."""

    @property
    def connections(self) -> int:
        """By how many ways it reaches the app now."""

    def why(self, outcome: AckOutcome) -> str:
        """Slack's word, for the next delivery of an event, for how this one ended."""
