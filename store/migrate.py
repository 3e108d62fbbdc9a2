"""Brings a database's schema to this version of kpibot; safe to call from several processes at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import Connection, text

from store.database import Database

# Any fixed number does; it only has to be the same in every kpibot.
_MIGRATION_LOCK = 7_209_431_185


def migrate(database: Database, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction: all of them or none."""
    with database.write() as connection:
        # Of two processes that create a fresh schema at once, one would fail on its tables: the second waits here.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        _create_schema(connection, database.schema)
        config = _config(connection, database.schema)
        if _is_older(connection, config):
            # A run under way holds this lock until it has published; the next waits here for the new tables. Without it
            # the two would meet on one table after another, until one of them is the victim of a deadlock.
            connection.execute(text("LOCK TABLE snapshots IN SHARE ROW EXCLUSIVE MODE"))
        command.upgrade(config, revision)


def revisions_of(connection: Connection, schema: str) -> tuple[str | None, str | None]:
    """The version of the tables that are there (None where there are none), and of those that there should be."""
    # It reads the table of the schema that the connection sees first, which is kpibot's own.
    current = MigrationContext.configure(connection).get_current_revision()
    return current, ScriptDirectory.from_config(_config(connection, schema)).get_current_head()


def _create_schema(connection: Connection, schema: str) -> None:
    exists = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :schema"), {"schema": schema}).scalar()
    if not exists:
        driver = connection.connection.driver_connection
        driver.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))  # type: ignore[union-attr]  # psycopg's own connection


def _is_older(connection: Connection, config: Config) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    return current is not None and current != ScriptDirectory.from_config(config).get_current_head()


def _config(connection: Connection, schema: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes.update(connection=connection, schema=schema)
    return config
