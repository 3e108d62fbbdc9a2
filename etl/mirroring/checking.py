"""Holds a relation against the contract of its source, before a row of it is read."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Row, text

from etl.contracts import Contract, Field, Kind
from etl.mirroring.errors import RelationError
from etl.mirroring.queries import read_query
from etl.mirroring.shape import FITTING, FITTING_UPDATED_AT, RelationColumn, Shape
from etl.relations import Relation

_UPDATED_AT = "updated_at"
_INLINE_REFUND = "refund_amount"
_SUCH_AS = {
    Kind.TEXT: "text",
    Kind.MOMENT: "timestamptz",
    Kind.DAY: "date",
    Kind.FLAG: "boolean",
    Kind.CURRENCY: "text",
    Kind.COUNT: "bigint",
    Kind.POSITIVE_COUNT: "bigint",
}


def check_relation(connection: Connection, contract: Contract, relation: Relation) -> Shape:
    """The relation's shape. Raises RelationError with everything that keeps it from being mirrored."""
    query = text(read_query("relation_columns"))
    rows = connection.execute(query, {"schema": relation.schema, "name": relation.name}).all()
    _refuse_unreadable(rows, contract, relation)
    columns = {row.name: RelationColumn(row.name, row.type, row.shown) for row in rows}
    of_field = {field: columns[name] for field in contract.of_relation if (name := field.among(columns))}
    faults = [*_missing(contract, of_field), *_unfitting(of_field), *_inline_refunds(contract, columns)]
    if faults:
        raise RelationError(f"{relation} can't be mirrored as {contract.source}: {'; '.join(faults)}.")
    updated_at = columns.get(_UPDATED_AT)
    says_when = updated_at is not None and updated_at.type in FITTING_UPDATED_AT
    return Shape(contract, relation, of_field, updated_at if says_when else None)


def _refuse_unreadable(rows: Sequence[Row[tuple[object, ...]]], contract: Contract, relation: Relation) -> None:
    if not rows:
        raise RelationError(f"There is no relation {relation} to mirror {contract.source} from: see KPIBOT_MIRRORED.")
    if rows[0].is_ours:
        raise RelationError(f"{relation} is kpibot's own table: {contract.source} can't be mirrored from it.")
    if not rows[0].is_readable:
        raise RelationError(
            f"{rows[0].reader} may not read {relation}: GRANT USAGE ON SCHEMA {relation.schema} and SELECT ON "
            f"{relation} to it."
        )


def _missing(contract: Contract, columns: Mapping[Field, RelationColumn]) -> Iterator[str]:
    missing = [field.name for field in contract.fields if field.required and field not in columns]
    if missing:
        yield f"it lacks {', '.join(missing)}"


def _unfitting(columns: Mapping[Field, RelationColumn]) -> Iterator[str]:
    for field, column in columns.items():
        if column.type not in FITTING[field.kind]:
            expected = _SUCH_AS.get(field.kind, "numeric")
            yield f"{column.name} is {column.shown}, where {expected} is expected{_hint(column)}"


def _hint(column: RelationColumn) -> str:
    if column.type != "timestamp":
        return ""
    return f" (say in a view whose time it is, as in {column.name} AT TIME ZONE 'UTC')"


def _inline_refunds(contract: Contract, columns: Mapping[str, RelationColumn]) -> Iterator[str]:
    if _INLINE_REFUND in columns and _INLINE_REFUND in {field.name for field in contract.inline}:
        yield f"it has {_INLINE_REFUND}, and refunds are mirrored from a relation of their own only"
