"""What has happened to a number since it was shown: the source rows that were folded in, and what it is by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, select, text

from metrics.answer import Answer
from store.measures import Source
from store.tables import runs, snapshots

_FOLDED = (Path(__file__).parent / "folded_since.sql").read_text(encoding="utf-8")
_MOST_DAYS = 200


@dataclass(frozen=True)
class FoldedRows:
    """Rows of a source that were new, changed or deleted over several snapshots; `examples` are some of their keys."""

    source: Source
    kind: str
    rows: int
    days: tuple[date, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Rebuilt:
    """A run that computed more than changes, and under which moment (UTC) it was published."""

    kind: str
    published_at: datetime


@dataclass(frozen=True)
class Since:
    """How an answer stands by now: the same days in the newest snapshot, and why it may differ."""

    now: Answer
    folded: tuple[FoldedRows, ...]
    rebuilt: tuple[Rebuilt, ...]


@dataclass(frozen=True)
class Snapshots:
    """The snapshots after one, up to another."""

    after: int
    upto: int


def read_folded(
    connection: Connection, between: Snapshots, sources: Iterable[str], until: date
) -> tuple[FoldedRows, ...]:
    """The changed rows of these sources, of days not after `until`, that these snapshots folded in."""
    days = {"sources": sorted(sources), "until": until, "most_days": _MOST_DAYS}
    return tuple(
        FoldedRows(Source(source), kind, rows, tuple(days), tuple(examples))
        for source, kind, rows, days, examples in connection.execute(text(_FOLDED), {**vars(between), **days})
    )


def read_rebuilt(connection: Connection, between: Snapshots) -> tuple[Rebuilt, ...]:
    """The runs among these snapshots that computed everything, or some days, anew."""
    query = (
        select(runs.c.kind, snapshots.c.published_at)
        .join(snapshots, snapshots.c.run_id == runs.c.id)
        .where(snapshots.c.id > between.after, snapshots.c.id <= between.upto, runs.c.kind != "incremental")
        .order_by(snapshots.c.id)
    )
    return tuple(Rebuilt(kind, published_at) for kind, published_at in connection.execute(query))
