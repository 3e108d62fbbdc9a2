"""Imports one file into its source table, in one transaction: each row is taken, held or refused, and counted."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from etl.company import Company
from etl.contracts import EXPERIMENT_RESULTS, EXPERIMENTS, FORECASTS, IMPORTED, ORDERS, REFUNDS, Contract
from etl.importing.checking import Checker
from etl.importing.errors import ImportFileError
from etl.importing.forecasts import ForecastFile, MetricNames
from etl.importing.header import Header, match_header
from etl.importing.merging import merge
from etl.importing.reading import CsvFile, open_csv
from etl.importing.staging import Staging, read_query
from etl.unknown_channels import UnknownChannel, find_unknown_channels
from store.database import Database
from store.tables import imports

# Told after each batch: bytes of the file read so far, and rows.
Progress = Callable[[int, int], None]

_SHOWN_REFUSALS = 5
ANY_NAME = MetricNames()
# Of a row of these, cells may be right one by one but not together.
_JUDGED_TOGETHER = (REFUNDS, EXPERIMENTS, EXPERIMENT_RESULTS)


@dataclass(frozen=True)
class Counts:
    """Rows by what became of them: read = new + changed + same + held + refused, always."""

    read: int
    new: int
    changed: int
    same: int
    held: int
    refused: int


@dataclass(frozen=True)
class ImportSummary:
    """What an import did. `refunds` are those that order lines carried, and earlier ones whose order has now come."""

    source: str
    file: str
    counts: Counts
    refunds: Counts | None
    refusals: tuple[tuple[int, str], ...]
    warnings: tuple[str, ...]
    unknown_channels: tuple[UnknownChannel, ...]

    @property
    def is_empty_handed(self) -> bool:
        """Whether the file held rows and not one could be used."""
        return self.counts.read > 0 and self.counts.refused == self.counts.read


def import_file(
    database: Database,
    company: Company,
    source: str,
    path: Path,
    progress: Progress = lambda _bytes, _rows: None,
    *,
    names: MetricNames = ANY_NAME,
) -> ImportSummary:
    """Import a .csv or .csv.gz file as `source`; `names`: what a forecast may be of.

    Raises ImportFileError, and then nothing has changed.
    """
    contract = IMPORTED[source]
    if source in company.held and company.elsewhere:
        raise ImportFileError(
            f"{source} is read at {company.elsewhere.place} (SOURCE_URL), and nothing was imported: bring the rows "
            "there, or name in SOURCE_URL the sources that lie there, as in ?sources=orders,refunds,touchpoints."
        )
    try:
        with open_csv(path) as csv_file, database.write() as connection:
            file = ForecastFile(csv_file, names) if contract is FORECASTS else csv_file
            header = match_header(contract, file.header, file.name)
            brought = {field.name for field in header.fields if field}
            checker = Checker(header.fields, tuple(file.header), company.currency, names.fault)
            job = _Import(connection, company, contract, file.name, brought)
            return _import(file, header, checker, job, progress)
    except DBAPIError as error:
        # A full disk, a lock, the same row written by somebody else meanwhile: the transaction is gone with all it did.
        reason = str(error.orig).splitlines()[0]
        raise ImportFileError(f"The database did not take {path.name}, and nothing changed: {reason}.") from error


def _import(
    file: CsvFile | ForecastFile, header: Header, checker: Checker, job: "_Import", progress: Progress
) -> ImportSummary:
    read = job.stage(file, checker, progress)
    unknown = job.unknown_channels()
    counts, refunds = job.merge(read), job.merge_refunds_of_orders()
    refusals = job.record(counts, refunds)
    return ImportSummary(job.source, file.name, counts, refunds, refusals, header.warnings, unknown)


class _Import:
    """One file on its way in, inside the one transaction that it was given."""

    def __init__(
        self, connection: Connection, company: Company, contract: Contract, file: str, brought: set[str]
    ) -> None:
        self._connection = connection
        self._company = company
        self._contract = contract
        self._file = file
        self._brought = brought
        self._staging = Staging(connection, contract)
        self._refused_before = 0

    @property
    def source(self) -> str:
        """What is imported."""
        return self._contract.source

    def stage(self, file: CsvFile | ForecastFile, checker: Checker, progress: Progress) -> int:
        """Copy the rows that pass their cells' checks, refuse the others; return how many were read."""
        names = [field.name if field else None for field in checker.columns]
        read = 0
        for batch in file.batches():
            good, refused = checker.split(batch)
            self._staging.copy(names, good)
            self._staging.refuse(refused)
            read += len(batch.rows)
            progress(file.position(), read)
        self._staging.analyze()
        return read

    def unknown_channels(self) -> tuple[UnknownChannel, ...]:
        """The channel spellings of the file that no mapping knows."""
        if "channel" not in self._brought:
            return ()
        return find_unknown_channels(self._connection, self._company, self._staging.table)

    def merge(self, read: int) -> Counts:
        """Merge what the file brought."""
        held = 0
        if self._contract is REFUNDS:
            self._execute("forget_held_refunds")
            held = self._execute("hold_refunds")
        return self._merge(self._staging, read, held, self._brought)

    def merge_refunds_of_orders(self) -> Counts | None:
        """Merge the refunds that order lines carried, and those that waited for an order that is there now."""
        if self._contract not in {ORDERS, REFUNDS}:
            return None
        staging = self._staging if self._contract is REFUNDS else Staging(self._connection, REFUNDS)
        self._connection.execute(text(f"TRUNCATE {staging.table}"))
        if "refund_amount" in self._brought:
            self._execute("withdraw_inline_refunds")
            self._execute("split_inline_refunds")
        self._execute("release_refunds")
        read = self._count(staging.table)
        if read == 0 and "refund_amount" not in self._brought:
            return None
        return self._merge(staging, read, 0, {field.name for field in REFUNDS.fields})

    def record(self, counts: Counts, refunds: Counts | None) -> tuple[tuple[int, str], ...]:
        """Keep what was refused and what this import did; return the first refusals as (line, reason)."""
        of_source = {self._contract.source: counts} | ({REFUNDS.source: refunds} if refunds else {})
        rows = [{"source": source, "file": self._file, **asdict(each)} for source, each in of_source.items()]
        # One row a source: an order file with refund columns has spoken of refunds, be there none in it.
        ids = [
            self._connection.execute(insert(imports).values(row).returning(imports.c.id)).scalar_one() for row in rows
        ]
        kept = {"import_id": ids[0], "source": self._contract.source, "file": self._file}
        self._connection.execute(text(read_query("keep_refused")), kept)
        first = text("SELECT greatest(line, 0), reason FROM refused ORDER BY line LIMIT :most")
        return tuple((row[0], row[1]) for row in self._connection.execute(first, {"most": _SHOWN_REFUSALS}))

    def _merge(self, staging: Staging, read: int, held: int, brought: set[str]) -> Counts:
        repeated = staging.drop_repeated()
        if staging.contract is ORDERS:
            staging.refuse_where(read_query("orders_verdicts"), brings_refunds="refund_amount" in brought)
        elif staging.contract in _JUDGED_TOGETHER:
            staging.refuse_where(read_query(f"{staging.contract.source}_verdicts"))
        staged = self._count(staging.table)
        merged = merge(staging, self._company.currency, brought)
        same = staged - merged.new - merged.changed + repeated
        refused = self._count("refused") - self._refused_before
        self._refused_before += refused
        if read != merged.new + merged.changed + same + held + refused:
            raise ImportFileError(
                f"The counts of {self._file} do not add up; nothing was imported. Please report this."
            )
        return Counts(read, merged.new, merged.changed, same, held, refused)

    def _execute(self, name: str) -> int:
        return self._connection.execute(text(read_query(name))).rowcount

    def _count(self, table: str) -> int:
        return int(self._connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
