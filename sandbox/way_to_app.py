"""The way to the app: its request URL where the app has one, and Socket Mode otherwise. Never both, as at Slack."""

from dataclasses import dataclass

from sandbox.acks import Ack, AckOutcome, Line
from sandbox.payload import Json
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class WayToApp:
    """Delivers by the line that the app is set up for at that moment."""

    workspace: Workspace
    socket: Line
    http: Line

    async def deliver(self, kind: str, payload: Json, *, wants_payload: bool, retry: tuple[int, str] = (0, "")) -> Ack:
        """Send a payload to the app and wait for its ack."""
        return await self._line.deliver(kind, payload, wants_payload=wants_payload, retry=retry)

    @property
    def connections(self) -> int:
        """By how many ways the app is reached now."""
        return self._line.connections

    def why(self, outcome: AckOutcome) -> str:
        """Slack's word for how a delivery ended."""
        return self._line.why(outcome)

    @property
    def _line(self) -> Line:
        return self.http if self.workspace.app.request_url else self.socket
