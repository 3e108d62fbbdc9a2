"""Brings what lies in the company's own relations into kpibot's source tables, in one transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from etl.company import Company
from etl.contracts import CONTRACTS, ORDERS, REFUNDS
from etl.mirroring.account import Fault, MirroredSource, Mirroring
from etl.mirroring.depth import Depth
from etl.mirroring.errors import MirrorError, RelationError
from etl.mirroring.source import Progress, SourceMirror
from etl.relations import Relation
from store.database import Database

_Attempt = Callable[[], MirroredSource | None]


def mirror_changed(
    database: Database,
    company: Company,
    now: datetime,
    *,
    depth: Depth,
    progress: Progress = lambda _done, _total, _source: None,
) -> Mirroring:
    """Make each mirrored source what its relation is, as far as `depth` looks; the next run folds that in.

    A source whose relation can't be read stands as it was and is among the faults; the others go on. Raises MirrorError
    where the database takes nothing at all.
    """
    if not company.mirrored:
        return Mirroring()
    try:
        with database.publish() as connection:
            _prepare(connection)
            mirror = SourceMirror(connection, company, now, depth, progress)
            outcomes = [
                _attempted(connection, source, relation, attempt)
                for source, relation, attempt in _attempts(company, mirror)
            ]
    except (DBAPIError, psycopg.Error) as error:
        raise MirrorError(f"Nothing was mirrored, and everything stands as it was: {_reason(error)}.") from error
    return Mirroring(
        tuple(each for each in outcomes if isinstance(each, MirroredSource)),
        tuple(each for each in outcomes if isinstance(each, Fault)),
    )


def _prepare(connection: Connection) -> None:
    for statement in (
        "SET LOCAL lock_timeout = '5min'",
        # LOCK TABLE takes no snapshot, so what is then seen includes what the mirroring before this one did.
        "LOCK TABLE source_fingerprints IN SHARE ROW EXCLUSIVE MODE",
        # Cells are checked as text, whatever the server's habits are.
        "SET LOCAL TimeZone = 'UTC'",
        "SET LOCAL DateStyle = 'ISO, YMD'",
        "SET LOCAL extra_float_digits = 1",
        "SET LOCAL work_mem = '256MB'",
        # Compiling what runs once takes longer than running it.
        "SET LOCAL jit = off",
    ):
        connection.execute(text(statement))


def _attempts(company: Company, mirror: SourceMirror) -> Iterator[tuple[str, Relation, _Attempt]]:
    """What there is to do, orders before their refunds."""
    for contract in CONTRACTS.values():
        relation, orders = company.mirrored.get(contract.source), company.mirrored.get(ORDERS.source)
        if relation is not None:
            yield contract.source, relation, partial(mirror.mirror, contract, relation)
        elif contract is REFUNDS and orders is not None:
            yield contract.source, orders, partial(mirror.release_refunds, orders)


def _attempted(
    connection: Connection, source: str, relation: Relation, attempt: _Attempt
) -> MirroredSource | Fault | None:
    try:
        with connection.begin_nested():
            return attempt()
    except RelationError as error:
        return Fault(source, str(error))
    except (DBAPIError, psycopg.Error) as error:
        if connection.invalidated:
            raise
        return Fault(source, f"{relation} can't be read, and {source} stands as it was: {_reason(error)}.")


def _reason(error: DBAPIError | psycopg.Error) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
