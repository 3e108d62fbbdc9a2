"""Runs that found nothing are forgotten; what anybody still goes by is not."""

from datetime import timedelta

from fixture_types import ImportText
from moments import NOW
from sqlalchemy import select

from etl.company import Company
from etl.idle_runs import KEPT, forget_idle_runs
from etl.run import run_etl
from store.database import Database
from store.tables import runs


def test_only_old_runs_that_found_nothing_are_forgotten(
    database: Database, company: Company, import_text: ImportText
) -> None:
    """The table of runs does not grow for ever, and no record that says something goes."""
    orders = "id,customer_id,ordered_at,gross_amount"
    import_text("orders", orders, "o1,c1,2026-10-01T10:00:00-04:00,50.00")
    published = run_etl(database, company, NOW)
    rebuilt = run_etl(database, company, NOW, full=True)
    for _ in range(3):
        run_etl(database, company, NOW)

    too_young = forget_idle_runs(database, NOW + KEPT)
    forgotten = forget_idle_runs(database, NOW + KEPT + timedelta(seconds=1))

    assert (too_young, forgotten) == (0, 2)
    with database.read() as connection:
        kinds = connection.execute(select(runs.c.kind).order_by(runs.c.id)).scalars().all()
    assert kinds == [published.kind, rebuilt.kind, "incremental"]
    assert run_etl(database, company, NOW).kind == "incremental"
