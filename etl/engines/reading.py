"""What a run takes from the engine that sources lie on: everything, or what changed in the last days.

It is read before the run's transaction opens: a cluster may take minutes, and nobody's lock waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from etl.company import Company
from etl.engines.everything import Everything, read_everything
from etl.engines.gathering import Files
from etl.engines.opening import opened
from etl.engines.recent import Recent, read_recent
from etl.engines.session import Session
from store.database import Database

# The local days, the open one among them, that are looked at between two nights.
RECENT_DAYS = 3

Reading = Everything | Recent


@contextmanager
def reading_of(database: Database, company: Company, now: datetime, *, is_whole: bool) -> Iterator[Reading | None]:
    """Read the engine; None where no source lies elsewhere. Raises EngineError where it can't be read."""
    if company.elsewhere is None:
        yield None
        return
    since = now.astimezone(ZoneInfo(company.zone)).date() - timedelta(days=RECENT_DAYS - 1)
    with TemporaryDirectory(prefix="kpibot-") as folder:
        with opened(company.elsewhere) as engine:
            session, files = Session(engine, company), Files(Path(folder))
            session.attach(company.held)
            reading = (
                read_everything(session, files, since) if is_whole else read_recent(database, session, files, since)
            )
        yield reading
