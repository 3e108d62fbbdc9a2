"""What kpibot remembers of sources that lie elsewhere: their days as they stood, and the rows of the last of them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, text

from etl.contracts import CONTRACTS
from etl.engines.contracted import local_day
from etl.engines.gathering import VOLUMES, Files
from etl.engines.loading import load_rows, load_volumes
from etl.engines.session import recent_name
from etl.temporary import create_temporary


def known_sources(connection: Connection) -> set[str]:
    """Those that had rows when they were last read."""
    return set(connection.execute(text("SELECT DISTINCT source FROM engine_volumes")).scalars())


def load_recent(connection: Connection, files: Files, sources: Iterable[str]) -> None:
    """Keep the rows of the last days as `recent_<source>`."""
    for source in sources:
        load_rows(connection, files, recent_name(source), source)


def load_old(connection: Connection, sources: Iterable[str], since: date) -> None:
    """Keep the rows of the last days, as they stood when they were last read, as `old_<source>`."""
    for source in sources:
        old = (
            f"SELECT p.* FROM engine_rows e CROSS JOIN jsonb_populate_record(NULL::{source}, e.row) AS p "  # noqa: S608  # a declared name
            "WHERE e.source = :source AND e.day >= :since"
        )
        create_temporary(connection, f"old_{source}", old, {"source": source, "since": since})


def remember(connection: Connection, files: Files, sources: Iterable[str], zone: str, since: date | None) -> None:
    """Replace what is known of days from `since` on (None: of all), once `recent_<source>` is loaded."""
    load_volumes(connection, files)
    from_day = {"since": since or date.min}
    connection.execute(text("DELETE FROM engine_volumes WHERE day >= :since"), from_day)
    connection.execute(text(f"INSERT INTO engine_volumes SELECT * FROM {VOLUMES}"))  # noqa: S608  # a declared name
    connection.execute(text("DELETE FROM engine_rows"))
    for source in sources:
        day = local_day(CONTRACTS[source])
        connection.execute(
            text(f"INSERT INTO engine_rows SELECT :source, {day}, to_jsonb(r) FROM {recent_name(source)} r"),  # noqa: S608  # declared names
            {"source": source, "zone": zone},
        )
