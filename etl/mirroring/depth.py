"""How far a mirroring looks."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

RECENT_DAYS = 3


class Depth(StrEnum):
    """At the last local days by their fingerprints, at every day by its own, or at every row of every day."""

    RECENT = "recent"
    DAYS = "days"
    ROWS = "rows"

    def since(self, now: datetime, zone: str) -> date | None:
        """The first local day that is looked at; None where all are."""
        if self is not Depth.RECENT:
            return None
        return now.astimezone(ZoneInfo(zone)).date() - timedelta(days=RECENT_DAYS - 1)
