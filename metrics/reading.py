"""Reads what one answer needs from the pre-aggregated tables: one transaction, one snapshot, bounded rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Date,
    Select,
    SmallInteger,
    Table,
    TableValuedAlias,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from metrics.answer import Grain, Snapshot
from metrics.as_of import Relations
from metrics.certified import read_closed, read_doubts
from metrics.reader import (
    BucketDays,
    CohortMonth,
    Doubt,
    Key,
    MrrMovements,
    Noted,
    PlannedValue,
    RunningTotals,
    SourceState,
    Span,
    VariantDay,
    totals_by_key,
)
from store.measures import CHANNELS, COMPANY, MEASURES, Source
from store.tables import (
    cohort_value,
    cohorts_monthly,
    conversion_paths,
    customers_by_period,
    experiment_days,
    experiment_designs,
    forecasts_monthly,
    imports,
    metrics_daily,
    mrr_spans,
    notes,
    opex_daily,
    retention_daily,
    snapshots,
    source_days,
)

_CUSTOMER_COUNTS = ("new_customers", "returning_customers", "lost_customers")
_COHORT_COLUMNS = ("customers", "active", "revenue", "gross_profit")
_ACTIVITY = ("active", "revenue", "gross_profit")
_RETENTION_COUNTS = ("customers", "within_30", "within_60", "within_90", "since_30", "since_60", "since_90")
_CHUNK = 1_000
# In the place of the channel, where all of them are added up.
_ALL = cast(null(), Text)
_NOW = Relations()
_MOVEMENTS = (Path(__file__).parent / "mrr_movements.sql").read_text(encoding="utf-8")


def read_snapshot(connection: Connection, zone: tzinfo | None, as_of: int | None = None) -> Snapshot | None:
    """The published snapshot, or the one asked for, with its moment in this zone; None before the first run."""
    query = select(snapshots.c.id, snapshots.c.published_at).order_by(snapshots.c.id.desc()).limit(1)
    row = connection.execute(query if as_of is None else query.where(snapshots.c.id == as_of)).first()
    return Snapshot(row.id, row.published_at.astimezone(zone)) if row else None


def read_sources(connection: Connection, relations: Relations = _NOW) -> dict[str, SourceState]:
    """The state of every source. One that was imported without a row is connected, with no days."""
    of = relations.of(source_days).c
    days = select(of.source, func.min(of.day), func.max(of.day)).group_by(of.source)
    bounds = {source: (first, last) for source, first, last in connection.execute(days)}
    imported = set(connection.execute(_imported(relations)).scalars())
    closed = read_closed(connection, relations)
    return {
        source.value: SourceState(
            source.value in bounds or source.value in imported,
            *bounds.get(source.value, (None, None)),
            closed[source].to,
            closed[source].withheld,
        )
        for source in Source
    }


def _imported(relations: Relations) -> Select[Any]:
    query = select(imports.c.source).distinct()
    if relations.snapshot is None:
        return query
    published = select(snapshots.c.published_at).where(snapshots.c.id == relations.snapshot).scalar_subquery()
    return query.where(imports.c.imported_at <= published)


class TableReader:
    """Reads facts over one connection, whose transaction must see one state throughout."""

    def __init__(self, connection: Connection, relations: Relations = _NOW) -> None:
        self._connection = connection
        self._relations = relations

    def channels(self) -> tuple[str, ...]:
        daily = self._relations.of(metrics_daily)
        found = set(self._connection.execute(select(daily.c.channel).distinct()).scalars())
        return (*(name for name in CHANNELS if name in found), *sorted(found - {*CHANNELS, COMPANY}))

    def categories(self) -> tuple[str, ...]:
        categories = select(self._relations.of(opex_daily).c.category).distinct().order_by("category")
        return tuple(self._connection.execute(categories).scalars())

    def opex(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        return self._totals(opex_daily, "day", ["opex"], span, by="category" if split else None)

    def doubts(self, sources: Iterable[str], span: Span) -> tuple[Doubt, ...]:
        return read_doubts(self._connection, sources, span, self._relations)

    def daily(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        names = [measure.name for measure in MEASURES]
        return self._totals(metrics_daily, "day", names, span, by=_channel(split=split))

    def balances(self, until: date) -> tuple[tuple[date, Decimal], ...]:
        # A balance of nought is no row of metrics_daily: that one was read at all is known from the source's days.
        days, read_days = self._relations.of(metrics_daily), self._relations.of(source_days)
        daily, read = days.c, read_days.c
        same_day = (daily.day == read.day) & (daily.channel == COMPANY)
        query = (
            select(read.day, func.coalesce(daily.cash_balance, 0))
            .select_from(read_days.outerjoin(days, same_day))
            .where(read.source == Source.CASH_BALANCES.value, read.day <= until)
            .order_by(read.day)
        )
        return tuple((day, balance) for day, balance in self._connection.execute(query))

    def acquisitions(self, until: date, *, split: bool) -> Mapping[Key, RunningTotals]:
        span = Span(date.min, until)
        return self._totals(retention_daily, "cohort_day", ["customers"], span, by=_channel(split=split))

    def customers(self, grain: Grain, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        by = _channel(split=split)
        return self._totals(customers_by_period, "bucket", _CUSTOMER_COUNTS, span, by=by, grain=grain.value)

    def cohort_months(self, span: Span) -> Mapping[Key, Mapping[CohortMonth, Decimal]]:
        table = self._relations.of(cohorts_monthly).c
        columns = (table.channel, table.cohort_month, table.months_since, *(table[name] for name in _COHORT_COLUMNS))
        found: defaultdict[Key, defaultdict[CohortMonth, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        rows = self._connection.execute(select(*columns).where(table.cohort_month.between(span.start, span.end)))
        for channel, month, since, *cells in rows:
            for name, value in zip(_COHORT_COLUMNS, cells, strict=True):
                found[channel, name][CohortMonth(month, since)] += value
                found[None, name][CohortMonth(month, since)] += value
        return found

    def month_activity(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        table = self._relations.of(cohorts_monthly).c
        month = cast(table.cohort_month + func.make_interval(0, table.months_since), Date)
        by: list[ColumnElement[Any]] = [table.channel] if split else []
        columns: list[ColumnElement[Any]] = [*(by or [_ALL]), month, *(func.sum(table[name]) for name in _ACTIVITY)]
        query = select(*columns).where(month.between(span.start, span.end)).group_by(*by, month).order_by(month)
        return totals_by_key(
            (channel, name, of, value)
            for channel, of, *cells in self._rows(query)
            for name, value in zip(_ACTIVITY, cells, strict=True)
        )

    def mrr_movements(self, opening: date, closing: date) -> MrrMovements:
        query, besides = self._relations.reading(mrr_spans, _MOVEMENTS)
        row = self._connection.execute(text(query), {"opening": opening, "closing": closing, **besides}).one()
        return MrrMovements(**row._mapping)  # noqa: SLF001  # it is SQLAlchemy's public name for it

    def paths(self, span: Span) -> tuple[tuple[str, int, Decimal], ...]:
        table = self._relations.of(conversion_paths).c
        columns = (table.path, func.sum(table.conversions), func.sum(table.revenue))
        query = select(*columns).where(table.day.between(span.start, span.end)).group_by(table.path)
        rows = self._connection.execute(query.order_by(table.path))
        return tuple((path, int(conversions), revenue) for path, conversions, revenue in rows)

    def noted(self, metric: str, span: Span) -> tuple[Noted, ...]:
        is_of_it = notes.c.metric.is_(None) | (notes.c.metric == metric)
        within = notes.c.day.between(span.start, span.end)
        query = select(notes.c.day, notes.c.text).where(is_of_it, within, notes.c.removed_at.is_(None))
        return tuple(Noted(*row) for row in self._connection.execute(query.order_by(notes.c.day, notes.c.id)))

    def planned(self) -> frozenset[str]:
        metrics = select(self._relations.of(forecasts_monthly).c.metric).distinct()
        return frozenset(self._connection.execute(metrics).scalars())

    def plan(self, metric: str) -> tuple[PlannedValue, ...]:
        of = self._relations.of(forecasts_monthly).c
        values = select(of.month, of.scenario, of.value).where(of.metric == metric)
        return tuple(PlannedValue(*row) for row in self._connection.execute(values))

    def experiments(self) -> tuple[str, ...]:
        return tuple(self._connection.execute(select(self._relations.of(experiment_designs).c.design)).scalars())

    def experiment_days(self, key: str | None = None) -> tuple[VariantDay, ...]:
        of = self._relations.of(experiment_days).c
        arms = (of.variant, of.is_control, of.users, of.conversions, of.revenue, of.revenue_squared)
        query = select(of.experiment_key, of.day, *arms).order_by(of.experiment_key, of.day, of.variant)
        asked = query if key is None else query.where(of.experiment_key == key)
        return tuple(VariantDay(*row) for row in self._connection.execute(asked))

    def retention(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        return self._totals(retention_daily, "cohort_day", _RETENTION_COUNTS, span, by=_channel(split=split))

    def cohorts(self, days: Iterable[BucketDays], *, split: bool) -> Mapping[Key, RunningTotals]:
        asked = [(each.bucket, each.first, each.last) for each in days]
        if not asked:
            return {}
        buckets, firsts, lasts = zip(*asked, strict=True)
        bounds = _as_rows(bucket=(SmallInteger, buckets), first=(Date, firsts), last=(Date, lasts))
        table = self._relations.of(cohort_value).c
        of_bucket = (table.bucket == bounds.c.bucket) & table.cohort_day.between(bounds.c.first, bounds.c.last)
        # The days of them all besides, which the primary key finds.
        of_any = table.cohort_day.between(min(firsts), max(lasts))
        keys, cells = (table.bucket, table.cohort_day), (table.customers, table.gross_profit)
        query = _by_day(table.channel if split else None, keys, cells).join(bounds, of_bucket).where(of_any)
        return totals_by_key(_by_bucket(self._rows(query)))

    def _totals(
        self,
        table: Table,
        day: str,
        names: Sequence[str],
        span: Span,
        *,
        by: str | None,
        **only: str,
    ) -> Mapping[Key, RunningTotals]:
        """The values of each day of the span, of each member of `by` or (None) of all together; `only` such rows."""
        columns = self._relations.of(table).c
        on = columns[day]
        query = _by_day(columns[by] if by else None, [on], [columns[name] for name in names])
        conditions = (columns[name] == value for name, value in only.items())
        return totals_by_key(
            (channel, name, of, value)
            for channel, of, *cells in self._rows(query.where(on.between(span.start, span.end), *conditions))
            for name, value in zip(names, cells, strict=True)
            if value
        )

    def _rows(self, query: Select[Any]) -> Iterable[Any]:
        """The rows in chunks: each is made, summed and let go before the next ones are made."""
        return self._connection.execute(query).yield_per(_CHUNK)


def _channel(*, split: bool) -> str | None:
    return "channel" if split else None


def _by_day(
    by: ColumnElement[str] | None, keys: Sequence[ColumnElement[Any]], cells: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    """Rows in the order of the last key, a day: as they stand under `by`, or added up over it by the database."""
    if by is not None:
        return select(by, *keys, *cells).order_by(keys[-1])
    return select(_ALL, *keys, *(func.sum(cell) for cell in cells)).group_by(*keys).order_by(keys[-1])


def _as_rows(**columns: tuple[type[TypeEngine[Any]], Sequence[Any]]) -> TableValuedAlias:
    """Values as a table. Its SQL is the same for any number of rows, so it is compiled once (that of VALUES is not)."""
    arrays = [literal(list(cells), ARRAY(kind)) for kind, cells in columns.values()]
    return func.unnest(*arrays).table_valued(*columns, name="asked").render_derived()


def _by_bucket(rows: Iterable[Any]) -> Iterator[tuple[str | None, str, date, Any]]:
    for channel, bucket, day, customers, gross_profit in rows:
        yield channel, f"customers {bucket}", day, customers
        yield channel, f"gross_profit {bucket}", day, gross_profit
