"""The staging tables of one import: rows that passed their cells' checks, typed, with the line that each came from."""

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from psycopg import Cursor, sql
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from etl.contracts import Contract
from etl.importing.checking import GoodRows, Refused
from etl.meanings import TYPES


@cache
def read_query(name: str) -> str:
    """One query of the import, as written."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


class Staging:
    """Where one contract's rows wait to be merged, beside those refused so far (`refused`, shared by the import)."""

    def __init__(self, connection: Connection, contract: Contract) -> None:
        self.connection = connection
        self.contract = contract
        self.table = f"staged_{contract.source}"
        fields = ", ".join(f"{field.name} {TYPES[field.kind]}" for field in contract.accepted)
        for statement in (
            f"CREATE TEMP TABLE {self.table} (line bigint NOT NULL, {fields}) ON COMMIT DROP",
            "CREATE TEMP TABLE IF NOT EXISTS refused (line bigint, reason text, row jsonb) ON COMMIT DROP",
        ):
            connection.execute(text(statement))

    def copy(self, names: Sequence[str | None], rows: GoodRows) -> None:
        """Add good rows; `names` gives the field of each column, None where the column is not kept."""
        if not rows.lines:
            return
        kept = [(name, cells) for name, cells in zip(names, rows.columns, strict=True) if name is not None]
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(zip(rows.lines, *(cells for _, cells in kept), strict=True))
        columns = sql.SQL(", ").join(sql.Identifier(name) for name in ("line", *(name for name, _ in kept)))
        statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(self.table), columns)
        with self._cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(buffer.getvalue())

    def refuse(self, refused: Sequence[Refused]) -> None:
        """Set rows aside with the reason."""
        if refused:
            with self._cursor() as cursor, cursor.copy("COPY refused (line, reason, row) FROM STDIN") as copy:
                for each in refused:
                    copy.write_row((each.line, each.reason, Jsonb(each.row)))

    def refuse_where(self, verdicts: str, matching: str = "v.line = s.line", **parameters: object) -> int:
        """Set aside the staged rows that a query of (line, reason) gives a reason for; return how many.

        `matching`: which staged row `s` a verdict `v` is of, where several rows come of one line.
        """
        statement = (
            f"WITH verdicts AS ({verdicts}), "
            f"gone AS (DELETE FROM {self.table} s USING verdicts v "
            f"WHERE {matching} AND v.reason IS NOT NULL RETURNING s.line, v.reason, to_jsonb(s) - 'line') "
            "INSERT INTO refused SELECT * FROM gone"
        )
        return self.connection.execute(text(statement), parameters).rowcount

    def drop_repeated(self, order: str = "line", first: str = "'line ' || first_line") -> int:
        """Drop rows that repeat the first of their key, refuse those that contradict it; return how many dropped.

        `order` (SQL over a staged row `s`) says which one is the first, and `first` what a reason calls it.
        """
        keys = ", ".join(f"coalesce({name}::text, '')" for name in self.contract.key)
        repeats = (
            "CREATE TEMP TABLE repeats ON COMMIT DROP AS "
            "SELECT place, first_line, cells = first_cells AS is_same FROM ("
            "SELECT ctid AS place, to_jsonb(s) - 'line' AS cells, first_value(line) OVER of_key AS first_line, "
            "first_value(ctid) OVER of_key AS first_place, "
            "first_value(to_jsonb(s) - 'line') OVER of_key AS first_cells "
            f"FROM {self.table} s WHERE ROW({keys}) IN "
            f"(SELECT {keys} FROM {self.table} GROUP BY {keys} HAVING count(*) > 1) "
            f"WINDOW of_key AS (PARTITION BY {keys} ORDER BY {order}, line)) AS named WHERE place <> first_place"
        )
        self.connection.execute(text("DROP TABLE IF EXISTS repeats"))
        self.connection.execute(text(repeats))
        self.refuse_where(
            f"SELECT place, {first} || ' has the same key and other values' AS reason FROM repeats WHERE NOT is_same",
            matching="v.place = s.ctid",
        )
        repeated = f"DELETE FROM {self.table} s USING repeats r WHERE r.place = s.ctid"
        return self.connection.execute(text(repeated)).rowcount

    def analyze(self) -> None:
        """Let the planner know how many rows wait."""
        self.connection.execute(text(f"ANALYZE {self.table}"))

    def _cursor(self) -> Cursor[tuple[object, ...]]:
        driver = self.connection.connection.driver_connection
        return driver.cursor()  # type: ignore[union-attr, no-any-return]  # psycopg's own connection
