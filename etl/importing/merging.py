"""Staged rows into source tables: what is new is inserted, what differs is changed, the rest is left alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import text

from etl.contracts import ORDERS, REFUNDS, SPEND
from etl.importing.staging import Staging

_HAS_SUBSCRIPTION = "(s.subscription_id IS NOT NULL OR s.is_subscription)"

# What a staged row `s` means for each column of its table. A cell that is empty takes the contract's default.
_VALUES: Mapping[str, Mapping[str, str]] = {
    ORDERS.source: {
        "id": "s.id",
        "customer_id": "s.customer_id",
        "ordered_at": "s.ordered_at",
        "gross_amount": "s.gross_amount",
        "cogs": "coalesce(s.cogs, 0)",
        "currency": ":currency",
        "channel": "coalesce(s.channel, 'other')",
        "subscription_id": (
            "coalesce(s.subscription_id, CASE WHEN s.is_subscription "
            "THEN s.customer_id || '/' || coalesce(s.interval_months, 1) END)"
        ),
        "interval_months": f"CASE WHEN {_HAS_SUBSCRIPTION} THEN coalesce(s.interval_months, 1) END",
    },
    REFUNDS.source: {
        "id": "s.id",
        "order_id": "s.order_id",
        "refunded_at": "s.refunded_at",
        "amount": "s.amount",
    },
    SPEND.source: {
        "day": "s.day",
        "channel": "s.channel",
        "campaign": "coalesce(s.campaign, '')",
        "amount": "s.amount",
        "currency": ":currency",
        "impressions": "coalesce(s.impressions, 0)",
        "clicks": "coalesce(s.clicks, 0)",
        "conversions": "coalesce(s.conversions, 0)",
    },
}

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


def merge(staging: Staging, currency: str, brought: Collection[str]) -> Merged:
    """Merge what is staged. On a row already there, only the columns that the file brought are changed."""
    source, values = staging.contract.source, _VALUES[staging.contract.source]
    updated = [
        name
        for name in values
        if name not in staging.contract.key and not _BROUGHT_BY.get(name, {name}).isdisjoint(brought)
    ]
    now, given = (", ".join(f"{prefix}.{name}" for name in updated) for prefix in ("t", "excluded"))
    # Only declared names and expressions; the company's currency is a bound parameter.
    statement = (
        f"WITH merged AS (INSERT INTO {source} AS t ({', '.join(values)}) "  # noqa: S608
        f"SELECT {', '.join(values.values())} FROM {staging.table} s ORDER BY s.line "
        f"ON CONFLICT ({', '.join(staging.contract.key)}) DO UPDATE SET "
        f"{', '.join(f'{name} = excluded.{name}' for name in updated)} "
        f"WHERE ROW({now}) IS DISTINCT FROM ROW({given}) RETURNING t.xmax = 0 AS is_new) "
        "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged"
    )
    new, changed = staging.connection.execute(text(statement), {"currency": currency}).one()
    return Merged(new, changed)
