"""Parquet files, read by DuckDB: `<source>.parquet`, or a folder `<source>` with files in Hive partitions or not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from etl.engines.dialect import DUCKDB
from etl.engines.engine import EngineError, Row, quoted

_BATCH = 10_000


class DuckDbEngine:
    """One in-memory DuckDB over a folder of Parquet files."""

    dialect = DUCKDB

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise EngineError(
                f"SOURCE_URL names the folder {folder}, and there is none: mount it, or correct the path."
            )
        self._folder = folder
        self._connection = duckdb.connect()
        # A session without a zone of its own would read moments in the machine's.
        self._connection.execute("SET TimeZone = 'UTC'")

    @property
    def place(self) -> str:
        return str(self._folder)

    def attach(self, source: str, name: str) -> Mapping[str, str] | None:
        files = self._files(source)
        if files is None:
            return None
        reading = f"read_parquet({quoted(str(files))}, hive_partitioning = true, union_by_name = true)"
        self.define(name, f"SELECT * FROM {reading}")  # noqa: S608  # a path, as a literal
        return {column: kind for column, kind, *_ in self._executed(f"DESCRIBE {name}").fetchall()}

    def define(self, name: str, select: str) -> None:
        self._executed(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")

    def keep(self, name: str, select: str) -> None:
        self._executed(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")

    def rows(self, select: str) -> Iterator[Row]:
        result = self._executed(select)
        while batch := result.fetchmany(_BATCH):
            yield from batch

    def close(self) -> None:
        self._connection.close()

    def _files(self, source: str) -> Path | None:
        if (self._folder / f"{source}.parquet").is_file():
            return self._folder / f"{source}.parquet"
        # An empty folder is no relation: DuckDB would not know its columns.
        found = next((self._folder / source).glob("**/*.parquet"), None)
        return self._folder / source / "**" / "*.parquet" if found else None

    def _executed(self, statement: str) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(statement)
        except duckdb.Error as error:
            raise EngineError(f"DuckDB can't read {self.place}: {str(error).splitlines()[0]}") from error
