"""`kpibot export` for scripts: the file and nothing else, and exit codes that can be trusted."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from databases import DatabaseServer
from pypdf import PdfReader
from terminal import Kpibot, over_a_database

ORDERS = "id,customer_id,ordered_at,gross_amount\n" + "".join(
    f"o{number},c{number},2026-10-{number % 28 + 1:02}T15:00:00Z,50.00\n" for number in range(40)
)


@pytest.fixture(scope="module")
def shop(server: DatabaseServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kpibot]:
    """Forty orders, published; only to be asked."""
    file = tmp_path_factory.mktemp("files") / "orders.csv"
    file.write_text(ORDERS)
    with over_a_database(server, template) as command:
        assert command("import", "orders", str(file), "--complete-to", "2026-10-28").returncode == 0
        assert command("etl", "run").returncode == 0
        yield command


def test_csv_is_printed_for_a_pipe(shop: Kpibot) -> None:
    """A script would have to clean up a file to read one number."""
    done = shop("export", "orders", "2026-10")

    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(StringIO(done.stdout, newline="")))
    assert [(row["metric"], row["value"]) for row in rows if row["row"] == "value"] == [("orders", "40")]


def test_a_file_in_a_folder_gets_its_usual_name_and_says_that_it_is_utf8(shop: Kpibot, tmp_path: Path) -> None:
    """Two exports of two months would overwrite each other; Excel would misread both."""
    done = shop("export", "revenue", "2026-10", "as", "csv", "--to", str(tmp_path))

    file = tmp_path / "revenue_2026-10-01_2026-10-28.csv"
    assert done.stdout == f"{file}\n"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfmetric,")


def test_what_is_no_number_is_an_error_with_a_sentence(shop: Kpibot) -> None:
    """A script would go on with an empty file."""
    done = shop("export", "nothing", "like", "this")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "I don't know" in done.stderr


def test_a_pdf_is_written_beside_where_one_stands_or_where_it_is_told(shop: Kpibot, tmp_path: Path) -> None:
    """A monthly report could not be made by a script."""
    file = tmp_path / "october.pdf"
    done = shop("export", "finance", "2026-10", "as", "pdf", "--to", str(file))

    assert done.returncode == 0, done.stderr
    assert "Finance" in PdfReader(file).pages[0].extract_text()
