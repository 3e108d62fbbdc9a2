"""Every table of kpibot, as SQLAlchemy sees it. The migrations create them; a test holds the two against each other.

No table names a schema: each transaction of `store.database` begins by setting the search path to kpibot's own.
"""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

from store.measures import MEASURES, MeasureUnit

metadata = MetaData()


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _text(name: str, **options: object) -> Column[str]:
    return Column(name, Text, nullable=False, **options)  # type: ignore[arg-type]  # options are Column's own keywords


# --- What a company brings -------------------------------------------------------------------------------------------

orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),
    _text("customer_id"),
    _moment("ordered_at"),
    Column("gross_amount", Numeric, CheckConstraint("gross_amount >= 0"), nullable=False),
    Column("cogs", Numeric, CheckConstraint("cogs >= 0"), nullable=False, server_default="0"),
    _text("currency"),
    _text("channel", server_default="other"),
    Column("subscription_id", Text),
    Column("interval_months", Integer, CheckConstraint("interval_months > 0")),
    CheckConstraint("(subscription_id IS NULL) = (interval_months IS NULL)", name="interval_only_with_subscription"),
    Index("orders_customer_id", "customer_id"),
)

refunds = Table(
    "refunds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
    _moment("refunded_at"),
    Column("amount", Numeric, CheckConstraint("amount > 0"), nullable=False),
    Index("refunds_order_id", "order_id"),
)

spend = Table(
    "spend",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("campaign", Text, primary_key=True, server_default=""),
    Column("amount", Numeric, CheckConstraint("amount >= 0"), nullable=False),
    _text("currency"),
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
    _text("currency"),
)

cash_balances = Table(
    "cash_balances",
    metadata,
    Column("day", Date, primary_key=True),
    Column("balance", Numeric, nullable=False),
    Column("financing", Numeric, nullable=False, server_default="0"),
    _text("currency"),
)

SOURCE_TABLES = (orders, refunds, spend, expenses, cash_balances)

# --- What import remembers -------------------------------------------------------------------------------------------

imports = Table(
    "imports",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _text("source"),
    _text("file"),
    Column("imported_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *(Column(name, BigInteger, nullable=False) for name in ("read", "new", "changed", "same", "held", "refused")),
)

rejected_rows = Table(
    "rejected_rows",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("import_id", BigInteger, ForeignKey("imports.id", ondelete="CASCADE"), nullable=False),
    _text("source"),
    _text("file"),
    Column("line", BigInteger, nullable=False),
    _text("reason"),
    Column("row", JSONB, nullable=False),
    Index("rejected_rows_import_id", "import_id"),
)

held_refunds = Table(
    "held_refunds",
    metadata,
    Column("id", Text, primary_key=True),
    _text("order_id"),
    _moment("refunded_at"),
    Column("amount", Numeric, nullable=False),
    Index("held_refunds_order_id", "order_id"),
)

# --- What runs keep --------------------------------------------------------------------------------------------------

channel_spellings = Table("channel_spellings", metadata, Column("spelling", Text, primary_key=True), _text("channel"))


def _changes_of(source: Table) -> Table:
    """The queue of a source's changed rows: the key, and the row as it was before (nothing, where it is new)."""
    return Table(
        f"{source.name}_changes",
        metadata,
        Column("seq", BigInteger, Identity(always=True), primary_key=True),
        _text("txid", server_default=func.cast(func.pg_current_xact_id(), Text)),
        Column("existed", Boolean, nullable=False),
        *(Column(column.name, column.type, nullable=not column.primary_key) for column in source.columns),
    )


CHANGE_TABLES = {source.name: _changes_of(source) for source in SOURCE_TABLES}

runs = Table(
    "runs",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _text("kind"),
    _text("status"),
    _moment("started_at"),
    _moment("finished_at", nullable=True),
    Column("snapshot_id", BigInteger),
    Column("rows_changed", BigInteger),
    Column("parameters", JSONB, nullable=False),
    Column("error", Text),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("run_id", BigInteger, ForeignKey("runs.id"), nullable=False),
    _moment("published_at"),
)

# --- What people were shown -------------------------------------------------------------------------------------------

posted_answers = Table(
    "posted_answers",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("thread_ts", Text),
    _text("words"),
    Column("snapshot_id", BigInteger),
    _moment("posted_at"),
    Index("posted_answers_thread", "channel", "thread_ts"),
)

viewer_questions = Table(
    "viewer_questions",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("words", Text, primary_key=True),
    _moment("asked_at"),
)

viewer_stars = Table(
    "viewer_stars",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("words", Text, primary_key=True),
    _moment("starred_at"),
)

home_views = Table(
    "home_views",
    metadata,
    Column("user_id", Text, primary_key=True),
    _text("channel"),
    Column("opened_on", Date, nullable=False),
    _text("tab"),
    Column("hash", Text),
    Column("snapshot_id", BigInteger),
    Index("home_views_opened_on", "opened_on"),
)

# --- What is pre-aggregated ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aggregate:
    """A pre-aggregated table with its history: rows of additive measures under a key. A row of zeros is no row."""

    name: str
    keys: tuple[Column[object], ...]
    measures: tuple[Column[object], ...]

    @property
    def day_key(self) -> str:
        """The key that is a local day: the first day of what the row counts."""
        return next(column.name for column in self.keys if isinstance(column.type, Date))

    @property
    def key_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.keys)

    @property
    def measure_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.measures)

    def table(self) -> Table:
        return metadata.tables[self.name]


def _count(name: str) -> Column[object]:
    return Column(name, BigInteger, nullable=False)


def _money(name: str) -> Column[object]:
    return Column(name, Numeric, nullable=False)


def _key(name: str, kind: type[Date] | type[Text] | type[Integer] | type[SmallInteger]) -> Column[object]:
    return Column(name, kind, nullable=False)


AGGREGATES = (
    Aggregate(
        "metrics_daily",
        (_key("day", Date), _key("channel", Text)),
        tuple(_money(each.name) if each.unit is MeasureUnit.MONEY else _count(each.name) for each in MEASURES),
    ),
    Aggregate(
        "customers_by_period",
        (_key("grain", Text), _key("bucket", Date), _key("channel", Text)),
        (_count("new_customers"), _count("returning_customers"), _count("lost_customers")),
    ),
    Aggregate(
        "cohort_value",
        (_key("cohort_day", Date), _key("channel", Text), _key("bucket", SmallInteger)),
        (_count("customers"), _count("active"), _money("gross_profit")),
    ),
    Aggregate(
        "retention_daily",
        (_key("cohort_day", Date), _key("channel", Text)),
        (
            _count("customers"),
            *(_count(f"within_{days}") for days in (30, 60, 90)),
            *(_count(f"since_{days}") for days in (30, 60, 90)),
        ),
    ),
    Aggregate(
        "cohorts_monthly",
        # Not a small number: an order whose year was mistyped must not stop every run.
        (_key("cohort_month", Date), _key("channel", Text), _key("months_since", Integer)),
        (_count("customers"), _count("active"), _money("revenue"), _money("gross_profit")),
    ),
    Aggregate(
        "mrr_spans",
        # to_day is the first day on which the order is no longer active.
        (_key("customer_id", Text), _key("subscription_id", Text), _key("from_day", Date), _key("to_day", Date)),
        (_money("mrr"), _count("active_subscriptions")),
    ),
    Aggregate("opex_daily", (_key("day", Date), _key("category", Text)), (_money("opex"),)),
    Aggregate("source_days", (_key("source", Text), _key("day", Date)), (_count("rows"),)),
)


def _columns_of(aggregate: Aggregate, *, key_is_primary: bool) -> list[SchemaItem]:
    keys = [Column(key.name, key.type, primary_key=key_is_primary, nullable=False) for key in aggregate.keys]
    measures = [Column(each.name, each.type, nullable=False) for each in aggregate.measures]
    return [*keys, *measures, Column("snapshot_id", BigInteger, nullable=False)]


for _aggregate in AGGREGATES:
    Table(_aggregate.name, metadata, *_columns_of(_aggregate, key_is_primary=True))
    Table(
        f"{_aggregate.name}_history",
        metadata,
        *_columns_of(_aggregate, key_is_primary=False),
        Column("superseded_by", BigInteger, nullable=False),
        Index(f"{_aggregate.name}_history_superseded_by", "superseded_by"),
    )

metrics_daily = metadata.tables["metrics_daily"]
cohort_value = metadata.tables["cohort_value"]
retention_daily = metadata.tables["retention_daily"]
customers_by_period = metadata.tables["customers_by_period"]
cohorts_monthly = metadata.tables["cohorts_monthly"]
mrr_spans = metadata.tables["mrr_spans"]
opex_daily = metadata.tables["opex_daily"]
source_days = metadata.tables["source_days"]
