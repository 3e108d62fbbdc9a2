"""What of a relation is mirrored: which column is which field, and how its rows are read, dated and added up."""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import sql

from etl.contracts import Contract, Field, Kind
from etl.mirroring.dating import local_day, near
from etl.relations import Relation

_TEXTS = frozenset({"text", "varchar", "bpchar", "citext", "name"})
_WHOLE = frozenset({"int2", "int4", "int8"})
_NUMBERS = _WHOLE | {"numeric", "float4", "float8"}
_AMOUNTS = (Kind.AMOUNT, Kind.POSITIVE_AMOUNT, Kind.SIGNED_AMOUNT)

# The types whose values, written as text, may pass the check of a cell.
FITTING: Mapping[Kind, frozenset[str]] = {
    Kind.TEXT: _TEXTS | _WHOLE | {"uuid", "enum"},
    Kind.MOMENT: _TEXTS | {"timestamptz"},
    Kind.DAY: _TEXTS | {"date"},
    **dict.fromkeys((*_AMOUNTS, Kind.COUNT, Kind.POSITIVE_COUNT), _TEXTS | _NUMBERS),
    Kind.FLAG: _TEXTS | {"bool"},
    Kind.CURRENCY: _TEXTS | {"enum"},
}
FITTING_UPDATED_AT = frozenset({"timestamptz", "timestamp"})

# How text is read back as a key, where it is one of that type: an index of the relation can then serve.
_READ_BACK = {
    **dict.fromkeys(_WHOLE, ("^-?[0-9]{1,18}$", "int8")),
    "uuid": ("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "uuid"),
}


@dataclass(frozen=True)
class RelationColumn:
    """A column as it stands in the catalog: `type` without its length (`enum` for any of them), `shown` with it."""

    name: str
    type: str
    shown: str

    @property
    def value(self) -> sql.Composable:
        return sql.Identifier("r", self.name)

    @property
    def cell(self) -> sql.Composable:
        """The value as a file would bring it."""
        return sql.SQL("{}::text").format(self.value)

    @property
    def is_text(self) -> bool:
        return self.type in _TEXTS


@dataclass(frozen=True)
class Shape:
    """A relation that fits the contract of its source. Its SQL is over a row `r`."""

    contract: Contract
    relation: Relation
    columns: Mapping[Field, RelationColumn]
    updated_at: RelationColumn | None

    def __str__(self) -> str:
        read = (*self.columns.values(), *([self.updated_at] if self.updated_at else []))
        return f"{self.relation}({', '.join(column.name for column in read)})"

    @property
    def cells(self) -> sql.Composable:
        """Every mirrored cell, in the order of the columns."""
        return sql.SQL(", ").join(column.cell for column in self.columns.values())

    @property
    def day(self) -> sql.Composable:
        column = self.columns[self.contract.dated]
        reading = "{}" if not column.is_text else f"{_READING[self.contract.dated.kind]}({{}}::text)"
        return local_day(self.contract, sql.SQL(reading).format(column.value))

    @property
    def near(self) -> sql.Composable:
        """What an index can serve in looking for a span of days; nothing where days are written as text."""
        column = self.columns[self.contract.dated]
        return sql.SQL("true") if column.is_text else near(self.contract, column.value)

    @property
    def amount(self) -> sql.Composable:
        """The row's money, nought where the source has none; NULL where it is no number."""
        column = next((column for field, column in self.columns.items() if field.kind in _AMOUNTS), None)
        if column is None:
            return sql.SQL("0::numeric")
        if not column.is_text:
            return sql.SQL("{}::numeric").format(column.value)
        plain = "CASE WHEN {cell} ~ '^-?[0-9]{{1,15}}([.][0-9]{{1,12}})?$' THEN {cell}::numeric END"
        return sql.SQL(plain).format(cell=column.cell)

    def has_key(self, key: sql.Composable) -> sql.Composable:
        """Whether the row's key, of a source with a single one, is this text."""
        column = next(column for field, column in self.columns.items() if (field.name,) == self.contract.key)
        if column.is_text:
            return sql.SQL("{} = {}").format(column.value, key)
        if column.type not in _READ_BACK:
            return sql.SQL("{} = {}").format(column.cell, key)
        pattern, kind = _READ_BACK[column.type]
        read_back = sql.SQL("CASE WHEN {key} ~ {pattern} THEN {key}::{kind} END")
        return sql.SQL("{} = ").format(column.value) + read_back.format(
            key=key, pattern=sql.Literal(pattern), kind=sql.Identifier(kind)
        )


_READING = {Kind.MOMENT: "moment_in", Kind.DAY: "day_in"}
