"""What is known of runs: what woke each, how far it has come, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, or_, select

from etl.leases import is_live
from store.tables import run_progress, runs


class Trigger(StrEnum):
    """What woke a run up."""

    DAILY = "daily"
    LIGHT = "light"
    ON_DEMAND = "on_demand"
    COMMAND = "command"
    BACKFILL = "backfill"


class RunStatus(StrEnum):
    """How a run stands. Abandoned: its process went without a word, and its lease has run out."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class RunRecord:
    """A run, as it stands or stood. `finished_at` is None while it runs, and where nobody knows."""

    id: int
    kind: str
    trigger: Trigger
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None
    local_date: date | None
    holder: str | None
    snapshot_id: int | None
    rows_changed: int | None
    error: str | None
    step: int | None
    steps: int | None
    label: str | None


def read_runs(connection: Connection, limit: int = 20) -> tuple[RunRecord, ...]:
    """The latest runs, newest first, with how far each has come."""
    query = select(
        *(runs.c[name] for name in RunRecord.__dataclass_fields__ if name in runs.c and name != "status"),
        _status().label("status"),
        *(run_progress.c[name] for name in ("step", "steps", "label")),
    ).outerjoin(run_progress, run_progress.c.run_id == runs.c.id)
    rows = connection.execute(query.order_by(runs.c.id.desc()).limit(limit)).mappings()
    return tuple(_record(dict(row)) for row in rows)


def _status() -> ColumnElement[str]:
    lost = or_(runs.c.lease.is_(None), ~is_live(runs.c.lease, runs.c.token))
    return case(((runs.c.status == RunStatus.RUNNING) & lost, RunStatus.ABANDONED), else_=runs.c.status)


def _record(row: dict[str, Any]) -> RunRecord:
    row.update(trigger=Trigger(row["trigger"]), status=RunStatus(row["status"]))
    return RunRecord(**row)
