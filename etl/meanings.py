"""What a row that keeps its contract means for each column of its table; a cell that is empty takes its default."""

from collections.abc import Mapping

from etl.contracts import (
    CASH_BALANCES,
    CHOICES,
    EXPENSES,
    EXPERIMENT_RESULTS,
    EXPERIMENTS,
    FORECASTS,
    ORDERS,
    REFUNDS,
    SPEND,
    TOUCHPOINTS,
    Kind,
)

# How a cell of each kind is held, in PostgreSQL's words.
TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.MOMENT: "timestamptz",
    Kind.DAY: "date",
    Kind.AMOUNT: "numeric",
    Kind.POSITIVE_AMOUNT: "numeric",
    Kind.SIGNED_AMOUNT: "numeric",
    Kind.COUNT: "bigint",
    Kind.POSITIVE_COUNT: "bigint",
    Kind.FLAG: "boolean",
    Kind.CURRENCY: "text",
    Kind.MONTH: "date",
    Kind.METRIC: "text",
    Kind.SHARE: "numeric",
    Kind.ALLOCATION: "text",
    **dict.fromkeys(CHOICES, "text"),
}

_HAS_SUBSCRIPTION = "(s.subscription_id IS NOT NULL OR s.is_subscription)"

# By source and column, over a row `s` that has every field of the contract.
VALUES: Mapping[str, Mapping[str, str]] = {
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
