"""Makes one source what its relation is: compares fingerprints, and then the rows of the days that look other."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, text

from etl.company import Company
from etl.contracts import REFUNDS, Contract
from etl.importing.staging import Staging
from etl.mirroring.account import MirroredSource, first_refusals, keep_account
from etl.mirroring.checking import check_relation
from etl.mirroring.depth import Depth
from etl.mirroring.fingerprints import Compared, compare_days, remember_days
from etl.mirroring.merging import Merged, SourceMerge
from etl.mirroring.reading import RelationReader
from etl.mirroring.shape import Shape
from etl.relations import Relation

# Told as rows are read: how many of one source so far, how many there will be, and the source.
Progress = Callable[[int, int, str], None]

_TEMPORARY = ("seen_days", "compared_days", "taken_days", "missing", "gone", "refused", "newly_refused")


class SourceMirror:
    """Mirrors one source after the other, inside the one transaction that it was given."""

    def __init__(
        self, connection: Connection, company: Company, now: datetime, depth: Depth, progress: Progress
    ) -> None:
        self._connection = connection
        self._company = company
        self._since = depth.since(now, company.zone)
        self._depth = depth
        self._progress = progress

    def mirror(self, contract: Contract, relation: Relation) -> MirroredSource:
        """Bring the relation's rows. Raises RelationError for one that does not fit its contract."""
        self._begin()
        shape = check_relation(self._connection, contract, relation)
        every_row = self._depth is Depth.ROWS
        compared = compare_days(self._connection, shape, self._company.zone, self._since, every_row=every_row)
        merged = self._merge(shape, compared)
        if compared.days:
            remember_days(self._connection, shape)
        return self._account(contract, relation, compared.days, merged)

    def release_refunds(self, orders: Relation) -> MirroredSource | None:
        """Let in the refunds of files that waited for an order which has come; None where none did."""
        self._begin()
        merged = self._merging(REFUNDS).finish(0, 0, None)
        return self._account(REFUNDS, orders, 0, merged) if merged.counts.read else None

    def _begin(self) -> None:
        self._connection.execute(text(f"DROP TABLE IF EXISTS {', '.join(_TEMPORARY)}"))

    def _merging(self, contract: Contract) -> SourceMerge:
        staging = Staging(self._connection, contract)
        return SourceMerge(staging, self._company.zone, self._company.currency)

    def _merge(self, shape: Shape, compared: Compared) -> Merged:
        merging = self._merging(shape.contract)
        if not compared.days:
            return merging.finish(0, 0, None)
        reader = RelationReader(merging.staging, shape, self._company, self._telling(shape.contract, compared))
        reader.stage_days(compared.span)
        if self._can_move(shape.contract) and merging.find_missing("missing", compared.span):
            # What left a compared day for one that was not compared must not be taken for what went.
            reader.stage_moved()
        repeated = merging.judge()
        merging.count_taken()
        return merging.finish(reader.read, repeated, compared.span)

    def _can_move(self, contract: Contract) -> bool:
        # Where the day is part of the key, another day is another row; where all days are compared, none is left.
        return self._depth is not Depth.ROWS and contract.dated.name not in contract.key

    def _telling(self, contract: Contract, compared: Compared) -> Callable[[int], None]:
        return lambda read: self._progress(read, max(read, compared.rows), contract.source)

    def _account(self, contract: Contract, relation: Relation, days: int, merged: Merged) -> MirroredSource:
        refusals = first_refusals(self._connection, contract)
        done = MirroredSource(contract.source, str(relation), days, merged.counts, merged.deleted, refusals)
        keep_account(self._connection, done)
        return done
