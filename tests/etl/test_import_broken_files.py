"""A broken file ends in one clear sentence, and nothing has changed."""

import gzip
from pathlib import Path

import pytest
from fixture_types import ImportText, Rows
from sqlalchemy import text

from etl.company import Company
from etl.importing import ImportFileError, import_file
from store.database import Database

HEADER = "id,customer_id,ordered_at,gross_amount"
GOOD = "o1,c1,2026-10-01T10:00:00-04:00,50.00"


def _import_bytes(database: Database, tmp_path: Path, content: bytes, name: str = "orders.csv") -> None:
    file = tmp_path / name
    file.write_bytes(content)
    import_file(database, Company(), "orders", file)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "orders.csv", "orders.csv is empty: its first line must name the columns."),
        (b"day,channel,amount\n", "orders.csv", "its header lacks id, customer_id, ordered_at, gross_amount"),
        (f"{HEADER},id\n".encode(), "orders.csv", "brings id more than once (id, id): keep one of them."),
        (f"{HEADER},order_id\n".encode(), "orders.csv", "brings id more than once (id, order_id)"),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16"), "orders.csv", "is not UTF-8 text"),
        (f"{HEADER}\n".encode() + b"o1,caf\xe9,2026", "orders.csv", "is not UTF-8 text"),
        (f"{HEADER}\n{GOOD}\n".encode(), "orders.csv.gz", "is not a whole gzip file: export or download it again."),
        (gzip.compress(f"{HEADER}\n{GOOD}\n".encode() * 9)[:-12], "orders.csv.gz", "is not a whole gzip file"),
        (f'{HEADER}\n"o1,c1\n{GOOD}\n'.encode(), "orders.csv", "is not well-formed CSV near line"),
    ],
    ids=[
        "empty",
        "another source's header",
        "a column twice",
        "a column and its alias",
        "UTF-16",
        "Latin-1",
        "not gzip",
        "gzip cut short",
        "a quote never closed",
    ],
)
def test_a_broken_file_says_what_is_wrong_with_it(  # noqa: PLR0917  # fixtures and parameters, by name
    database: Database, rows: Rows, tmp_path: Path, content: bytes, name: str, sentence: str
) -> None:
    """Whoever imports the wrong file knows what to do, and the database is as it was."""
    with pytest.raises(ImportFileError) as error:
        _import_bytes(database, tmp_path, content, name)

    assert sentence in str(error.value)
    assert rows("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM imports)") == [(0,)]


def test_a_file_that_breaks_in_the_middle_brings_nothing(database: Database, rows: Rows, tmp_path: Path) -> None:
    """Nothing is half imported: twenty thousand good rows before the fault do not stay behind."""
    good = "".join(f"o{number},c1,2026-10-01T10:00:00-04:00,50.00\n" for number in range(20_000))

    with pytest.raises(ImportFileError, match="is not UTF-8 text"):
        _import_bytes(database, tmp_path, f"{HEADER}\n{good}".encode() + b"o,\xff,")

    assert rows("SELECT count(*) FROM orders") == [(0,)]


def test_a_missing_file_is_named(database: Database, tmp_path: Path) -> None:
    """A slip in the path is said as such."""
    with pytest.raises(ImportFileError, match=r"There is no file .*absent\.csv"):
        import_file(database, Company(), "orders", tmp_path / "absent.csv")


@pytest.mark.parametrize(
    "row", [GOOD.replace("-04:00", ""), GOOD.replace("2026-10-01", "10/01/2026"), GOOD.replace("50.00", "fifty")]
)
def test_a_file_of_which_no_row_can_be_used_changes_no_numbers(import_text: ImportText, rows: Rows, row: str) -> None:
    """A whole export with naive times or foreign dates is not taken, and says so."""
    summary = import_text("orders", HEADER, row, row.replace("o1", "o2"))

    assert summary.is_empty_handed
    assert rows("SELECT count(*) FROM orders") == [(0,)]


def test_what_the_database_refuses_is_a_sentence(import_text: ImportText, database: Database, rows: Rows) -> None:
    """A full disk or a lock in the middle of an import ends in words, and in no half of a file."""
    with database.write() as connection:
        connection.execute(text("ALTER TABLE orders ADD CONSTRAINT disk_is_full CHECK (gross_amount < 50)"))

    with pytest.raises(
        ImportFileError, match=r"The database did not take file\.csv, and nothing changed: .*disk_is_full"
    ):
        import_text("orders", HEADER, GOOD.replace("50.00", "9.00").replace("o1", "o0"), GOOD)

    assert rows("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM imports)") == [(0,)]
