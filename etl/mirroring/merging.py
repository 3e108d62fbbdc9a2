"""Makes a source's rows on the compared days what the relation's are, set by set; its triggers queue the rest."""

from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import Connection, text

from etl.contracts import ORDERS, REFUNDS, Contract
from etl.importing.importer import Counts
from etl.importing.merging import merge, same_key_of
from etl.importing.staging import Staging
from etl.importing.staging import read_query as read_import_query
from etl.mirroring.dating import Span, local_day, near
from etl.mirroring.errors import RelationError
from etl.mirroring.queries import read_query, written
from etl.temporary import create_temporary

# Rows that can't be told apart by time or line; what decides between two of one key must be the same each night.
_BY_CONTENT = "(to_jsonb(s) - 'line')::text"
# Where the mirrored rows of a source lie, if not in its table alone: a refund may be waiting for its order.
_MIRRORS = {
    REFUNDS.source: "(SELECT id, refunded_at FROM refunds UNION ALL SELECT id, refunded_at FROM held_refunds)",
}


@dataclass(frozen=True)
class Merged:
    """What became of the rows that were looked at, and how many the source lost."""

    counts: Counts
    deleted: int


class SourceMerge:
    """One source's staged rows on their way into its table, inside the transaction of a mirroring."""

    def __init__(self, staging: Staging, zone: str, currency: str) -> None:
        self.staging = staging
        self._connection: Connection = staging.connection
        self._contract: Contract = staging.contract
        self._zone = zone
        self._currency = currency

    def find_missing(self, name: str, span: Span) -> int:
        """Keep under this name the keys of the rows on the compared days that are not staged; return how many."""
        dated = sql.Identifier("t", self._contract.dated.name)
        query = sql.SQL(
            "SELECT {keys} FROM {mirror} t WHERE {near} AND {day} IN (SELECT day FROM compared_days) "
        ).format(
            keys=sql.SQL(", ").join(sql.Identifier("t", key) for key in self._contract.key),
            mirror=sql.SQL(_MIRRORS.get(self._contract.source, self._contract.source)),
            near=near(self._contract, dated),
            day=local_day(self._contract, dated),
        )
        # Declared names only.
        absent = f"AND NOT EXISTS (SELECT FROM {self.staging.table} s WHERE {same_key_of(self._contract)})"
        return create_temporary(
            self._connection, name, written(query) + absent, {"zone": self._zone, **span.parameters}
        )

    def judge(self) -> int:
        """Set aside what can't stand together; return how many rows merely repeat another."""
        repeated = self.staging.drop_repeated(_BY_CONTENT, "'another row'")
        if self._contract is ORDERS:
            self.staging.refuse_where(
                read_query("no_refunds") + read_import_query("orders_verdicts"), brings_refunds=False
            )
        return repeated

    def count_taken(self) -> None:
        """Keep how many rows of each day can be used, as `taken_days`."""
        day = local_day(self._contract, sql.Identifier("s", self._contract.dated.name))
        query = sql.SQL("SELECT {} AS day, count(*) AS rows FROM {} s GROUP BY 1")
        taken = query.format(day, sql.Identifier(self.staging.table))
        create_temporary(self._connection, "taken_days", written(taken), {"zone": self._zone})

    def finish(self, read: int, repeated: int, span: Span | None) -> Merged:
        """Take away what went from the compared days (none, without a span), change what changed, add what is new."""
        deleted = self._delete_gone(span) if span else 0
        held = self._hold() if self._contract is REFUNDS else 0
        deleted += self._execute("drop_held_refunds") if held else 0
        read += self._release() if self._contract is REFUNDS else 0
        staged, refused = self._count(self.staging.table), self._count("refused")
        merged = merge(self.staging, self._currency, {field.name for field in self._contract.accepted})
        same = staged - merged.new - merged.changed + repeated
        if read != staged + repeated + held + refused:
            raise RelationError(f"The counts of {self._contract.source} do not add up. Please report this.")
        return Merged(Counts(read, merged.new, merged.changed, same, held, refused), deleted)

    def _delete_gone(self, span: Span) -> int:
        self.find_missing("gone", span)
        if self._contract is ORDERS:
            self._execute("hold_refunds_of_gone")
        if self._contract is REFUNDS:
            self._execute("drop_gone_held_refunds")
        same_key = " AND ".join(f"t.{name} = g.{name}" for name in self._contract.key)
        statement = f"DELETE FROM {self._contract.source} t USING gone g WHERE {same_key}"  # noqa: S608  # declared names only
        return self._connection.execute(text(statement)).rowcount

    def _hold(self) -> int:
        self._connection.execute(text(read_import_query("forget_held_refunds")))
        return self._connection.execute(text(read_import_query("hold_refunds"))).rowcount

    def _release(self) -> int:
        return self._connection.execute(text(read_import_query("release_refunds"))).rowcount

    def _execute(self, name: str) -> int:
        return self._connection.execute(text(read_query(name))).rowcount

    def _count(self, table: str) -> int:
        return int(self._connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608  # declared names only
