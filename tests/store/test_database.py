"""The connection: kpibot's schema in every transaction, one state for every reader."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from store.database import Database, DatabaseError, open_database


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("not an address", "DATABASE_URL is not a database address"),
        ("mysql://localhost/kpibot", "names 'mysql'; kpibot runs on PostgreSQL only"),
    ],
)
def test_a_wrong_address_is_explained(url: str, sentence: str) -> None:
    """Whoever sets it up knows what to write instead."""
    with pytest.raises(DatabaseError, match=sentence):
        open_database(url)


def test_the_address_that_hosts_give_is_taken() -> None:
    """postgres:// is what Heroku and Supabase hand out."""
    database = open_database("postgres://user@localhost/name")

    assert database.engine.url.drivername == "postgresql+psycopg"


def test_a_reader_sees_one_state_from_first_to_last(database: Database) -> None:
    """A run that publishes in the middle of an answer does not mix two snapshots in it."""
    with database.read() as reader:
        before = reader.execute(text("SELECT count(*) FROM orders")).scalar_one()
        with database.write() as writer:
            writer.execute(
                text(
                    "INSERT INTO orders (id, customer_id, ordered_at, gross_amount, currency) "
                    "VALUES ('o', 'c', now(), 1, 'CAD')"
                )
            )

        assert reader.execute(text("SELECT count(*) FROM orders")).scalar_one() == before


def test_a_reader_can_not_write(database: Database) -> None:
    """A question never changes a number."""
    with pytest.raises(InternalError, match="read-only transaction"), database.read() as reader:
        reader.execute(text("DELETE FROM orders"))


def test_nothing_of_a_transaction_stays_with_the_connection(database: Database) -> None:
    """Behind a transaction pooler the next client must not inherit our settings."""
    with database.write() as connection:
        connection.execute(text("SELECT 1"))

    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.execute("SHOW search_path").fetchone() == ('"$user", public',)
        driver.rollback()
