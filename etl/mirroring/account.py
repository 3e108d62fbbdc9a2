"""What a mirroring did, source by source; and what of it is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, insert, select, text

from etl.contracts import Contract
from etl.importing import Counts
from etl.mirroring.queries import read_query
from etl.temporary import create_temporary
from store.tables import imports

_SHOWN_REFUSALS = 5


@dataclass(frozen=True)
class MirroredSource:
    """One source: the days that looked other than before, and what became of every row that was looked at in them.

    `refusals` are the first rows that can't be used: their key, and why.
    """

    source: str
    relation: str
    days_compared: int
    counts: Counts
    deleted: int
    refusals: tuple[tuple[str, str], ...] = ()

    @property
    def has_changed(self) -> bool:
        return bool(self.counts.new or self.counts.changed or self.deleted)


@dataclass(frozen=True)
class Fault:
    """A source that was not mirrored and stands as it was; the sentence says what to do."""

    source: str
    sentence: str


@dataclass(frozen=True)
class Mirroring:
    """What one mirroring did."""

    sources: tuple[MirroredSource, ...] = ()
    faults: tuple[Fault, ...] = ()


def first_refusals(connection: Connection, contract: Contract) -> tuple[tuple[str, str], ...]:
    """Some of what was refused, as (key, reason)."""
    query = text("SELECT row, reason FROM refused ORDER BY reason, row LIMIT :most")
    return tuple((_key(contract, row), reason) for row, reason in connection.execute(query, {"most": _SHOWN_REFUSALS}))


def keep_account(connection: Connection, done: MirroredSource) -> None:
    """Keep what was refused for the first time, and that the source was mirrored, where anything came of it."""
    told = {"source": done.source, "file": done.relation}
    newly_refused = create_temporary(connection, "newly_refused", read_query("newly_refused"), told)
    if not (done.has_changed or newly_refused or _is_first(connection, done)):
        return
    row = {**told, **asdict(done.counts), "deleted": done.deleted}
    import_id = connection.execute(insert(imports).values(row).returning(imports.c.id)).scalar_one()
    connection.execute(text(read_query("keep_newly_refused")), {**told, "import_id": import_id})


def _is_first(connection: Connection, done: MirroredSource) -> bool:
    # A relation without a row is connected all the same.
    of_relation = (imports.c.source == done.source) & (imports.c.file == done.relation)
    return connection.execute(select(func.count()).select_from(imports).where(of_relation)).scalar_one() == 0


def _key(contract: Contract, row: Mapping[str, object]) -> str:
    return " ".join(str(row[name]) for name in contract.key if row.get(name)) or "(no key)"
