"""What a run would change, collected beside the published tables as rows to be added to them, and then added.

Each aggregate has a temporary table `delta_<aggregate>` of the same key and measures, and after netting a table
`net_<aggregate>` with one row a key that really changes; both go with the transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from etl.sides import Side
from etl.transforms import DATED, read_transform
from store.tables import AGGREGATES, Aggregate, metadata


@dataclass(frozen=True)
class Days:
    """An inclusive run of local days that a rebuild is confined to."""

    start: date
    end: date


class Deltas:
    """The differences of one run, for every aggregate. Not a place to read numbers from: it holds only what changes."""

    def __init__(self, connection: Connection, parameters: Mapping[str, object]) -> None:
        self._connection = connection
        self._parameters = parameters
        self._temporary = MetaData()
        self._pending = {aggregate.name: self._create("delta", aggregate) for aggregate in AGGREGATES}

    def add(self, side: Side, days: Days | None = None) -> None:
        """Add what the transforms make of a side's rows; with `days`, only rows keyed within them."""
        for name, source in DATED.items():
            # The text is the project's own .sql files; what they are told of the company are bound parameters.
            build = f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {side.reading(source, read_transform(name))}"
            self._connection.execute(text(build), self._parameters)
            self._connection.execute(text(f"ANALYZE {name}"))
        for aggregate in AGGREGATES:
            columns = [Column(each.name, each.type) for each in (*aggregate.keys, *aggregate.measures)]
            rows = text(read_transform(aggregate.name)).columns(*columns).subquery()
            self._collect(aggregate, rows, side.sign, days)
        for name in reversed(DATED):
            self._connection.execute(text(f"DROP TABLE {name}"))

    def clear(self, days: Days | None = None) -> None:
        """Take away all that is published and pending, so that a side added next replaces it."""
        for aggregate in AGGREGATES:
            self._collect(aggregate, self._pending[aggregate.name].alias(), -1, days)
            self._collect(aggregate, aggregate.table(), -1, days)

    def net(self) -> int:
        """Sum what is pending by key, keep what does not come to nothing, and return how many rows would change."""
        self._net = {aggregate.name: self._sum_by_key(aggregate) for aggregate in AGGREGATES}
        return sum(self._count(net) for net in self._net.values())

    def publish(self, snapshot_id: int) -> None:
        """Add the net differences to the published tables; what they supersede goes to history."""
        for aggregate in AGGREGATES:
            for statement in _publishing(aggregate, self._net[aggregate.name], snapshot_id):
                self._connection.execute(statement)

    def _create(self, prefix: str, aggregate: Aggregate) -> Table:
        columns = [Column(each.name, each.type) for each in (*aggregate.keys, *aggregate.measures)]
        table = Table(
            f"{prefix}_{aggregate.name}",
            self._temporary,
            *columns,
            prefixes=["TEMPORARY"],
            postgresql_on_commit="DROP",
        )
        table.create(self._connection, checkfirst=False)
        return table

    def _collect(self, aggregate: Aggregate, rows: FromClause, sign: int, days: Days | None) -> None:
        names = [*aggregate.key_names, *aggregate.measure_names]
        measures = [literal(sign) * rows.c[name] for name in aggregate.measure_names]
        query = select(*(rows.c[name] for name in aggregate.key_names), *measures)
        if days is not None:
            query = query.where(rows.c[aggregate.day_key].between(days.start, days.end))
        self._connection.execute(insert(self._pending[aggregate.name]).from_select(names, query))

    def _sum_by_key(self, aggregate: Aggregate) -> Table:
        pending, net = self._pending[aggregate.name], self._create("net", aggregate)
        keys = [pending.c[name] for name in aggregate.key_names]
        sums = [func.sum(pending.c[name]) for name in aggregate.measure_names]
        query = select(*keys, *sums).group_by(*keys).having(or_(*(each != 0 for each in sums)))
        self._connection.execute(insert(net).from_select([column.name for column in net.columns], query))
        self._connection.execute(text(f"ANALYZE {net.name}"))
        return net

    def _count(self, table: Table) -> int:
        return self._connection.execute(select(func.count()).select_from(table)).scalar_one()


def _publishing(aggregate: Aggregate, net: Table, snapshot_id: int) -> tuple[Any, ...]:
    published, history = aggregate.table(), metadata.tables[f"{aggregate.name}_history"]
    keys, measures = aggregate.key_names, aggregate.measure_names
    same_key = and_(*(published.c[name] == net.c[name] for name in keys))
    superseded = select(*published.columns, literal(snapshot_id)).join(net, same_key)
    is_new: ColumnElement[bool] = ~exists().where(same_key).correlate(net)
    changed = {name: published.c[name] + net.c[name] for name in measures}
    return (
        insert(history).from_select([column.name for column in history.columns], superseded),
        update(published).values({**changed, "snapshot_id": snapshot_id}).where(same_key),
        insert(published).from_select(
            [*keys, *measures, "snapshot_id"], select(*net.columns, literal(snapshot_id)).where(is_new)
        ),
        delete(published).where(same_key, *(published.c[name] == 0 for name in measures)),
    )
