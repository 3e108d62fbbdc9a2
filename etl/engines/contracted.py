"""A source as it lies on an engine, read by its contract: typed, defaults in their places, and what breaks it named."""

from collections.abc import Iterator, Mapping

from etl.contracts import CHOICES, Contract, Field, Kind
from etl.importing.checking import LONGEST_TEXT
from etl.meanings import TYPES, VALUES

# As long as a cell of a file may be.
_TYPES: Mapping[Kind, str] = {kind: "numeric(27, 12)" if name == "numeric" else name for kind, name in TYPES.items()}
_AMOUNTS = (Kind.AMOUNT, Kind.POSITIVE_AMOUNT, Kind.SIGNED_AMOUNT)
_EMPTY = "''"

_BROKEN: Mapping[Kind, tuple[str, str]] = {
    Kind.TEXT: (f"btrim(s.{{name}}) = '' OR length(s.{{name}}) > {LONGEST_TEXT}", "is blank or too long"),
    Kind.AMOUNT: ("s.{name} < 0", "is negative"),
    Kind.POSITIVE_AMOUNT: ("s.{name} <= 0", "is not more than 0"),
    Kind.COUNT: ("s.{name} < 0", "is negative"),
    Kind.POSITIVE_COUNT: ("s.{name} < 1", "is less than 1"),
    Kind.CURRENCY: ("upper(s.{name}) <> :currency", "is not the company's"),
    Kind.SHARE: ("s.{name} <= 0 OR s.{name} >= 1", "is no share between 0 and 1"),
    **{
        kind: (
            f"s.{{name}} NOT IN ({', '.join(repr(choice) for choice in choices)})",
            f"is none of {', '.join(choices)}",
        )
        for kind, choices in CHOICES.items()
    },
}
# Where cells are right one by one but not together.
_BROKEN_ROWS: Mapping[str, Mapping[str, str]] = {
    "orders": {
        "interval_months is set without a subscription": (
            "s.interval_months IS NOT NULL AND s.subscription_id IS NULL AND coalesce(s.is_subscription, false) = false"
        ),
        "interval_months is more than 1200": "s.interval_months > 1200",
    }
}


def faults_of_columns(contract: Contract, columns: Mapping[str, str], kinds: Mapping[str, str]) -> list[str]:
    """What keeps a relation from being read, by its columns and their types in PostgreSQL's words."""
    lacking = [field.name for field in contract.fields if field.required and field.among(columns) is None]
    zoneless = [
        name
        for field in contract.fields
        if field.kind is Kind.MOMENT and (name := field.among(columns)) and kinds[name] != "TIMESTAMPTZ"
    ]
    inline = [field.name for field in contract.inline if field.kind in _AMOUNTS and field.name in columns]
    return [
        *([f"it lacks {', '.join(lacking)}"] if lacking else []),
        *(f"{name} is {kinds[name].lower()}, where a moment with its time zone is expected" for name in zoneless),
        *(f"it has {name}, and refunds are read from a relation of their own only" for name in inline),
    ]


def cells(contract: Contract, raw: str, columns: Mapping[str, str]) -> str:
    """Every field of the contract, typed, from the relation that was attached as `raw`."""
    return f"SELECT {', '.join(_cell(field, columns) for field in contract.of_relation)} FROM {raw} r"  # noqa: S608  # declared names and quoted ones


def _cell(field: Field, columns: Mapping[str, str]) -> str:
    column = field.among(columns)
    value = f'r."{column}"' if column else "NULL"
    typed = f"CAST({value} AS {_TYPES[field.kind]})"
    # In a file an empty cell is none.
    return f"{f'nullif({typed}, {_EMPTY})' if field.kind is Kind.TEXT and column else typed} AS {field.name}"


def rows(contract: Contract, cells_name: str) -> str:
    """The rows of the source's table, from its cells."""
    values = VALUES[contract.source].items()
    return f"SELECT {', '.join(f'{value} AS {name}' for name, value in values)} FROM {cells_name} s"  # noqa: S608  # declared names


def broken(contract: Contract, cells_name: str, columns: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A SELECT of how many rows break the contract in each way, and what each of its columns means."""
    conditions = {**dict(_broken_cells(contract, columns)), **_BROKEN_ROWS.get(contract.source, {})}
    counts = ", ".join(
        f"count(CASE WHEN {condition} THEN 1 END) AS broken_{number}"
        for number, condition in enumerate(conditions.values())
    )
    return f"SELECT {counts} FROM {cells_name} s", tuple(conditions)  # noqa: S608  # declared names and conditions


def _broken_cells(contract: Contract, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in contract.of_relation:
        if field.required:
            yield f"{field.name} is empty", f"s.{field.name} IS NULL"
        if field.kind in _BROKEN and field.among(columns):
            condition, meaning = _BROKEN[field.kind]
            yield f"{field.name} {meaning}", condition.format(name=field.name)


def repeated(contract: Contract, rows_name: str) -> str:
    """A SELECT of how many rows stand under a key that another row has."""
    key = ", ".join(contract.key)
    keys = f"SELECT count(*) AS rows FROM {rows_name} GROUP BY {key} HAVING count(*) > 1"  # noqa: S608  # declared names
    return f"SELECT coalesce(sum(rows - 1), 0) AS rows FROM ({keys}) AS repeated"  # noqa: S608  # as above


def local_day(contract: Contract) -> str:
    """The local day of a row of the source's table."""
    field = contract.dated
    return f"({field.name} AT TIME ZONE :zone)::date" if field.kind is Kind.MOMENT else field.name
