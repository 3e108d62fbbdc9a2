"""What is mirrored before a run, so that the run folds it in."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from etl.company import Company
from etl.mirroring.account import Mirroring
from etl.mirroring.depth import Depth
from etl.mirroring.mirror import mirror_changed
from store.database import Database

_MONDAY = 0


class Pace(StrEnum):
    """What kind of run is about to begin: one of every few minutes, or that of the night."""

    LIGHT = "light"
    DAILY = "daily"


def mirror_before_run(database: Database, company: Company, now: datetime, pace: Pace) -> Mirroring:
    """Mirror as deep as the run is worth: the last days, each night every day, and every row in the night to Monday."""
    return mirror_changed(database, company, now, depth=depth_before(pace, now, company.zone))


def depth_before(pace: Pace, now: datetime, zone: str) -> Depth:
    """How deep to look before a run that begins now."""
    if pace is Pace.LIGHT:
        return Depth.RECENT
    return Depth.ROWS if now.astimezone(ZoneInfo(zone)).weekday() == _MONDAY else Depth.DAYS
