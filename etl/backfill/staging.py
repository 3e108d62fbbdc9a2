"""One slice: what the published rows of its days must change by, kept until all slices are published together."""

from sqlalchemy import Connection, column, delete, func, insert, literal, select, table, update

from etl.alone import wait_for_others
from etl.backfill.records import count_rebuilds, read_slices
from etl.changes import read_changes, touch_customers_of_changes, touch_customers_of_days
from etl.company import Company
from etl.deltas import Deltas
from etl.sides import OF_DAYS, TOUCHED_AFTER, TOUCHED_BEFORE
from etl.terms import Days
from store.database import Database
from store.tables import AGGREGATES, STAGED_TABLES, Aggregate, backfill_slices


def stage_next_slice(database: Database, company: Company, backfill_id: int) -> bool:
    """Compute and keep the first slice that is due, in one transaction; False where none is."""
    with database.publish() as connection:
        # Of two commands on one backfill each takes the slices that the other has not.
        wait_for_others(connection, "backfills")
        due = [each.days for each in read_slices(connection, backfill_id) if each.is_due]
        if due:
            _stage(connection, company, backfill_id, due[0])
        return bool(due)


def _stage(connection: Connection, company: Company, backfill_id: int, days: Days) -> None:
    deltas = _correct(connection, company, days)
    rows = deltas.net()
    for aggregate in AGGREGATES:
        _keep(connection, aggregate, backfill_id, days)
    staged = {
        "staged_at": func.clock_timestamp(),
        "rows": rows,
        "rebuilds_before": count_rebuilds().scalar_subquery(),
    }
    seconds = func.extract("epoch", func.clock_timestamp() - func.transaction_timestamp())
    own = (backfill_slices.c.backfill_id == backfill_id, backfill_slices.c.first_day == days.start)
    connection.execute(update(backfill_slices).where(*own).values(**staged, seconds=seconds))


def _correct(connection: Connection, company: Company, days: Days) -> Deltas:
    """What the sources say of these days, without what is published and without what the queue says already."""
    deltas = Deltas(connection, company.parameters)
    deltas.clear(days)
    read_changes(connection)
    touch_customers_of_changes(connection)
    deltas.add(TOUCHED_BEFORE.taken_away(), days)
    deltas.add(TOUCHED_AFTER.taken_away(), days)
    # A week or month that begins in these days may reach beyond them.
    touch_customers_of_days(connection, company, days.in_whole_buckets())
    deltas.add(OF_DAYS, days)
    return deltas


def _keep(connection: Connection, aggregate: Aggregate, backfill_id: int, days: Days) -> None:
    staged, names = STAGED_TABLES[aggregate.name], [*aggregate.key_names, *aggregate.measure_names]
    of_days = staged.c[aggregate.day_key].between(days.start, days.end)
    connection.execute(delete(staged).where(staged.c.backfill_id == backfill_id, of_days))
    net = table(f"net_{aggregate.name}", *(column(name) for name in names))
    found = select(literal(backfill_id), *(net.c[name] for name in names))
    connection.execute(insert(staged).from_select(["backfill_id", *names], found))
