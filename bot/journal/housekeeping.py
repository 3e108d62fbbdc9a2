"""Takes away, day by day, what has been kept for as long as it may be."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from bot.journal.book import Journal
from bot.log_lines import log_line
from bot.waking import Wake
from store.clock import current_moment
from store.database import Database
from store.tables import deliveries

# Slack repeats what was not acknowledged for some minutes, and with "delayed events" for a day.
DELIVERIES_KEPT = timedelta(days=2)
_EVERY = timedelta(hours=6)
_log = logging.getLogger("kpibot.journal")


@dataclass(frozen=True)
class Housekeeping:
    """On any number of replicas: what is gone is gone. `days`: for how long the journal is kept."""

    database: Database
    days: int

    @property
    def wake(self) -> Wake:
        """It is done at the start, and every few hours."""
        return Wake(self.tidy, _EVERY)

    def tidy(self) -> None:
        """Once; a failure is the operator's to read, and the next time makes up for it."""
        try:
            lines = Journal(self.database).prune(self.days)
            with self.database.write() as connection:
                old = deliveries.c.seen_at < current_moment(connection) - DELIVERIES_KEPT
                connection.execute(delete(deliveries).where(old))
        except SQLAlchemyError as failed:
            log_line(_log, logging.ERROR, "not tidied", reason=type(failed).__name__)
        else:
            log_line(_log, logging.INFO, "tidied", lines=lines)
