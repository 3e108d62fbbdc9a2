"""Every table of kpibot, as SQLAlchemy sees it. The migrations create them; a test holds the two against each other.

No table names a schema: each transaction of `store.database` begins by setting the search path to kpibot's own.
"""

from store.tables.aggregates import (
    AGGREGATES,
    Aggregate,
    cohort_value,
    cohorts_monthly,
    conversion_paths,
    customers_by_period,
    experiment_days,
    experiment_designs,
    forecasts_monthly,
    metrics_daily,
    mrr_spans,
    opex_daily,
    retention_daily,
    source_days,
    unknown_channels,
)
from store.tables.alerts import alert_log, alert_looks, alert_rules, alert_states, episodes
from store.tables.auditing import audit_findings, audit_looks, audit_promises, webhook_notices
from store.tables.backfills import STAGED_TABLES, backfill_slices, backfills
from store.tables.certificates import acceptances, certificates, certificates_history, source_watermarks
from store.tables.columns import metadata
from store.tables.corrections import corrected_numbers, followed_messages
from store.tables.elsewhere import engine_rows, engine_volumes
from store.tables.imports import held_refunds, imports, rejected_rows
from store.tables.journal import deliveries, journal
from store.tables.mirroring import source_fingerprints
from store.tables.notes import notes
from store.tables.outbox import channel_pauses, outbox, stated_numbers
from store.tables.people import home_views, posted_answers, refresh_requests, viewer_questions, viewer_stars
from store.tables.responses import alert_read_backs, alert_reminders, alert_strangers, alert_touches, alert_vigils
from store.tables.runs import CHANGE_TABLES, channel_spellings, runs, snapshot_changes, snapshots
from store.tables.schedule import job_slots, lease_heartbeats, leases, moved_clock, run_progress
from store.tables.sources import (
    QUEUED_TABLES,
    SOURCE_TABLES,
    cash_balances,
    expenses,
    experiment_results,
    experiments,
    forecasts,
    orders,
    refunds,
    spend,
    touchpoints,
)
from store.tables.subscriptions import subscriptions

__all__ = [
    "AGGREGATES",
    "CHANGE_TABLES",
    "QUEUED_TABLES",
    "SOURCE_TABLES",
    "STAGED_TABLES",
    "Aggregate",
    "acceptances",
    "alert_log",
    "alert_looks",
    "alert_read_backs",
    "alert_reminders",
    "alert_rules",
    "alert_states",
    "alert_strangers",
    "alert_touches",
    "alert_vigils",
    "audit_findings",
    "audit_looks",
    "audit_promises",
    "backfill_slices",
    "backfills",
    "cash_balances",
    "certificates",
    "certificates_history",
    "channel_pauses",
    "channel_spellings",
    "cohort_value",
    "cohorts_monthly",
    "conversion_paths",
    "corrected_numbers",
    "customers_by_period",
    "deliveries",
    "engine_rows",
    "engine_volumes",
    "episodes",
    "expenses",
    "experiment_days",
    "experiment_designs",
    "experiment_results",
    "experiments",
    "followed_messages",
    "forecasts",
    "forecasts_monthly",
    "held_refunds",
    "home_views",
    "imports",
    "job_slots",
    "journal",
    "lease_heartbeats",
    "leases",
    "metadata",
    "metrics_daily",
    "moved_clock",
    "mrr_spans",
    "notes",
    "opex_daily",
    "orders",
    "outbox",
    "posted_answers",
    "refresh_requests",
    "refunds",
    "rejected_rows",
    "retention_daily",
    "run_progress",
    "runs",
    "snapshot_changes",
    "snapshots",
    "source_days",
    "source_fingerprints",
    "source_watermarks",
    "spend",
    "stated_numbers",
    "subscriptions",
    "touchpoints",
    "unknown_channels",
    "viewer_questions",
    "viewer_stars",
    "webhook_notices",
]
