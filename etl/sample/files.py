"""Writing the sample company: one CSV file for each table, the same bytes every time."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.sample.company import Company, make_company
from etl.sample.tables import TABLES, Row, Table
from etl.sample.ugly import with_ugly_rows


@dataclass(frozen=True)
class SampleFiles:
    """Where each table of the sample company was written."""

    orders: Path
    refunds: Path
    spend: Path
    expenses: Path
    cash_balances: Path
    touchpoints: Path
    forecasts: Path
    experiments: Path
    experiment_results: Path


def write_sample_company(
    folder: Path, last_day: date, *, seed: int = 7, days: int = 730, ugly: bool = True
) -> SampleFiles:
    """Write the company whose history ends on `last_day` (a day in America/Toronto) into a folder, made if needed.

    The same arguments write the same bytes. With `ugly`, the rows of `UGLY_ROWS` stand among the clean ones.
    """
    return write_company(folder, make_company(last_day, seed=seed, days=days), ugly=ugly)


def write_company(folder: Path, company: Company, *, ugly: bool) -> SampleFiles:
    """Write a company's tables into a folder, over what an earlier call left there."""
    folder.mkdir(parents=True, exist_ok=True)
    return SampleFiles(**{table.name: _write(folder, table, company, ugly=ugly) for table in TABLES})


def _write(folder: Path, table: Table, company: Company, *, ugly: bool) -> Path:
    path = folder / f"{table.name}.csv"
    rows = tuple(table.rows(company))
    _write_csv(path, table.columns, with_ugly_rows(table, rows) if ugly else rows)
    return path


def _write_csv(path: Path, columns: Row, rows: Iterable[Row]) -> None:
    # No compression: its bytes depend on the machine's zlib.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
