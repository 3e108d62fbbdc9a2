"""What a company brings."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
)

from store.tables.columns import metadata, moment, text_column

orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("customer_id"),
    moment("ordered_at"),
    Column("gross_amount", Numeric, CheckConstraint("gross_amount >= 0"), nullable=False),
    Column("cogs", Numeric, CheckConstraint("cogs >= 0"), nullable=False, server_default="0"),
    text_column("currency"),
    text_column("channel", server_default="other"),
    Column("subscription_id", Text),
    Column("interval_months", Integer, CheckConstraint("interval_months > 0")),
    CheckConstraint("(subscription_id IS NULL) = (interval_months IS NULL)", name="interval_only_with_subscription"),
    Index("orders_customer_id", "customer_id"),
    Index("orders_ordered_at", "ordered_at"),
)

refunds = Table(
    "refunds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
    moment("refunded_at"),
    Column("amount", Numeric, CheckConstraint("amount > 0"), nullable=False),
    Index("refunds_order_id", "order_id"),
    Index("refunds_refunded_at", "refunded_at"),
)

spend = Table(
    "spend",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("campaign", Text, primary_key=True, server_default=""),
    Column("amount", Numeric, CheckConstraint("amount >= 0"), nullable=False),
    text_column("currency"),
    Column("impressions", BigInteger, CheckConstraint("impressions >= 0"), nullable=False, server_default="0"),
    Column("clicks", BigInteger, CheckConstraint("clicks >= 0"), nullable=False, server_default="0"),
    Column("conversions", BigInteger, CheckConstraint("conversions >= 0"), nullable=False, server_default="0"),
)

expenses = Table(
    "expenses",
    metadata,
    Column("day", Date, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("amount", Numeric, CheckConstraint("amount >= 0"), nullable=False),
    text_column("currency"),
)

cash_balances = Table(
    "cash_balances",
    metadata,
    Column("day", Date, primary_key=True),
    Column("balance", Numeric, nullable=False),
    Column("financing", Numeric, nullable=False, server_default="0"),
    text_column("currency"),
)

touchpoints = Table(
    "touchpoints",
    metadata,
    Column("customer_id", Text, primary_key=True),
    Column("touched_at", DateTime(timezone=True), primary_key=True),
    Column("channel", Text, primary_key=True),
    Index("touchpoints_touched_at", "touched_at"),
)

SOURCE_TABLES = (orders, refunds, spend, expenses, cash_balances, touchpoints)

# Not of days that were, so no day of it is ever closed or certified: `month` is a first day, `metric` a catalogue name.
forecasts = Table(
    "forecasts",
    metadata,
    Column("month", Date, CheckConstraint("extract(day FROM month) = 1"), primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("scenario", Text, CheckConstraint("scenario IN ('base', 'low', 'high')"), primary_key=True),
    Column("value", Numeric, nullable=False),
)

experiments = Table(
    "experiments",
    metadata,
    Column("key", Text, primary_key=True),
    text_column("name"),
    Column("kind", Text, CheckConstraint("kind IN ('ab_test', 'feature_flag')"), nullable=False),
    Column("status", Text, CheckConstraint("status IN ('draft', 'running', 'completed', 'stopped')"), nullable=False),
    text_column("hypothesis"),
    Column("started_on", Date),
    Column("ended_on", Date),
    Column("primary_metric", Text, CheckConstraint("primary_metric IN ('conversion', 'revenue')"), nullable=False),
    Column("success_threshold", Numeric),
    Column("alpha", Numeric, CheckConstraint("alpha > 0 AND alpha < 1"), nullable=False),
    Column("power", Numeric, CheckConstraint("power > 0 AND power < 1"), nullable=False),
    Column("planned_users", BigInteger, CheckConstraint("planned_users > 0")),
    text_column("allocation"),
)

# Cumulative to the end of the day, so days are never added up; late ones only correct what was said of that day.
experiment_results = Table(
    "experiment_results",
    metadata,
    Column("experiment_key", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("variant", Text, primary_key=True),
    Column("is_control", Boolean, nullable=False),
    Column("users", BigInteger, CheckConstraint("users >= 0"), nullable=False),
    Column("conversions", BigInteger, CheckConstraint("conversions >= 0"), nullable=False),
    Column("revenue", Numeric, nullable=False),
    Column("revenue_squared", Numeric, CheckConstraint("revenue_squared >= 0"), nullable=False),
)

# All that runs fold in by its changed rows.
QUEUED_TABLES = (*SOURCE_TABLES, forecasts, experiments, experiment_results)
