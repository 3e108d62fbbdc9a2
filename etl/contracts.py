"""What each source must look like: columns, types, meaning, and how one knows that a day of it is complete."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell must hold."""

    TEXT = "text"
    MOMENT = "moment"
    DAY = "day"
    AMOUNT = "amount"
    POSITIVE_AMOUNT = "positive amount"
    SIGNED_AMOUNT = "signed amount"
    COUNT = "count"
    POSITIVE_COUNT = "positive count"
    FLAG = "flag"
    CURRENCY = "currency"
    MONTH = "month"
    METRIC = "metric"
    SCENARIO = "scenario"
    EXPERIMENT_KIND = "kind of experiment"
    EXPERIMENT_STATUS = "status of an experiment"
    EXPERIMENT_METRIC = "metric of an experiment"
    SHARE = "share"
    ALLOCATION = "allocation"


# Kinds of which there are but a few values.
CHOICES: dict[Kind, tuple[str, ...]] = {
    Kind.SCENARIO: ("base", "low", "high"),
    Kind.EXPERIMENT_KIND: ("ab_test", "feature_flag"),
    Kind.EXPERIMENT_STATUS: ("draft", "running", "completed", "stopped"),
    Kind.EXPERIMENT_METRIC: ("conversion", "revenue"),
}


# Read with an order's own row.
_FLAG_OF_ORDERS = "is_subscription"


@dataclass(frozen=True)
class Field:
    """One column of a source. A field that is not required may be missing or empty and then takes its default."""

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    aliases: tuple[str, ...] = ()

    def among(self, columns: Collection[str]) -> str | None:
        """The column of a relation that brings it, by its name or another; None where it has none."""
        return next((name for name in (self.name, *self.aliases) if name in columns), None)


@dataclass(frozen=True)
class Contract:
    """One source table. `key` names what identifies a row; `inline` fields are split off into another source."""

    source: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    inline: tuple[Field, ...] = ()

    @property
    def accepted(self) -> tuple[Field, ...]:
        """Every field that a file of this source may bring."""
        return (*self.fields, *self.inline)

    @property
    def of_relation(self) -> tuple[Field, ...]:
        """Every field that a relation may bring: of refunds a relation of their own must tell."""
        return (*self.fields, *(field for field in self.inline if field.name == _FLAG_OF_ORDERS))

    @property
    def dated(self) -> Field:
        """The field that puts a row on its day."""
        return next(field for field in self.fields if field.kind in {Kind.MOMENT, Kind.DAY, Kind.MONTH})


ORDERS = Contract(
    "orders",
    key=("id",),
    fields=(
        Field("id", Kind.TEXT, "the order", aliases=("order_id",)),
        Field("customer_id", Kind.TEXT, "who ordered"),
        Field("ordered_at", Kind.MOMENT, "when, with its offset from UTC"),
        Field(
            "gross_amount", Kind.AMOUNT, "charged for goods after discounts, before refunds, without tax and shipping"
        ),
        Field("cogs", Kind.AMOUNT, "cost of the goods sold", required=False),
        Field("currency", Kind.CURRENCY, "the company's own", required=False),
        Field("channel", Kind.TEXT, "marketing channel: meta, tiktok or other", required=False),
        Field("subscription_id", Kind.TEXT, "the subscription; empty for a one-off order", required=False),
        Field("interval_months", Kind.POSITIVE_COUNT, "months between two orders of the subscription", required=False),
    ),
    inline=(
        Field("is_subscription", Kind.FLAG, "a subscription order without an id of its own", required=False),
        Field("refund_amount", Kind.AMOUNT, "refunded of this order", required=False),
        Field("refunded_at", Kind.MOMENT, "when it was refunded", required=False),
    ),
)

REFUNDS = Contract(
    "refunds",
    key=("id",),
    fields=(
        Field("id", Kind.TEXT, "the refund"),
        Field("order_id", Kind.TEXT, "the order it belongs to"),
        Field("refunded_at", Kind.MOMENT, "when, with its offset from UTC"),
        Field("amount", Kind.POSITIVE_AMOUNT, "money given back for goods"),
    ),
)

SPEND = Contract(
    "spend",
    key=("day", "channel", "campaign"),
    fields=(
        Field("day", Kind.DAY, "the ad account's day", aliases=("date",)),
        Field("channel", Kind.TEXT, "marketing channel: meta, tiktok or other"),
        Field("campaign", Kind.TEXT, "the campaign", required=False),
        Field("amount", Kind.AMOUNT, "money spent on ads", aliases=("spend",)),
        Field("currency", Kind.CURRENCY, "the company's own", required=False),
        Field("impressions", Kind.COUNT, "times an ad was shown", required=False),
        Field("clicks", Kind.COUNT, "clicks on an ad", required=False),
        Field("conversions", Kind.COUNT, "conversions that the ad account reports", required=False),
    ),
)

EXPENSES = Contract(
    "expenses",
    key=("day", "category"),
    fields=(
        Field("day", Kind.DAY, "the day that bears the expense", aliases=("date",)),
        Field("category", Kind.TEXT, "payroll, rent, software, ..."),
        Field("amount", Kind.AMOUNT, "operating expense without COGS, ad spend, interest, tax and depreciation"),
        Field("currency", Kind.CURRENCY, "the company's own", required=False),
    ),
)

CASH_BALANCES = Contract(
    "cash_balances",
    key=("day",),
    fields=(
        Field("day", Kind.DAY, "the day at whose end the balance was read", aliases=("date",)),
        Field("balance", Kind.SIGNED_AMOUNT, "cash in the bank; negative where it is overdrawn"),
        Field("financing", Kind.SIGNED_AMOUNT, "equity or debt received that day; negative: repaid", required=False),
        Field("currency", Kind.CURRENCY, "the company's own", required=False),
    ),
)

TOUCHPOINTS = Contract(
    "touchpoints",
    key=("customer_id", "touched_at", "channel"),
    fields=(
        Field("customer_id", Kind.TEXT, "who touched it, under the id of their orders"),
        Field("touched_at", Kind.MOMENT, "when, with its offset from UTC"),
        Field("channel", Kind.TEXT, "marketing channel: meta, tiktok or other"),
    ),
)

# What finance expects: of months, most of them still to come, so it has no days that could be closed or mirrored.
FORECASTS = Contract(
    "forecasts",
    key=("month", "metric", "scenario"),
    fields=(
        Field("month", Kind.MONTH, "the month, as 2026-11 or any day of it", aliases=("date",)),
        Field("metric", Kind.METRIC, "the name of a metric, as one asks for it"),
        Field("scenario", Kind.SCENARIO, "base, low or high", required=False),
        Field("value", Kind.SIGNED_AMOUNT, "what is expected; a share of 5 % is 0.05", aliases=("forecast",)),
    ),
)

CONTRACTS = {contract.source: contract for contract in (ORDERS, REFUNDS, SPEND, EXPENSES, CASH_BALANCES, TOUCHPOINTS)}

# Tests and flags as they were designed, and what their variants did: a company's own split of its users, so no day of
# them holds back another number.
EXPERIMENTS = Contract(
    "experiments",
    key=("key",),
    fields=(
        Field("key", Kind.TEXT, "the experiment, as one types it"),
        Field("name", Kind.TEXT, "what it is called", required=False),
        Field("kind", Kind.EXPERIMENT_KIND, "ab_test or feature_flag", required=False),
        Field("status", Kind.EXPERIMENT_STATUS, "draft, running, completed or stopped"),
        Field("hypothesis", Kind.TEXT, "what was expected, in words", required=False),
        Field("started_on", Kind.DAY, "its first day", required=False),
        Field("ended_on", Kind.DAY, "its last day", required=False),
        Field("primary_metric", Kind.EXPERIMENT_METRIC, "conversion or revenue"),
        Field("success_threshold", Kind.AMOUNT, "the relative lift that is a success; 5 % is 0.05", required=False),
        Field("alpha", Kind.SHARE, "how often a difference may be found where there is none: 0.05", required=False),
        Field("power", Kind.SHARE, "how often a lift like the threshold is to be found: 0.8", required=False),
        Field("planned_users", Kind.POSITIVE_COUNT, "of all variants together", required=False),
        Field("allocation", Kind.ALLOCATION, "each variant's share: control:0.5 new:0.5", required=False),
    ),
)

EXPERIMENT_RESULTS = Contract(
    "experiment_results",
    key=("experiment_key", "day", "variant"),
    fields=(
        Field("experiment_key", Kind.TEXT, "the experiment's key", aliases=("key",)),
        Field("day", Kind.DAY, "the day to whose end the figures are cumulative", aliases=("date",)),
        Field("variant", Kind.TEXT, "the variant; of a flag, on or off"),
        Field("is_control", Kind.FLAG, "whether it is the control: variants named control or off are", required=False),
        Field("users", Kind.COUNT, "users exposed"),
        Field("conversions", Kind.COUNT, "users who converted"),
        Field("revenue", Kind.SIGNED_AMOUNT, "their revenue", required=False),
        Field("revenue_squared", Kind.AMOUNT, "the sum of the square of each user's revenue", required=False),
    ),
)

# What a file may bring.
IMPORTED = {each.source: each for each in (*CONTRACTS.values(), FORECASTS, EXPERIMENTS, EXPERIMENT_RESULTS)}
