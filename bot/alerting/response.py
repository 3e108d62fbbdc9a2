"""What people may do about an alert, and what happens while they do nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.escalation import Escalation


@dataclass(frozen=True)
class Response:
    """- `reactions`: by name, each acknowledges.
    - `responders`: people and user groups who may; none: every member of the workspace.
    - `lasts`: how long an acknowledgement holds; None: for good.
    """

    escalation: Escalation
    reactions: frozenset[str] = frozenset({"eyes", "white_check_mark"})
    responders: frozenset[str] = field(default_factory=frozenset)
    lasts: timedelta | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The company's."""
        return self.escalation.zone

    def until(self, given_at: datetime) -> datetime | None:
        """When an acknowledgement has run out."""
        return given_at + self.lasts if self.lasts else None


def no_response(zone: str = "UTC") -> Response:
    """Nobody is ever reminded."""
    return Response(Escalation(ZoneInfo(zone), ()))
