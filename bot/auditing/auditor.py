"""One look of the auditor: what is missing is written down and told, in one transaction; and whether all agrees."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.auditing.book import Changes, write_down
from bot.auditing.missing import find_missing
from bot.auditing.outside import Outside
from bot.auditing.window import open_window
from bot.log_lines import log_line
from bot.owners import NOTICE, tell_owners
from bot.promises import PromisesBetween
from bot.views.audit import missing_text, well_text
from bot.waking import Wake
from etl.leases import Held, acquire_lease, briefly, release_lease
from store.database import Database

LEASE = "auditor"
EVERY = timedelta(minutes=1)
_log = logging.getLogger("kpibot.audit")


@dataclass(frozen=True)
class Auditor:
    """Holds what was promised against what was proved. On any number of replicas: one at a time looks."""

    database: Database
    zone: ZoneInfo
    promises: Sequence[PromisesBetween]
    owners: Iterable[str]
    outside: Outside
    holder: str

    def look(self) -> bool | None:
        """Whether all agrees; None where another replica is at it. It blocks."""
        with briefly(self.database) as connection:
            lease = acquire_lease(connection, LEASE, self.holder)
        if isinstance(lease, Held):
            return None
        try:
            with briefly(self.database) as connection:
                return self._look(connection)
        finally:
            with briefly(self.database) as connection:
                release_lease(connection, lease)

    def _look(self, connection: Connection) -> bool:
        window = open_window(connection)
        missing = find_missing(connection, window, self.promises, self.zone)
        self._tell(connection, write_down(connection, missing, window.now))
        return all(each.why.is_over for each in missing)

    def _tell(self, connection: Connection, changes: Changes) -> None:
        """One notice of all that is missing anew, and one of all that is so no more."""
        if changes.missing:
            self.outside.owe(connection, missing_text(changes.missing, self.zone))
        told = [each for each in changes.missing if each.is_told_to_owners]
        if told:
            tell_owners(connection, self.owners, f"audit {changes.first_id}", missing_text(told, self.zone))
        well = [each for each in changes.well if each.is_worth_telling]
        if well:
            self.outside.owe(connection, well_text(well))
        told_well = [each for each in well if each.missing.kind != NOTICE]
        if told_well:
            tell_owners(connection, self.owners, f"audit well {told_well[0].finding_id}", well_text(told_well))


def audit(auditor: Auditor) -> None:
    """Look, tell the webhook, and let the heart beat where all agrees. Whatever fails keeps it from beating."""
    try:
        agrees = auditor.look()
        auditor.outside.send_waiting(auditor.database)
    except SQLAlchemyError as failed:
        log_line(_log, logging.ERROR, "audit failed", reason=type(failed).__name__)
    except Exception as error:  # noqa: BLE001  # the last net: one failure must not end the audit for good
        log_line(_log, logging.CRITICAL, "audit failed", error=type(error).__name__)
    else:
        if agrees:
            auditor.outside.beat()


def audits(auditor: Auditor) -> Wake:
    """The auditor looks every minute."""
    return Wake(partial(audit, auditor), EVERY)
