"""Which backfills there are, and how far they are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, func, insert, or_, select, update

from etl.alone import wait_for_others
from etl.backfill.slices import Slice, cut_into_slices
from etl.company import Company
from etl.run import RunError, RunKind
from etl.terms import Days
from store.database import Database
from store.tables import STAGED_TABLES, backfill_slices, backfills, runs, source_days


class BackfillStatus(StrEnum):
    """An open one may be resumed."""

    OPEN = "open"
    DONE = "done"
    ABANDONED = "abandoned"


class Opening(StrEnum):
    """How a backfill comes to be worked on."""

    NEW = "new"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    REDEFINED = "redefined"


_CLOSED = {BackfillStatus.DONE: "finished", BackfillStatus.ABANDONED: "begun anew"}


class BackfillClosedError(RunError):
    """Somebody else finished or abandoned the backfill; the sentence says which."""


@dataclass(frozen=True)
class Backfill:
    """An unfinished backfill as it was found or begun. How far it is since then stands in the database."""

    id: int
    days: Days
    opening: Opening
    slices: tuple[Slice, ...]


def open_backfill(
    database: Database, company: Company, days: Days, now: datetime, *, restart: bool = False
) -> Backfill:
    """Resume the unfinished backfill of these days, or begin it.

    It begins anew with `restart`, and where zone, channels or transforms are not those that it was begun under.
    """
    with database.publish() as connection:
        wait_for_others(connection, "backfills")
        opening = _decide_opening(connection, company, days, restart=restart)
        _abandon(connection, company, days if restart else None)
        if opening is not Opening.RESUMED:
            _begin(connection, company, days, now)
        backfill_id = connection.execute(select(backfills.c.id).where(*_open_of(days))).scalar_one()
        return Backfill(backfill_id, days, opening, tuple(read_slices(connection, backfill_id)))


def open_backfills(connection: Connection) -> list[Backfill]:
    """Those begun and not finished, the oldest first."""
    query = select(backfills).where(backfills.c.status == BackfillStatus.OPEN).order_by(backfills.c.id)
    return [
        Backfill(row.id, Days(row.first_day, row.last_day), Opening.RESUMED, tuple(read_slices(connection, row.id)))
        for row in connection.execute(query).all()
    ]


def read_slices(connection: Connection, backfill_id: int) -> list[Slice]:
    """A backfill's slices by day; one that was staged before days were last rebuilt is due again.

    Raises BackfillClosedError where the backfill is no longer open.
    """
    _refuse_closed(connection, backfill_id)
    of_slice = backfill_slices.c
    still_holds = of_slice.rebuilds_before == count_rebuilds().scalar_subquery()
    query = (
        select(of_slice.first_day, of_slice.last_day, of_slice.source_rows, case((still_holds, of_slice.seconds)))
        .where(of_slice.backfill_id == backfill_id)
        .order_by(of_slice.first_day)
    )
    return [Slice(Days(first, last), rows, seconds) for first, last, rows, seconds in connection.execute(query)]


def count_rebuilds() -> Select[int]:
    """How many runs computed days by themselves: what was staged before the last of them may hold no longer."""
    # Not the last of their numbers: a run has its number before it is done, and they need not end in that order.
    return select(func.count()).where(runs.c.status == "done", runs.c.kind != RunKind.INCREMENTAL)


def close_backfill(connection: Connection, backfill_id: int, status: BackfillStatus, **outcome: object) -> None:
    """The backfill is over, and what it staged goes."""
    over = {"status": status, "finished_at": func.clock_timestamp(), **outcome}
    connection.execute(update(backfills).where(backfills.c.id == backfill_id).values(over))
    for table in STAGED_TABLES.values():
        connection.execute(delete(table).where(table.c.backfill_id == backfill_id))


def _decide_opening(connection: Connection, company: Company, days: Days, *, restart: bool) -> Opening:
    found = connection.execute(select(backfills.c.parameters).where(*_open_of(days))).one_or_none()
    if found is None:
        return Opening.NEW
    if restart:
        return Opening.RESTARTED
    return Opening.RESUMED if found.parameters == company.definition else Opening.REDEFINED


def _abandon(connection: Connection, company: Company, days: Days | None) -> None:
    """Those that can't be resumed by anybody, whatever their days; and the one of these days."""
    unlike = (backfills.c.status == BackfillStatus.OPEN, backfills.c.parameters != company.definition)
    conditions = [unlike, _open_of(days)] if days else [unlike]
    abandoned = select(backfills.c.id).where(or_(*(and_(*each) for each in conditions)))
    for backfill_id in connection.execute(abandoned).scalars().all():
        close_backfill(connection, backfill_id, BackfillStatus.ABANDONED)


def _begin(connection: Connection, company: Company, days: Days, now: datetime) -> None:
    asked = {"first_day": days.start, "last_day": days.end, "parameters": company.definition}
    begun = insert(backfills).values(**asked, status=BackfillStatus.OPEN, started_at=now).returning(backfills.c.id)
    backfill_id = connection.execute(begun).scalar_one()
    rows = [
        {"backfill_id": backfill_id, "first_day": each.start, "last_day": each.end, "source_rows": 0}
        for each in cut_into_slices(days)
    ]
    connection.execute(insert(backfill_slices), rows)
    weighed = (
        select(func.coalesce(func.sum(source_days.c.rows), 0))
        .where(source_days.c.day.between(backfill_slices.c.first_day, backfill_slices.c.last_day))
        .scalar_subquery()
    )
    own = backfill_slices.c.backfill_id == backfill_id
    connection.execute(update(backfill_slices).where(own).values(source_rows=weighed))


def _refuse_closed(connection: Connection, backfill_id: int) -> None:
    found = connection.execute(select(backfills).where(backfills.c.id == backfill_id)).one()
    if found.status != BackfillStatus.OPEN:
        raise BackfillClosedError(
            f"Backfill {backfill_id} was {_CLOSED[BackfillStatus(found.status)]} by another command meanwhile; "
            "this one has nothing left to do."
        )


def _open_of(days: Days) -> tuple[ColumnElement[bool], ...]:
    same_days = (backfills.c.first_day == days.start, backfills.c.last_day == days.end)
    return backfills.c.status == BackfillStatus.OPEN, *same_days
