"""Loads the sample company into a database, so that there is something to ask."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from psycopg import sql
from sqlalchemy import func, select

from etl.certificates import write_watermark
from etl.company import Company
from etl.importing import ImportSummary, import_file
from etl.run import RunResult, run_etl
from etl.sample import write_sample_company
from store.database import Database
from store.migrate import migrate
from store.tables import source_days


def is_up_to_date(database: Database, company: Company, now: datetime) -> bool:
    """Whether the sample company was already loaded and ends yesterday."""
    with database.read() as connection:
        days = select(func.max(source_days.c.day)).where(source_days.c.source == "cash_balances")
        return connection.execute(days).scalar() == _yesterday(company, now)


def load_sample_company(database: Database, company: Company, now: datetime) -> Iterator[ImportSummary | RunResult]:
    """Empty the database, import two years that end yesterday, and publish them; tells of each step when it is done.

    Only for a database that is the sample company's own: what is there is dropped.
    """
    _start_anew(database)
    with TemporaryDirectory() as folder:
        files = write_sample_company(Path(folder), _yesterday(company, now))
        for source, file in vars(files).items():
            yield import_file(database, company, source, file)
    for source in ("orders", "spend", "touchpoints"):
        write_watermark(database, source, _yesterday(company, now), now)
    yield run_etl(database, company, now)


def _yesterday(company: Company, now: datetime) -> date:
    return now.astimezone(ZoneInfo(company.zone)).date() - timedelta(days=1)


def _start_anew(database: Database) -> None:
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(database.schema)))
            driver.commit()
    migrate(database)
