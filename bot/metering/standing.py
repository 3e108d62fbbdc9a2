"""How things stand in the database, asked anew each time that somebody wants to know: declared as queries."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import ColumnElement, Connection, Select, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import SQLAlchemyError

from bot.caching import Cache
from bot.log_lines import log_line
from store.clock import moment
from store.database import Database
from store.owing import OutboxStatus
from store.tables import audit_findings, audit_looks, certificates, outbox, runs, snapshots

_DAY = timedelta(days=1)
_LATELY = timedelta(days=30)
_PATIENCE = "3s"
_WAITING = (OutboxStatus.OWED, OutboxStatus.SENDING, OutboxStatus.UNCERTAIN)
_log = logging.getLogger("kpibot.metrics")
UP = ("kpibot_database_up", "Whether the database answers.")
CACHE = ("kpibot_cache", "What was looked for in a cache, by whether it was there (hit) or had to be made (miss).")
# A row of it: the labels' values, then the number.
Query = Callable[[], Select[Any]]


@dataclass(frozen=True)
class Gauge:
    """A number that a query finds, for each combination of labels."""

    name: str
    help: str
    labels: tuple[str, ...]
    query: Query


def _seconds_since(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.extract("epoch", moment() - column)


GAUGES = (
    Gauge(
        "kpibot_outbox_messages",
        "Messages of the outbox by kind and status: those that wait, and those that ended within a day.",
        ("kind", "status"),
        lambda: (
            select(outbox.c.kind, outbox.c.status, func.count())
            .where(outbox.c.status.in_(_WAITING) | (outbox.c.ended_at > moment() - _DAY))
            .group_by(outbox.c.kind, outbox.c.status)
        ),
    ),
    Gauge(
        "kpibot_outbox_oldest_seconds",
        "How long the oldest message that is due has waited; 0 where none does.",
        (),
        lambda: select(func.coalesce(func.max(_seconds_since(outbox.c.due_at)), 0)).where(
            outbox.c.status.in_(_WAITING), outbox.c.due_at <= moment()
        ),
    ),
    Gauge(
        "kpibot_promises_unproved",
        "What was promised, is overdue, and does not stand in Slack: anything but 0 needs somebody.",
        (),
        lambda: select(func.count()).select_from(audit_findings).where(audit_findings.c.cleared_at.is_(None)),
    ),
    Gauge(
        "kpibot_auditor_seconds",
        "Since when the auditor has not looked.",
        (),
        lambda: select(_seconds_since(audit_looks.c.looked_at)),
    ),
    Gauge(
        "kpibot_snapshot_seconds",
        "How old the newest published numbers are.",
        (),
        lambda: select(_seconds_since(func.max(snapshots.c.published_at))).having(func.count() > 0),
    ),
    Gauge(
        "kpibot_etl_run_seconds",
        "How long the last finished run of each kind took.",
        ("kind",),
        lambda: (
            select(runs.c.kind, func.extract("epoch", runs.c.finished_at - runs.c.started_at))
            .ext(distinct_on(runs.c.kind))
            .where(runs.c.status == "done", runs.c.started_at > moment() - _LATELY)
            .order_by(runs.c.kind, runs.c.id.desc())
        ),
    ),
    Gauge(
        "kpibot_etl_runs",
        "Runs that began within a day, by kind and status.",
        ("kind", "status"),
        lambda: (
            select(runs.c.kind, runs.c.status, func.count())
            .where(runs.c.started_at > moment() - _DAY)
            .group_by(runs.c.kind, runs.c.status)
        ),
    ),
    Gauge(
        "kpibot_days_not_certified",
        "Days of the last 30 that a source has no good certificate for, by its status.",
        ("source", "status"),
        lambda: (
            select(certificates.c.source, certificates.c.status, func.count())
            .where(certificates.c.status != "certified", certificates.c.day > func.date(moment() - _LATELY))
            .group_by(certificates.c.source, certificates.c.status)
        ),
    ),
)


@dataclass(frozen=True, eq=False)
class Standing(Collector):
    """Asks all of them in one read-only transaction, which may take some seconds and no longer."""

    database: Database

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked when it is registered."""
        return [_family(gauge) for gauge in GAUGES]

    def collect(self) -> Iterator[Metric]:
        """What stands now; nothing but that it could not be asked, where the database does not answer."""
        families, is_known = list[Metric](), 1.0
        try:
            with self.database.read() as connection:
                connection.execute(text("SELECT set_config('statement_timeout', :most, true)"), {"most": _PATIENCE})
                families = [_filled(gauge, connection) for gauge in GAUGES]
        except SQLAlchemyError as failed:
            log_line(_log, logging.WARNING, "not known how things stand", reason=type(failed).__name__)
            is_known = 0.0
        up = GaugeMetricFamily(*UP)
        up.add_metric([], is_known)
        yield up
        yield from families


@dataclass(frozen=True, eq=False)
class Caches(Collector):
    """How often what is asked was found made already, by cache."""

    caches: Mapping[str, Cache[object]]

    def describe(self) -> Iterable[Metric]:
        """As they stand."""
        return self.collect()

    def collect(self) -> Iterator[Metric]:
        """What was found, and what had to be made."""
        family = CounterMetricFamily(*CACHE, labels=["cache", "result"])
        for name, cache in self.caches.items():
            family.add_metric([name, "hit"], cache.hits)
            family.add_metric([name, "miss"], cache.misses)
        yield family


def _family(gauge: Gauge) -> GaugeMetricFamily:
    return GaugeMetricFamily(gauge.name, gauge.help, labels=list(gauge.labels))


def _filled(gauge: Gauge, connection: Connection) -> Metric:
    family = _family(gauge)
    for row in connection.execute(gauge.query()):
        values = tuple(row)
        family.add_metric([str(label) for label in values[:-1]], float(values[-1]))
    return family
