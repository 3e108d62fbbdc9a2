"""Staged rows into source tables: what is new is inserted, what differs is changed, the rest is left alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import text

from etl.contracts import (
    CASH_BALANCES,
    EXPENSES,
    EXPERIMENT_RESULTS,
    EXPERIMENTS,
    FORECASTS,
    ORDERS,
    REFUNDS,
    SPEND,
    TOUCHPOINTS,
    Contract,
)
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
    EXPENSES.source: {
        "day": "s.day",
        "category": "s.category",
        "amount": "s.amount",
        "currency": ":currency",
    },
    CASH_BALANCES.source: {
        "day": "s.day",
        "balance": "s.balance",
        "financing": "coalesce(s.financing, 0)",
        "currency": ":currency",
    },
    TOUCHPOINTS.source: {
        "customer_id": "s.customer_id",
        "touched_at": "s.touched_at",
        "channel": "s.channel",
    },
    FORECASTS.source: {
        "month": "s.month",
        "metric": "s.metric",
        "scenario": "coalesce(s.scenario, 'base')",
        "value": "s.value",
    },
    EXPERIMENTS.source: {
        "key": "s.key",
        "name": "coalesce(s.name, s.key)",
        "kind": "coalesce(s.kind, 'ab_test')",
        "status": "s.status",
        "hypothesis": "coalesce(s.hypothesis, '')",
        "started_on": "s.started_on",
        "ended_on": "s.ended_on",
        "primary_metric": "s.primary_metric",
        "success_threshold": "s.success_threshold",
        "alpha": "coalesce(s.alpha, 0.05)",
        "power": "coalesce(s.power, 0.8)",
        "planned_users": "s.planned_users",
        "allocation": "coalesce(s.allocation, '')",
    },
    EXPERIMENT_RESULTS.source: {
        "experiment_key": "s.experiment_key",
        "day": "s.day",
        "variant": "s.variant",
        "is_control": "coalesce(s.is_control, s.variant IN ('control', 'off'))",
        "users": "s.users",
        "conversions": "s.conversions",
        "revenue": "coalesce(s.revenue, 0)",
        "revenue_squared": "coalesce(s.revenue_squared, 0)",
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


def same_key_of(contract: Contract) -> str:
    """The condition under which a staged row `s` is the row `t` of its table."""
    values = _VALUES[contract.source]
    return " AND ".join(f"t.{name} = {values[name]}" for name in contract.key)


def merge(staging: Staging, currency: str, brought: Collection[str]) -> Merged:
    """Merge what is staged. On a row already there, only the columns that the file brought are changed."""
    source, key, values = staging.contract.source, staging.contract.key, _VALUES[staging.contract.source]
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
