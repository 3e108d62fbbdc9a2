"""The schema: as the tables declare it, closed to everybody else, and made once by however many processes."""

import subprocess
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import DatabaseServer
from sqlalchemy import text

from store.database import Database, open_database
from store.migrate import migrate
from store.tables import metadata

MIGRATE = """
import sys
from store.database import open_database
from store.migrate import migrate
migrate(open_database(sys.argv[1]))
"""


def test_the_migrations_make_what_the_code_expects(database: Database) -> None:
    """A fresh install has every table and column that the code reads and writes."""
    with database.write() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_every_table_is_closed_to_other_roles(database: Database) -> None:
    """Supabase's public key reads none of a company's numbers."""
    query = (
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = current_schema() AND relkind = 'r' AND NOT relrowsecurity"
    )
    with database.read() as connection:
        assert connection.execute(text(query)).all() == []
        tables = connection.execute(text(query.replace("NOT relrowsecurity", "relrowsecurity"))).all()

    assert len(tables) > 20


def test_nothing_is_made_outside_kpibots_own_schema(database: Database) -> None:
    """Whoever drops the schema is rid of everything; the company's own tables are not touched."""
    query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('kpibot', 'pg_catalog', 'information_schema')"
    with database.read() as connection:
        assert connection.execute(text(query)).scalar_one() == 0


def test_several_processes_may_migrate_at_once(server: DatabaseServer) -> None:
    """Replicas that start together on a fresh database all come up."""
    server.create("fresh")
    url = server.url_of("fresh")

    processes = [subprocess.Popen([sys.executable, "-c", MIGRATE, url]) for _ in range(3)]  # noqa: S603  # our own program

    assert [process.wait(60) for process in processes] == [0, 0, 0]
    server.drop("fresh")


def test_migrating_again_changes_nothing(server: DatabaseServer, template: str) -> None:
    """Every start migrates; only the first does anything."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    with database.read() as connection:
        before = connection.execute(text("SELECT count(*), max(oid::bigint) FROM pg_class")).one()

    migrate(database)

    with database.read() as connection:
        assert connection.execute(text("SELECT count(*), max(oid::bigint) FROM pg_class")).one() == before
    database.close()
    server.drop(name)
