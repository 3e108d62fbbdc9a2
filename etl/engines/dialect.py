"""The transforms in the words of other engines: parsed and typed as PostgreSQL's, then turned where engines differ.

So there is one file for each transform, and no second copy of one. What the turns are checked against is the parity of
engines, over random rows: tests/parity.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlglot import Expr, exp, parse_one
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

POSTGRES, DUCKDB, SPARK = "postgres", "duckdb", "spark"

# PostgreSQL's numeric is of any length where no length is given; elsewhere it is short, and rounds.
_LONG_DECIMAL = "DECIMAL(38, 12)"


class Translator:
    """Knows a dialect, the company's parameters, and the columns of what was defined so far."""

    def __init__(self, dialect: str, parameters: Mapping[str, object]) -> None:
        self.dialect = dialect
        self._parameters = parameters
        # By relation: its columns, with their types in PostgreSQL's words.
        self._columns: dict[str, Any] = {}

    def attach(self, name: str, columns: Mapping[str, str]) -> Mapping[str, str]:
        """Later queries may read a relation that has these columns, their types in the words of the dialect.

        Returns them in PostgreSQL's words.
        """
        built = {column: exp.DataType.build(kind, dialect=self.dialect, udt=True) for column, kind in columns.items()}
        kinds = {column: kind.sql(POSTGRES) for column, kind in built.items()}
        self._columns[name] = kinds
        return kinds

    def translate(self, select: str) -> str:
        """A SELECT as PostgreSQL reads it, as this dialect does. Raises sqlglot's SqlglotError for what is no SQL."""
        return self._written(self._typed(select))

    def define(self, name: str, select: str) -> str:
        """As `translate`; later queries may read what it gives under this name."""
        tree = self._typed(select)
        self._columns[name] = {each.alias_or_name: _type_of(each) for each in tree.selects}
        return self._written(tree)

    def _typed(self, select: str) -> exp.Query:
        tree = parse_one(select, dialect=POSTGRES).transform(partial(_bound, parameters=self._parameters))
        qualified = qualify(tree, schema=self._columns, dialect=POSTGRES, validate_qualify_columns=False)
        typed: exp.Query = annotate_types(qualified, schema=self._columns, dialect=POSTGRES)  # type: ignore[assignment]  # what is parsed is a SELECT
        return typed

    def _written(self, tree: Expr) -> str:
        for rewrite in _REWRITES[self.dialect]:
            tree = tree.transform(rewrite)
        return tree.sql(self.dialect, comments=False)


def _type_of(column: Expr) -> str:
    return column.type.sql(POSTGRES) if column.type else "unknown"


def _bound(node: Expr, *, parameters: Mapping[str, object]) -> Expr:
    """A parameter as a literal: engines agree on no way to bind one."""
    return exp.convert(parameters[node.name]) if isinstance(node, exp.Placeholder) else node


def _in_whole_numbers(node: Expr) -> Expr:
    """A quotient of whole numbers is whole in PostgreSQL, and the transforms divide nothing else."""
    return exp.IntDiv(this=node.this, expression=node.expression) if isinstance(node, exp.Div) else node


def _by_bytes(node: Expr) -> Expr:
    """Other engines compare texts byte by byte unless they are told not to."""
    return node.this if isinstance(node, exp.Collate) else node


def _unfenced(node: Expr) -> Expr | None:
    """OFFSET 0 is a word to PostgreSQL's planner alone."""
    return None if isinstance(node, exp.Offset) and node.expression.name == "0" else node


def _long(node: Expr) -> Expr:
    is_short = isinstance(node, exp.DataType) and node.this == exp.DType.DECIMAL and not node.expressions
    return exp.DataType.build(_LONG_DECIMAL, dialect=POSTGRES) if is_short else node


def _divided_exactly(node: Expr) -> Expr:
    """DuckDB divides decimals as floats; whole numbers of 128 bits it divides exactly."""
    if isinstance(node, (exp.IntDiv, exp.Mod)) and node.this.is_type(exp.DType.DECIMAL):
        node.set("this", exp.cast(node.this, exp.DType.INT128))
    return node


def _days_between(node: Expr) -> Expr:
    """Of two days Spark makes an interval, where PostgreSQL and DuckDB count the days."""
    is_between_days = isinstance(node, exp.Sub) and node.this.is_type("date") and node.expression.is_type("date")
    return exp.Anonymous(this="DATEDIFF", expressions=[node.this, node.expression]) if is_between_days else node


def _series(node: Expr, *, unnested: str, dialect: str) -> Expr:
    """A series as a lateral query, which may read what stands before it."""
    series = node.this if isinstance(node, exp.Table) else None
    if not isinstance(series, exp.GenerateSeries):
        return node
    alias = node.args["alias"]
    column = alias.columns[0].name if alias.columns else alias.name
    start, end = (series.args[each].sql(dialect) for each in ("start", "end"))
    select = parse_one(f"SELECT {unnested.format(start=start, end=end)} AS {column}", dialect=dialect)
    return exp.Lateral(this=exp.Subquery(this=select), alias=exp.TableAlias(this=exp.to_identifier(alias.name)))


def _json(node: Expr, *, written: str, dialect: str) -> Expr:
    if not isinstance(node, exp.Anonymous) or node.name.lower() != "jsonb_build_object":
        return node
    members = ", ".join(member.sql(dialect) for member in node.expressions)
    return parse_one(written.format(members=members), dialect=dialect)


_EVERYWHERE: tuple[Callable[[Expr], Expr | None], ...] = (_by_bytes, _unfenced, _long, _in_whole_numbers)
_REWRITES: Mapping[str, tuple[Any, ...]] = {
    POSTGRES: (),
    DUCKDB: (
        *_EVERYWHERE,
        _divided_exactly,
        partial(_series, unnested="unnest(range({start}, {end} + 1))::integer", dialect=DUCKDB),
        partial(_json, written="json_object({members})", dialect=DUCKDB),
    ),
    SPARK: (
        *_EVERYWHERE,
        _days_between,
        partial(_series, unnested="explode(sequence({start}, {end}))", dialect=SPARK),
        partial(_json, written="to_json(named_struct({members}), map('ignoreNullFields', 'false'))", dialect=SPARK),
    ),
}
