"""The files as an import meets them: columns, values, and the ugly rows."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from etl.sample import UGLY_ROWS, Outcome, SampleFiles, UglyRow

COLUMNS = {
    "orders": "id,customer_id,ordered_at,gross_amount,cogs,currency,channel,subscription_id,interval_months",
    "refunds": "id,order_id,refunded_at,amount",
    "spend": "day,channel,campaign,amount,currency,impressions,clicks,conversions",
    "expenses": "day,category,amount,currency",
    "cash_balances": "day,balance,financing,currency",
    "touchpoints": "customer_id,touched_at,channel",
}
CHANNELS = {"meta", "tiktok", "other"}
SHAPES = {
    "id": r"[OR]-\d+",
    "order_id": r"O-\d{6}",
    "customer_id": r"C-\d{5}",
    "ordered_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00",
    "touched_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "refunded_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "day": r"\d{4}-\d\d-\d\d",
    "gross_amount": r"\d+\.\d\d",
    "amount": r"\d+\.\d\d",
    "cogs": r"\d+\.\d\d",
    "currency": "CAD",
    "channel": "meta|tiktok|other",
    "campaign": "[a-z-]+",
    "subscription_id": r"(S-\d{5}-\d+)?",
    "interval_months": "(1|3|12)?",
    "impressions": r"\d+",
    "category": "[a-z]+",
    "balance": r"-?\d+\.\d\d",
    "financing": r"-?\d+\.\d\d",
    "clicks": r"\d+",
    "conversions": r"\d+",
}


def read(path: Path) -> list[dict[str, str]]:
    """The file's rows by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", COLUMNS)
def test_clean_rows_follow_the_source_contract(clean_files: SampleFiles, table: str) -> None:
    """The demo's import would refuse rows that nobody declared ugly."""
    path: Path = getattr(clean_files, table)
    rows = read(path)

    assert path.read_text(encoding="utf-8").partition("\n")[0] == COLUMNS[table]
    assert [row for row in rows if not all(re.fullmatch(SHAPES[name], cell) for name, cell in row.items())] == []


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("orders", ["id"]),
        ("refunds", ["id"]),
        ("spend", ["day", "channel", "campaign"]),
        ("expenses", ["day", "category"]),
        ("cash_balances", ["day"]),
        ("touchpoints", ["customer_id", "touched_at", "channel"]),
    ],
)
def test_keys_are_unique(clean_files: SampleFiles, table: str, key: list[str]) -> None:
    """A later row would overwrite an earlier one, and its money would be gone."""
    rows = read(getattr(clean_files, table))

    assert len({tuple(row[column] for column in key) for row in rows}) == len(rows)


def test_every_refund_has_its_order(clean_files: SampleFiles) -> None:
    """Clean refunds would be held for ever."""
    orders = {row["id"] for row in read(clean_files.orders)}

    assert {row["order_id"] for row in read(clean_files.refunds)} <= orders


def test_orders_stand_in_the_order_of_their_ids(clean_files: SampleFiles) -> None:
    """A customer's first order, by time and id, would depend on how an import sorts."""
    ids = [row["id"] for row in read(clean_files.orders)]

    assert ids == sorted(ids)


@dataclass(frozen=True)
class Difference:
    """What the ugly rows did to one file: clean rows that are gone, and rows that were not there."""

    gone: list[dict[str, str]]
    added: list[dict[str, str]]


@pytest.fixture(scope="module")
def differences(files: SampleFiles, clean_files: SampleFiles) -> dict[str, Difference]:
    """The difference of each table's two files, row by row."""
    return {table: _difference(getattr(clean_files, table), getattr(files, table)) for table in COLUMNS}


@pytest.mark.parametrize("ugly", UGLY_ROWS, ids=lambda ugly: ugly.name)
def test_each_declared_ugly_row_stands_in_its_file_once(differences: dict[str, Difference], ugly: UglyRow) -> None:
    """The demo would announce a refusal that doesn't happen."""
    constant = {column: text for column, text in ugly.changes.items() if "{" not in text}
    mark = ugly.changes.get("id", "{id}").removeprefix("{id}")

    added = differences[ugly.table].added
    if ugly.outcome is Outcome.ONCE:
        added = [row for row in added if re.fullmatch(SHAPES["id"], row["id"]) and row["channel"] in CHANNELS]

    assert len([row for row in added if constant.items() <= row.items() and row.get("id", "").endswith(mark)]) == 1


@pytest.mark.parametrize("table", COLUMNS)
def test_an_import_that_does_what_is_expected_ends_with_the_clean_company(
    differences: dict[str, Difference], table: str
) -> None:
    """The demo's numbers would depend on its ugly rows, and could not be checked against the clean files."""
    declared = [one for one in UGLY_ROWS if one.table == table]
    mended = [one for one in declared if one.outcome is Outcome.MENDED]

    assert sorted(row["channel"] for row in differences[table].gone) == sorted(one.where["channel"] for one in mended)
    assert len(differences[table].added) == len(declared)


def test_a_time_without_a_zone_has_lost_its_offset_and_nothing_else(files: SampleFiles) -> None:
    """The row would be refused for another reason than the one announced."""
    naive = [row["ordered_at"] for row in read(files.orders) if row["id"].endswith("-NAIVE")]

    assert [bool(re.fullmatch(r"2026-11-\d\dT\d\d:\d\d:\d\d", text)) for text in naive] == [True]


def test_there_are_few_ugly_rows_each_with_its_words() -> None:
    """The demo's list of refused rows would not fit on a screen, or name a fault twice."""
    assert len(UGLY_ROWS) <= 12
    assert len({ugly.name for ugly in UGLY_ROWS}) == len(UGLY_ROWS)
    assert all(ugly.expected.endswith(".") for ugly in UGLY_ROWS)


def _difference(clean: Path, ugly: Path) -> Difference:
    before, after = (Counter(path.read_text(encoding="utf-8").splitlines()) for path in (clean, ugly))
    header = clean.read_text(encoding="utf-8").partition("\n")[0]
    gone, added = ([header, *lines.elements()] for lines in (before - after, after - before))
    return Difference(list(csv.DictReader(gone)), list(csv.DictReader(added)))


def test_the_plan_is_of_this_year_and_the_next_in_three_cases(clean_files: SampleFiles) -> None:
    """The demo's forecast would end with the year, or a low case lie above a high one."""
    rows = read(clean_files.forecasts)
    revenue = {(row["month"], row["scenario"]): Decimal(row["revenue"]) for row in rows}
    months = sorted({row["month"] for row in rows})

    assert months == [f"{year}-{month:02d}" for year in (2026, 2027) for month in range(1, 13)]
    assert all(revenue[m, "low"] < revenue[m, "base"] < revenue[m, "high"] for m in months)
    assert all(Decimal(row["netrevenue"]) == Decimal(row["revenue"]) - Decimal(row["refunds"]) for row in rows)


def test_the_experiments_are_those_that_a_company_has(clean_files: SampleFiles) -> None:
    """The demo would have no test that was won, none that runs, or one whose users fall away."""
    designs = {row["key"]: row for row in read(clean_files.experiments)}
    results = read(clean_files.experiment_results)
    users = {(row["experiment_key"], row["variant"], row["day"]): int(row["users"]) for row in results}

    assert {row["status"] for row in designs.values()} == {"draft", "running", "completed", "stopped"}
    assert {row["kind"] for row in designs.values()} == {"ab_test", "feature_flag"}
    assert {row["experiment_key"] for row in results} == {key for key, row in designs.items() if row["started_on"]}
    ordered = [users[key] for key in sorted(users) if key[:2] == ("onepage_checkout", "control")]
    assert ordered == sorted(ordered)
