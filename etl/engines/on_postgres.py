"""Another Postgres, whose tables or views are named like the sources."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from etl.engines.dialect import POSTGRES
from etl.engines.engine import EngineError, Row

_COLUMNS = """
    SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS kind
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = :schema AND c.relname = :name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND a.attnum > 0 AND NOT a.attisdropped
"""
_BATCH = 10_000


class PostgresEngine:
    """One transaction on the other server, which sees one state of it and writes nothing but temporary tables."""

    dialect = POSTGRES

    def __init__(self, url: URL, place: str, schema: str) -> None:
        self._schema = schema
        self.place = place
        self._engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="REPEATABLE READ",
            connect_args={"prepare_threshold": None, "application_name": "kpibot"},
        )
        self._connection = self._connected()
        for setting in ("SET LOCAL work_mem = '256MB'", "SET LOCAL jit = off", "SET LOCAL search_path TO pg_temp"):
            self._execute(setting)

    def attach(self, source: str, name: str) -> Mapping[str, str] | None:
        found = self._connection.execute(text(_COLUMNS), {"schema": self._schema, "name": source}).all()
        if not found:
            return None
        quoted = self._engine.dialect.identifier_preparer.quote_identifier
        self.define(name, f"SELECT * FROM {quoted(self._schema)}.{quoted(source)}")  # noqa: S608  # a quoted name
        return {row.attname: row.kind for row in found}

    def define(self, name: str, select: str) -> None:
        self._execute(f"CREATE TEMP VIEW {name} AS {select}")

    def keep(self, name: str, select: str) -> None:
        self._execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {select}")
        self._execute(f"ANALYZE {name}")

    def rows(self, select: str) -> Iterator[Row]:
        try:
            with self._connection.exec_driver_sql(
                _literal(select), execution_options={"stream_results": True}
            ) as result:
                for batch in result.partitions(_BATCH):
                    yield from map(tuple, batch)
        except DBAPIError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def _connected(self) -> Connection:
        try:
            return self._engine.connect()
        except DBAPIError as error:
            self._engine.dispose()
            raise self._failed(error) from error

    def _execute(self, statement: str) -> None:
        try:
            self._connection.exec_driver_sql(_literal(statement))
        except DBAPIError as error:
            raise self._failed(error) from error

    def _failed(self, error: DBAPIError) -> EngineError:
        return EngineError(f"The sources can't be read at {self.place}: {str(error.orig).splitlines()[0]}")


def _literal(statement: str) -> str:
    # The driver reads % as the beginning of a parameter; there are none.
    return statement.replace("%", "%%")
