"""The published tables as they stood in a snapshot: what stands since before it, and what was superseded after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, FromClause, Table, select, union_all

from store.tables import metadata, snapshots


class UnknownSnapshotError(ValueError):
    """There is no such snapshot, or not any more; the sentence names those that there are."""


@dataclass(frozen=True)
class Relations:
    """Where pre-aggregated rows are read from: the tables themselves, or (`snapshot`) as they stood in an older one."""

    snapshot: int | None = None

    def of(self, table: Table) -> FromClause:
        """The relation in a table's place; its columns are those of the table but the snapshot's."""
        if self.snapshot is None:
            return table
        history = metadata.tables[f"{table.name}_history"]
        names = [column.name for column in table.columns if column.name != "snapshot_id"]
        standing = select(*(table.c[name] for name in names)).where(table.c.snapshot_id <= self.snapshot)
        superseded = select(*(history.c[name] for name in names)).where(
            history.c.snapshot_id <= self.snapshot, history.c.superseded_by > self.snapshot
        )
        return union_all(standing, superseded).subquery(table.name)

    def reading(self, table: Table, query: str) -> tuple[str, dict[str, object]]:
        """A query's text that finds this relation where it names the table, and the parameters that it needs for it."""
        if self.snapshot is None:
            return query, {}
        names = ", ".join(column.name for column in table.columns if column.name != "snapshot_id")
        # Names only, from the table's declaration.
        relation = (
            f"SELECT {names} FROM {table.name} WHERE snapshot_id <= :as_of UNION ALL "  # noqa: S608
            f"SELECT {names} FROM {table.name}_history WHERE snapshot_id <= :as_of AND superseded_by > :as_of"
        )
        return f"WITH {table.name} AS ({relation})\nSELECT * FROM (\n{query}\n) AS asked", {"as_of": self.snapshot}


def check_kept(connection: Connection, snapshot: int) -> None:
    """Raises UnknownSnapshotError where the snapshot is not kept, naming the nearest that are."""
    kept = snapshots.c.thinned_at.is_(None)
    if connection.execute(select(snapshots.c.id).where(snapshots.c.id == snapshot, kept)).first():
        return
    before = select(snapshots.c.id).where(kept, snapshots.c.id < snapshot).order_by(snapshots.c.id.desc()).limit(1)
    after = select(snapshots.c.id).where(kept, snapshots.c.id > snapshot).order_by(snapshots.c.id).limit(1)
    nearest = [found for each in (before, after) if (found := connection.execute(each).scalar()) is not None]
    raise UnknownSnapshotError(f"Snapshot {snapshot} is not kept{_nearest_text(nearest)}.")


def _nearest_text(nearest: Sequence[int]) -> str:
    if not nearest:
        return ": nothing has been published yet"
    return f"; the nearest {'that is' if len(nearest) == 1 else 'ones that are'}: {' and '.join(map(str, nearest))}"
