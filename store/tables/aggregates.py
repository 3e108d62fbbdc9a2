"""What is pre-aggregated, with its history."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

from store.measures import MEASURES, MeasureUnit
from store.tables.columns import metadata


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


def _key(
    name: str, kind: type[Date] | type[Text] | type[Integer] | type[SmallInteger] | type[Boolean]
) -> Column[object]:
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
    # The path is what metrics.attribution.paths writes: "meta 12, tiktok 0".
    Aggregate("conversion_paths", (_key("day", Date), _key("path", Text)), (_count("conversions"), _money("revenue"))),
    Aggregate(
        "forecasts_monthly",
        (_key("month", Date), _key("metric", Text), _key("scenario", Text)),
        # `rows` keeps a forecast of nought apart from none.
        (_money("value"), _count("rows")),
    ),
    # A design is one text, the same for the same design: what is not a number does not add up.
    Aggregate(
        "experiment_designs",
        (_key("filed_under", Date), _key("experiment_key", Text), _key("design", Text)),
        (_count("rows"),),
    ),
    Aggregate(
        "experiment_days",
        (_key("experiment_key", Text), _key("day", Date), _key("variant", Text), _key("is_control", Boolean)),
        (_count("users"), _count("conversions"), _money("revenue"), _money("revenue_squared"), _count("rows")),
    ),
    Aggregate("source_days", (_key("source", Text), _key("day", Date)), (_count("rows"),)),
    Aggregate(
        "unknown_channels",
        (_key("source", Text), _key("day", Date), _key("spelling", Text)),
        (_count("rows"),),
    ),
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
conversion_paths = metadata.tables["conversion_paths"]
forecasts_monthly = metadata.tables["forecasts_monthly"]
experiment_designs = metadata.tables["experiment_designs"]
experiment_days = metadata.tables["experiment_days"]
source_days = metadata.tables["source_days"]
unknown_channels = metadata.tables["unknown_channels"]
