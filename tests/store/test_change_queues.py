"""The queues: every changed source row with the row as it was, whoever changed it and in whatever way."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import ProgrammingError

from store.database import Database
from store.tables import CHANGE_TABLES, QUEUED_TABLES


@dataclass(frozen=True)
class Sample:
    """What is done to one row of a source."""

    insert: str
    change: str
    move: str


SAMPLES = {
    "orders": Sample(
        "INSERT INTO orders VALUES ('o', 'c', timestamptz '2026-10-01Z', 5, 1, 'CAD', 'meta', 's', 3) RETURNING *",
        "UPDATE orders SET gross_amount = 6 WHERE id = 'o'",
        "UPDATE orders SET id = 'p' WHERE id = 'o'",
    ),
    "refunds": Sample(
        "INSERT INTO refunds VALUES ('r', 'first', timestamptz '2026-10-01Z', 5) RETURNING *",
        "UPDATE refunds SET amount = 6",
        "UPDATE refunds SET id = 'p'",
    ),
    "spend": Sample(
        "INSERT INTO spend VALUES (date '2026-10-01', 'meta', '', 5, 'CAD', 1, 2, 3) RETURNING *",
        "UPDATE spend SET clicks = 6",
        "UPDATE spend SET campaign = 'p'",
    ),
    "expenses": Sample(
        "INSERT INTO expenses VALUES (date '2026-10-01', 'rent', 5, 'CAD') RETURNING *",
        "UPDATE expenses SET amount = 6",
        "UPDATE expenses SET category = 'p'",
    ),
    "cash_balances": Sample(
        "INSERT INTO cash_balances VALUES (date '2026-10-01', 5, 1, 'CAD') RETURNING *",
        "UPDATE cash_balances SET financing = 6",
        "UPDATE cash_balances SET day = date '2026-10-02'",
    ),
    # All of it is its key: every change is a move.
    "touchpoints": Sample(
        "INSERT INTO touchpoints VALUES ('c', timestamptz '2026-10-01Z', 'meta') RETURNING *",
        "UPDATE touchpoints SET channel = 'tiktok'",
        "UPDATE touchpoints SET customer_id = 'p'",
    ),
    "forecasts": Sample(
        "INSERT INTO forecasts VALUES (date '2026-10-01', 'revenue', 'base', 5) RETURNING *",
        "UPDATE forecasts SET value = 6",
        "UPDATE forecasts SET month = date '2026-11-01'",
    ),
    "experiments": Sample(
        "INSERT INTO experiments VALUES ('e', 'E', 'ab_test', 'running', 'h', date '2026-10-01', NULL, 'revenue', 0.1, "
        "0.05, 0.8, 100, 'a:1 b:1') RETURNING *",
        "UPDATE experiments SET status = 'stopped'",
        "UPDATE experiments SET key = 'f'",
    ),
    "experiment_results": Sample(
        "INSERT INTO experiment_results VALUES ('e', date '2026-10-01', 'on', false, 5, 1, 2, 4) RETURNING *",
        "UPDATE experiment_results SET users = 6",
        "UPDATE experiment_results SET variant = 'off'",
    ),
}
EVERY_SOURCE = pytest.mark.parametrize("source", [table.name for table in QUEUED_TABLES])

Image = tuple[object, ...]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A transaction, with an order for refunds to belong to and nothing queued."""
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO orders VALUES ('first', 'c', timestamptz '2026-10-01Z', 50, 1, 'CAD', 'meta')")
        )
        connection.execute(text("DELETE FROM orders_changes"))
        yield connection


def queued(connection: Connection, source: str) -> list[tuple[bool, Image]]:
    """What is queued, in its order, and then is no more: whether the row existed, and the row."""
    queue = CHANGE_TABLES[source]
    columns = queue.columns.values()[3:]
    found = connection.execute(select(queue.c.existed, *columns).order_by(queue.c.seq)).all()
    connection.execute(queue.delete())
    return [(existed, tuple(image)) for existed, *image in found]


def insert(connection: Connection, source: str) -> Image:
    """The row, as it stands in the table."""
    return tuple(connection.execute(text(SAMPLES[source].insert)).one())


def only_key(source: str, row: Image) -> Image:
    table = next(table for table in QUEUED_TABLES if table.name == source)
    return tuple(value if column.primary_key else None for column, value in zip(table.columns, row, strict=True))


@EVERY_SOURCE
def test_a_new_row_is_queued_by_its_key(connection: Connection, source: str) -> None:
    """A run knows that there was nothing before."""
    row = insert(connection, source)

    assert queued(connection, source) == [(False, only_key(source, row))]


@EVERY_SOURCE
def test_a_changed_row_is_queued_as_it_was(connection: Connection, source: str) -> None:
    """A run can take away what the old row counted for, with all of its columns; a change to the same is none."""
    row = insert(connection, source)
    queued(connection, source)

    connection.execute(text(SAMPLES[source].change))
    changed = queued(connection, source)
    connection.execute(text(SAMPLES[source].change))

    assert (True, row) in changed
    assert queued(connection, source) == []


@EVERY_SOURCE
def test_a_row_whose_key_changed_went_and_came(connection: Connection, source: str) -> None:
    """A corrected key leaves nothing behind under the old one."""
    row = insert(connection, source)
    queued(connection, source)

    connection.execute(text(SAMPLES[source].move))

    [went, came] = queued(connection, source)
    assert went == (True, row)
    assert came[0] is False
    assert came[1] != only_key(source, row)


@EVERY_SOURCE
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_a_row_that_goes_is_queued_as_it_was(connection: Connection, source: str, statement: str) -> None:
    """What was deleted, or emptied away, stops counting."""
    row = insert(connection, source)
    queued(connection, source)

    connection.execute(text(statement.format(source)))

    assert (True, row) in queued(connection, source)


def test_who_may_write_rows_need_not_see_the_queue(connection: Connection) -> None:
    """A loader's role gets the right to write orders, and no other."""
    connection.execute(text("CREATE ROLE loader NOLOGIN"))
    connection.execute(text("GRANT USAGE ON SCHEMA kpibot TO loader"))
    connection.execute(text("GRANT INSERT ON orders TO loader"))
    connection.execute(text("CREATE POLICY loading ON orders FOR INSERT TO loader WITH CHECK (true)"))

    connection.execute(text("SET LOCAL ROLE loader"))
    connection.execute(text(SAMPLES["orders"].insert.removesuffix("RETURNING *")))
    connection.execute(text("RESET ROLE"))

    assert len(queued(connection, "orders")) == 1
    connection.rollback()


def test_nobody_else_may_fill_the_queues_from_a_table_of_their_own(connection: Connection) -> None:
    """The function runs as its owner: a table named orders in another schema must not reach it."""
    connection.execute(text("CREATE ROLE stranger NOLOGIN"))
    connection.execute(text("GRANT USAGE ON SCHEMA kpibot TO stranger"))
    connection.execute(text("CREATE SCHEMA strange AUTHORIZATION stranger"))
    connection.execute(text("SET LOCAL ROLE stranger"))
    connection.execute(text("CREATE TABLE strange.orders (id text PRIMARY KEY)"))

    with pytest.raises(ProgrammingError, match="permission denied for function queue_changes"):
        connection.execute(text("CALL kpibot.queue_changes_of('strange.orders')"))
    connection.rollback()
