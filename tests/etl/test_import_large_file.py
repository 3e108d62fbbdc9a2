"""Import keeps its memory bounded, whatever the size of the file."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from fixture_types import Rows

from store.database import Database

ROWS = 1_000_000
PROGRAM = """
import sys
from pathlib import Path
from etl.company import Company
from etl.importing import import_file
from store.database import open_database
database = open_database(sys.argv[1])
print(import_file(database, Company(), "orders", Path(sys.argv[2])).counts.new)
# Not ru_maxrss: that also counts the process which this one was forked from.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
def test_a_million_rows_are_imported_in_bounded_memory(database: Database, rows: Rows, tmp_path: Path) -> None:
    """A year's export of a large shop does not bring the machine down."""
    file = tmp_path / "orders.csv.gz"
    with gzip.open(file, "wt", compresslevel=1) as stream:
        stream.write("id,customer_id,ordered_at,gross_amount\n")
        stream.writelines(f"o{n},c{n % 99_991},2026-10-{n % 28 + 1:02}T10:00:00Z,{n % 90}.50\n" for n in range(ROWS))
    url = database.engine.url.render_as_string(hide_password=False)

    done = subprocess.run(  # noqa: S603  # our own program and arguments
        [sys.executable, "-c", PROGRAM, url, str(file)], capture_output=True, text=True, check=True
    )

    new, megabytes = map(int, done.stdout.split())
    assert new == ROWS
    assert rows("SELECT count(*) FROM orders") == [(ROWS,)]
    # The whole file, unpacked, is 44 MB, and as Python strings some 400; the interpreter and its libraries take 80.
    assert megabytes < 160
