"""What a snapshot folded in, written down with it: which source rows, of which days."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

from etl.company import Company


def write_changes(connection: Connection, company: Company, snapshot_id: int) -> None:
    """Keep what the taken changes were, in the transaction that publishes them. Its cost grows with their number."""
    connection.execute(text(_query()), {"zone": company.zone, "snapshot_id": snapshot_id})


@cache
def _query() -> str:
    return (Path(__file__).parent / "change_log.sql").read_text(encoding="utf-8")
