"""Staged rows into source tables: what is new is inserted, what differs is changed, the rest is left alone."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import text

from etl.contracts import Contract
from etl.importing.staging import Staging
from etl.meanings import VALUES

# Columns that a file brings under another name than the table's.
_BROUGHT_BY = {
    "subscription_id": {"subscription_id", "is_subscription"},
    "interval_months": {"interval_months", "subscription_id", "is_subscription"},
}


@dataclass(frozen=True)
class Merged:
    """How many staged rows were new, and how many changed one that was there."""

    new: int
    changed: int


def same_key_of(contract: Contract) -> str:
    """The condition under which a staged row `s` is the row `t` of its table."""
    values = VALUES[contract.source]
    return " AND ".join(f"t.{name} = {values[name]}" for name in contract.key)


def merge(staging: Staging, currency: str, brought: Collection[str]) -> Merged:
    """Merge what is staged. On a row already there, only the columns that the file brought are changed."""
    source, key, values = staging.contract.source, staging.contract.key, VALUES[staging.contract.source]
    updated = [name for name in values if name not in key and not _BROUGHT_BY.get(name, {name}).isdisjoint(brought)]
    same_key = same_key_of(staging.contract)
    now, given = ", ".join(f"t.{name}" for name in updated), ", ".join(values[name] for name in updated)
    # Two statements, because one INSERT .. ON CONFLICT takes a third longer where nearly all rows are new. Only
    # declared names and expressions stand in them; the company's currency is a bound parameter.
    change = (
        f"UPDATE {source} t SET {', '.join(f'{name} = {values[name]}' for name in updated)} FROM {staging.table} s "
        f"WHERE {same_key} AND ROW({now}) IS DISTINCT FROM ROW({given})"
    )
    add = (
        f"INSERT INTO {source} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {staging.table} s "
        f"WHERE NOT EXISTS (SELECT FROM {source} t WHERE {same_key})"
    )
    # A row that is all key can only come, and go.
    changed, new = (
        staging.connection.execute(text(statement), {"currency": currency} if ":currency" in statement else {}).rowcount
        if statement
        else 0
        for statement in (change if updated else "", add)
    )
    return Merged(new, changed)
