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
from metrics.certified import read_closed, read_doubts
from metrics.reader import (
    BucketDays,
    CohortMonth,
    Doubt,
    Key,
    MrrMovements,
    RunningTotals,
    SourceState,
    Span,
    totals_by_key,
)
from store.measures import CHANNELS, COMPANY, MEASURES, Source
from store.tables import (
    cohort_value,
    cohorts_monthly,
    customers_by_period,
    imports,
    metrics_daily,
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
_MOVEMENTS = (Path(__file__).parent / "mrr_movements.sql").read_text(encoding="utf-8")


def read_snapshot(connection: Connection, zone: tzinfo | None) -> Snapshot | None:
    """The published snapshot, with its moment in this zone; None before the first run that published."""
    query = select(snapshots.c.id, snapshots.c.published_at).order_by(snapshots.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return Snapshot(row.id, row.published_at.astimezone(zone)) if row else None


def read_sources(connection: Connection) -> dict[str, SourceState]:
    """The state of every source. One that was imported without a row is connected, with no days."""
    days = select(source_days.c.source, func.min(source_days.c.day), func.max(source_days.c.day))
    bounds = {source: (first, last) for source, first, last in connection.execute(days.group_by(source_days.c.source))}
    imported = set(connection.execute(select(imports.c.source).distinct()).scalars())
    closed = read_closed(connection)
    return {
        source.value: SourceState(
            source.value in bounds or source.value in imported,
            *bounds.get(source.value, (None, None)),
            closed[source].to,
            closed[source].withheld,
        )
        for source in Source
    }


class TableReader:
    """Reads facts over one connection, whose transaction must see one state throughout."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def channels(self) -> tuple[str, ...]:
        found = set(self._connection.execute(select(metrics_daily.c.channel).distinct()).scalars())
        return (*(name for name in CHANNELS if name in found), *sorted(found - {*CHANNELS, COMPANY}))

    def categories(self) -> tuple[str, ...]:
        return tuple(self._connection.execute(select(opex_daily.c.category).distinct().order_by("category")).scalars())

    def opex(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        return self._totals(opex_daily, "day", ["opex"], span, by=opex_daily.c.category if split else None)

    def doubts(self, sources: Iterable[str], span: Span) -> tuple[Doubt, ...]:
        return read_doubts(self._connection, sources, span)

    def daily(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        by = metrics_daily.c.channel if split else None
        return self._totals(metrics_daily, "day", [measure.name for measure in MEASURES], span, by=by)

    def balances(self, until: date) -> tuple[tuple[date, Decimal], ...]:
        # A balance of nought is no row of metrics_daily: that one was read at all is known from the source's days.
        daily, read = metrics_daily.c, source_days.c
        same_day = (daily.day == read.day) & (daily.channel == COMPANY)
        query = (
            select(read.day, func.coalesce(daily.cash_balance, 0))
            .select_from(source_days.outerjoin(metrics_daily, same_day))
            .where(read.source == Source.CASH_BALANCES.value, read.day <= until)
            .order_by(read.day)
        )
        return tuple((day, balance) for day, balance in self._connection.execute(query))

    def acquisitions(self, until: date, *, split: bool) -> Mapping[Key, RunningTotals]:
        by = retention_daily.c.channel if split else None
        return self._totals(retention_daily, "cohort_day", ["customers"], Span(date.min, until), by=by)

    def customers(self, grain: Grain, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        of_grain, by = customers_by_period.c.grain == grain.value, customers_by_period.c.channel if split else None
        return self._totals(customers_by_period, "bucket", _CUSTOMER_COUNTS, span, of_grain, by=by)

    def cohort_months(self, span: Span) -> Mapping[Key, Mapping[CohortMonth, Decimal]]:
        table = cohorts_monthly.c
        columns = (table.channel, table.cohort_month, table.months_since, *(table[name] for name in _COHORT_COLUMNS))
        found: defaultdict[Key, defaultdict[CohortMonth, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        rows = self._connection.execute(select(*columns).where(table.cohort_month.between(span.start, span.end)))
        for channel, month, since, *cells in rows:
            for name, value in zip(_COHORT_COLUMNS, cells, strict=True):
                found[channel, name][CohortMonth(month, since)] += value
                found[None, name][CohortMonth(month, since)] += value
        return found

    def month_activity(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        table = cohorts_monthly.c
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
        row = self._connection.execute(text(_MOVEMENTS), {"opening": opening, "closing": closing}).one()
        return MrrMovements(**row._mapping)  # noqa: SLF001  # it is SQLAlchemy's public name for it

    def retention(self, span: Span, *, split: bool) -> Mapping[Key, RunningTotals]:
        by = retention_daily.c.channel if split else None
        return self._totals(retention_daily, "cohort_day", _RETENTION_COUNTS, span, by=by)

    def cohorts(self, days: Iterable[BucketDays], *, split: bool) -> Mapping[Key, RunningTotals]:
        asked = [(each.bucket, each.first, each.last) for each in days]
        if not asked:
            return {}
        buckets, firsts, lasts = zip(*asked, strict=True)
        bounds = _as_rows(bucket=(SmallInteger, buckets), first=(Date, firsts), last=(Date, lasts))
        table = cohort_value.c
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
        *conditions: ColumnElement[bool],
        by: ColumnElement[str] | None,
    ) -> Mapping[Key, RunningTotals]:
        """The values of each day of the span, of each member of `by` or (None) of all together."""
        on = table.c[day]
        query = _by_day(by, [on], [table.c[name] for name in names])
        return totals_by_key(
            (channel, name, of, value)
            for channel, of, *cells in self._rows(query.where(on.between(span.start, span.end), *conditions))
            for name, value in zip(names, cells, strict=True)
            if value
        )

    def _rows(self, query: Select[Any]) -> Iterable[Any]:
        """The rows in chunks: each is made, summed and let go before the next ones are made."""
        return self._connection.execute(query).yield_per(_CHUNK)


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
