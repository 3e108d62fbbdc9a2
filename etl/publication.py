"""The last of a run: differences, certificates and what was folded in become one snapshot, and its record ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from etl.booking import BookedRun, close_record, open_record
from etl.certificates import certify
from etl.certificates.counting import Counting
from etl.certificates.days import days_between
from etl.change_log import write_changes
from etl.changes import days_of_changes
from etl.company import Company
from etl.deltas import Deltas
from etl.run_kinds import Asked, RunKind, RunResult
from store.announcing import announce
from store.tables import snapshots


@dataclass(frozen=True)
class Publication:
    """What is published, by which run. `deltas`: the differences, where any source row changed or days were computed.

    `read_since`: the first of the days that were looked at on another engine, where some sources lie.
    `parameters`: what the company was defined by. `now`: the moment that the snapshot is published under.
    """

    company: Company
    kind: RunKind
    asked: Asked
    parameters: Mapping[str, object]
    now: datetime
    booked: BookedRun | None
    deltas: Deltas | None
    read_since: date | None = None

    def publish(self, connection: Connection) -> RunResult:
        """Write it all, in the transaction that computed it. Raises LeaseLostError where another run took over."""
        rows_changed = self.deltas.net() if self.deltas else 0
        run_id = open_record(connection, self.booked, self.now)
        snapshot_id = self._snapshot(connection, run_id) if rows_changed else None
        if self.deltas and snapshot_id is not None:
            self.deltas.publish(snapshot_id)
            if not self.kind.is_whole:
                write_changes(connection, self.company, snapshot_id)
        counting = Counting(connection, self.company.zone, self.company.held)
        attested = certify(counting, self._today(), self._recounted(connection))
        if attested:
            snapshot_id = snapshot_id or self._snapshot(connection, run_id)
            attested.publish(snapshot_id)
        outcome = {"kind": self.kind, "parameters": self.parameters, "rows_changed": rows_changed}
        close_record(connection, run_id, self.booked, **outcome, snapshot_id=snapshot_id)
        return RunResult(self.kind, snapshot_id, rows_changed)

    def _snapshot(self, connection: Connection, run_id: int) -> int:
        snapshot = insert(snapshots).values(run_id=run_id, published_at=self.now).returning(snapshots.c.id)
        snapshot_id: int = connection.execute(snapshot).scalar_one()
        announce(connection, snapshot_id)
        return snapshot_id

    def _today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.company.zone)).date()

    def _recounted(self, connection: Connection) -> frozenset[date] | None:
        """The days to count again where their rows lie: those of changed rows and those asked for; None for all."""
        if self.kind.is_whole:
            return None
        changed = days_of_changes(connection, self.company) if self.deltas else frozenset()
        recounted = (self._today() - timedelta(days=back) for back in range(1, self.asked.recount + 1))
        days = self.asked.built_days
        looked_at = days_between(self.read_since, self._today()) if self.read_since else ()
        return changed.union(recounted, days_between(days.start, days.end) if days else (), looked_at)
