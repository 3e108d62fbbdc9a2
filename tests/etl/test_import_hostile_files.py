"""Whatever stands in a file: its rows are accounted for, or one sentence says what is wrong and nothing has changed.

KPIBOT_SOAK_IMPORTS: how many files to import; `make soak` imports 20,000.
"""

import gzip
import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixture_types import Rows
from hostile import texts

from etl.company import Company
from etl.contracts import IMPORTED
from etl.importing import ImportFileError, import_file
from etl.importing.bounded import LONGEST_LINE
from store.database import Database

FILES = int(os.environ.get("KPIBOT_SOAK_IMPORTS", "400"))
SEED = 20_261_124
REAL = {
    "orders": ("id,customer_id,ordered_at,gross_amount,channel", "o1,c1,2026-10-01T10:00:00-04:00,50.00,meta"),
    "refunds": ("id,order_id,refunded_at,amount", "r1,o1,2026-10-02T10:00:00-04:00,5.00"),
    "spend": ("day,channel,amount,campaign", "2026-10-01,meta,12.50,autumn"),
    "expenses": ("day,category,amount", "2026-10-01,rent,900"),
    "cash_balances": ("day,balance", "2026-10-01,100000"),
    "touchpoints": ("customer_id,touched_at,channel", "c1,2026-10-01T09:00:00-04:00,meta"),
    "forecasts": ("month,metric,scenario,amount", "2026-10,revenue,base,1000"),
    "experiments": ("key,name,kind,status,measure,hypothesis", "checkout,Checkout,ab_test,running,conversion,It helps"),
    "experiment_results": ("experiment_key,day,variant,users,conversions", "checkout,2026-10-01,control,100,10"),
}
CELLS = (
    *("", " ", "NaN", "Infinity", "-0", "1e400", "1" * 400, "9" * 40, "1,000", "0x10", "１２", "٣", "2026-02-30"),
    *("0001-01-01", "9999-12-31", "2026-10-01T10:00:00+99:00", "2026-10-01T25:00:00Z", "-infinity", "now", "true"),
    *('"', '""', "'", "\\N", "\\.", "\t", "\r", "\n", "\x00", "x" * 200_000),
)


def files(chance: random.Random) -> Iterator[tuple[str, bytes, str]]:
    """A source, bytes, and a name."""
    strange = texts(chance)
    while True:
        source = chance.choice(sorted(REAL))
        header, row = REAL[source]
        lines = [header, *(_row(row, chance, next(strange)) for _ in range(chance.randint(0, 5)))]
        if chance.random() < 0.15:
            lines[0] = _row(header, chance, next(strange))
        content = chance.choice(("\n", "\n", "\r\n", "\r")).join(lines)
        yield source, *_packed(_spoilt(content, chance), chance)


def _row(row: str, chance: random.Random, strange: str) -> str:
    cells = row.split(",")
    for _ in range(chance.randint(0, 2)):
        cells[chance.randrange(len(cells))] = chance.choice((strange, chance.choice(CELLS), f'"{strange}"'))
    return ",".join(cells[: chance.choice((len(cells), len(cells), len(cells), 1))] * chance.choice((1, 1, 1, 1, 2)))


def _spoilt(text: str, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-7"))
    content = bytearray(
        text.encode(
            encoding,
            chance.choice(("replace", "surrogatepass", "ignore"))
            if encoding.startswith("utf") and encoding != "utf-7"
            else "replace",
        )
    )
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        content[chance.randrange(len(content) + 1) :][:1] = bytes([chance.randrange(256)])
        content.insert(chance.randrange(len(content) + 1), chance.randrange(256))
    return bytes(content)


def _packed(content: bytes, chance: random.Random) -> tuple[bytes, str]:
    if chance.random() < 0.8:
        return content, "file.csv"
    packed = gzip.compress(content)
    return packed[: chance.choice((len(packed), len(packed), chance.randrange(len(packed))))], "file.csv.gz"


def test_no_file_ends_in_a_trace_or_in_half_of_it(database: Database, rows: Rows, tmp_path: Path) -> None:
    """Numbers would be wrong, and nobody could say which rows came in."""
    made, refused = files(random.Random(SEED)), 0  # noqa: S311  # not for secrets
    for _ in range(FILES):
        source, content, name = next(made)
        (tmp_path / name).write_bytes(content)
        refused += _is_refused(database, source, tmp_path / name, rows)

    assert FILES * 0.1 < refused < FILES * 0.9


def _is_refused(database: Database, source: str, file: Path, rows: Rows) -> bool:
    before = _sizes(rows)
    try:
        counts = import_file(database, Company(), source, file).counts
    except ImportFileError:
        assert _sizes(rows) == before
        return True
    assert counts.read == counts.new + counts.changed + counts.same + counts.held + counts.refused
    return False


def _sizes(rows: Rows) -> object:
    return rows(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in (*IMPORTED, "imports")))  # noqa: S608  # names of ours


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("line.csv", b"x" * 1024 * 1024, "has a line of more than"),
        ("line.csv.gz", b"x" * 1024 * 1024, "unpacks to more than 200 times its size"),
        ("lines.csv.gz", b"\n" * 1024 * 1024, "unpacks to more than 200 times its size"),
    ],
)
def test_a_file_that_holds_too_much_fills_no_memory(
    database: Database, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    """A few hundred kilobytes would take the machine down with everything that it runs."""
    file = tmp_path / name
    with gzip.open(file, "wb", compresslevel=9) if name.endswith(".gz") else file.open("wb") as bomb:
        bomb.write(f"{REAL['orders'][0]}\n".encode())
        for _ in range(256):
            bomb.write(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(ImportFileError, match=sentence):
        import_file(database, Company(), "orders", file)

    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 8 * LONGEST_LINE
