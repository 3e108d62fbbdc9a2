"""How the numbers stand: the sources and their certificates, the last runs, what is published and what is owed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from metrics.answer import Snapshot
from metrics.certified import read_doubts
from metrics.reader import Doubt, SourceState, Span
from metrics.reading import read_snapshot, read_sources
from store.database import Database
from store.measures import Source
from store.tables import runs

# What is older is no matter of today's numbers.
_LOOK_BACK = timedelta(days=62)
_LAST_RUNS = 5


@dataclass(frozen=True)
class RunStatus:
    """A run: how much it computed, how it ended, and when, in the company's zone."""

    kind: str
    status: str
    started_at: datetime
    finished_at: datetime | None
    snapshot_id: int | None
    rows_changed: int | None
    error: str | None

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it has not ended."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


@dataclass(frozen=True)
class SourceStatus:
    """A source, and what its certificates of the last two months say, the newest day first."""

    source: Source
    state: SourceState
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Status:
    """All of it, as one transaction saw it. `today`: the open day in the company's zone."""

    today: date
    snapshot: Snapshot | None
    sources: tuple[SourceStatus, ...]
    runs: tuple[RunStatus, ...]


# It blocks: from an event loop call it in a thread.
Statuses = Callable[[], Status]


def read_status(database: Database, zone: str, now: datetime) -> Status:
    """The status as of now."""
    local = now.astimezone(ZoneInfo(zone))
    with database.read() as connection:
        states = read_sources(connection)
        doubts = read_doubts(connection, list(states), Span(local.date() - _LOOK_BACK, local.date()))
        return Status(
            local.date(),
            read_snapshot(connection, local.tzinfo),
            tuple(_source(source, states[source], doubts) for source in Source),
            _last_runs(connection, ZoneInfo(zone)),
        )


def _source(source: Source, state: SourceState, doubts: tuple[Doubt, ...]) -> SourceStatus:
    return SourceStatus(source, state, tuple(doubt for doubt in reversed(doubts) if doubt.source is source))


def _last_runs(connection: Connection, zone: ZoneInfo) -> tuple[RunStatus, ...]:
    table = runs.c
    query = (
        select(
            table.kind,
            table.status,
            table.started_at,
            table.finished_at,
            table.snapshot_id,
            table.rows_changed,
            table.error,
        )
        .order_by(table.id.desc())
        .limit(_LAST_RUNS)
    )
    return tuple(
        RunStatus(kind, status, started.astimezone(zone), finished and finished.astimezone(zone), *rest)
        for kind, status, started, finished, *rest in connection.execute(query)
    )
