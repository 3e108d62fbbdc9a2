"""What the database says: whether it can be reached, what may be done there, and how its schema and numbers stand."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.clocks import clock_finding
from bot.doctor.finding import Finding, bad, good, note
from bot.settings import Settings
from bot.status import read_status
from bot.views.status_lines import verdict
from store.database import Database
from store.migrate import revisions_of

# PostgreSQL 14 is the oldest that its makers still look after.
_OLDEST = 140_000


def database_findings(database: Database, settings: Settings) -> Iterator[Finding]:
    """All of it; where the database can't be reached, that alone. It changes nothing."""
    try:
        with database.engine.connect() as connection:
            yield from _of_server(connection)
            yield from _of_rights(connection, database.schema)
            ours, newest = revisions_of(connection, database.schema)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        yield bad("database", f"it can't be reached: {reason}", "Check DATABASE_URL, and that the server is running.")
        return
    yield from _of_pooling(database, settings)
    if ours != newest:
        what = (
            "kpibot has no tables there yet"
            if ours is None
            else f"its tables are those of version {ours}, not {newest}"
        )
        yield bad("migrations", what, "Run kpibot migrate.")
        return
    yield good("migrations", f"the tables are those of version {newest}")
    yield from _of_numbers(database, settings)


def _of_server(connection: Connection) -> Iterator[Finding]:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < _OLDEST:
        yield bad("database", f"PostgreSQL {version // 10_000} is too old", "Use PostgreSQL 14 or newer.")
    else:
        yield good("database", f"PostgreSQL {version // 10_000} answers")
    now = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    yield clock_finding("clock against the database's", datetime.now(UTC) - now)


def _of_rights(connection: Connection, schema: str) -> Iterator[Finding]:
    query = """
        SELECT
            current_user AS role,
            (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS is_mighty,
            to_regnamespace(:schema) IS NOT NULL AS is_there,
            coalesce(has_schema_privilege(to_regnamespace(:schema)::oid, 'USAGE, CREATE'), false) AS may_use,
            has_database_privilege(current_database(), 'CREATE') AS may_create
    """
    found = connection.execute(text(query), {"schema": schema}).one()
    grant = f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {found.role}"
    if found.is_there and not found.may_use:
        yield bad("rights", f"{found.role} may not use the schema {schema}", f"As its owner: {grant}.")
    elif not found.is_there and not found.may_create:
        remedy = f"As the database's owner: CREATE SCHEMA {schema} AUTHORIZATION {found.role}."
        yield bad("rights", f"{found.role} may not make the schema {schema}", remedy)
    elif found.is_mighty:
        remedy = f"Give it a role of its own: CREATE ROLE kpibot LOGIN; CREATE SCHEMA {schema} AUTHORIZATION kpibot."
        yield note("rights", f"{found.role} may do everything, and kpibot needs one schema", remedy)
    else:
        yield good("rights", f"{found.role} may use the schema {schema}")


def _of_pooling(database: Database, settings: Settings) -> Iterator[Finding]:
    if not _is_pooled(database):
        yield good("pooler", "connections are direct, or keep their session")
    elif settings.listen_url is None:
        remedy = "Set KPIBOT_LISTEN_URL to the same database without the pooler, and they are heard of at once."
        yield note("pooler", "transactions are pooled: new numbers are looked for every few seconds", remedy)
    else:
        yield good("pooler", "transactions are pooled, and KPIBOT_LISTEN_URL goes past it")


def _is_pooled(database: Database) -> bool:
    """Whether a connection's transactions end up in several sessions, or two connections' in one. One at a time is
    open, because a pool may be of one.
    """
    with database.engine.connect() as one, database.engine.connect() as other:
        sessions = [_session(one), _session(one)]
        return sessions[0] != sessions[1] or _session(other) in sessions


def _session(connection: Connection) -> int:
    """Of a transaction of its own."""
    with connection.begin():
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _of_numbers(database: Database, settings: Settings) -> Iterator[Finding]:
    found = read_status(database, settings.zone, datetime.now(UTC))
    if found.snapshot is None:
        yield note("numbers", "none have been computed yet", "Import the sources, and run kpibot etl run.")
        return
    said = verdict(found)
    is_well = said.startswith("All that is connected")
    remedy = "kpibot etl status says more, and docs/operations.md what to do."
    yield good("numbers", said) if is_well else note("numbers", said, remedy)
