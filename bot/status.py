"""How the numbers stand: the sources and their certificates, the last runs, what is published and what is owed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, exists, select

from bot.auditing.standing import Deliveries, read_deliveries
from etl.backfill.records import Backfill, open_backfills
from etl.booking import DAILY_JOB
from etl.run_records import RunRecord, RunStatus, Trigger, read_runs
from etl.schedule.slots import owed_slots
from metrics.answer import Snapshot
from metrics.certified import read_doubts
from metrics.reader import Doubt, SourceState, Span
from metrics.reading import read_snapshot, read_sources
from store.database import Database
from store.measures import Source
from store.tables import job_slots

# What is older is no matter of today's numbers.
_LOOK_BACK = timedelta(days=62)
_LAST_RUNS = 5
_LOOKED_AT = 500
NO_DELIVERIES = Deliveries()


@dataclass(frozen=True)
class SourceStatus:
    """A source, and what its certificates of the last two months say, the newest day first."""

    source: Source
    state: SourceState
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Status:
    """All of it, as one transaction saw it. `today`: the open day in the company's zone.

    `owed`: the local dates whose daily run is due and not done. `backfills`: those begun and not finished.
    `deliveries`: what was posted, and what is missing.
    """

    today: date
    zone: ZoneInfo
    snapshot: Snapshot | None = None
    sources: tuple[SourceStatus, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    owed: tuple[date, ...] = ()
    backfills: tuple[Backfill, ...] = ()
    deliveries: Deliveries = NO_DELIVERIES


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
            ZoneInfo(zone),
            read_snapshot(connection, local.tzinfo),
            tuple(_source(source, states[source], doubts) for source in Source),
            tuple(filter(_is_worth_telling, read_runs(connection, _LOOKED_AT)))[:_LAST_RUNS],
            owed_runs(connection, zone),
            tuple(open_backfills(connection)),
            read_deliveries(connection),
        )


def _source(source: Source, state: SourceState, doubts: tuple[Doubt, ...]) -> SourceStatus:
    return SourceStatus(source, state, tuple(doubt for doubt in reversed(doubts) if doubt.source is source))


def owed_runs(connection: Connection, zone: str) -> tuple[date, ...]:
    """What a bot that ever ran at night owes. Who runs the ETL by hand or by other means owes nothing by the clock."""
    has_run = select(exists().where(job_slots.c.job == DAILY_JOB))
    return owed_slots(connection, DAILY_JOB, zone) if connection.execute(has_run).scalar() else ()


def _is_worth_telling(run: RunRecord) -> bool:
    """Light runs that found nothing come every five minutes, and would push all others out of sight."""
    return run.trigger is not Trigger.LIGHT or run.snapshot_id is not None or run.status is not RunStatus.DONE
