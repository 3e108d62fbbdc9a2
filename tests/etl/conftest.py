"""Files to import, and a look at the tables."""

import gzip
from pathlib import Path

import pytest
from fixture_types import ImportText, Rows
from sqlalchemy import text

from etl.company import Company
from etl.importing import ImportSummary, MetricNames, import_file
from store.database import Database


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def import_text(database: Database, company: Company, tmp_path: Path) -> ImportText:
    """Import these lines as a file of a source."""

    def run(
        source: str,
        *lines: str,
        name: str = "file.csv",
        names: MetricNames = MetricNames(),  # noqa: B008  # frozen
    ) -> ImportSummary:
        file = tmp_path / name
        content = "\n".join(lines).encode() + b"\n"
        file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return import_file(database, company, source, file, names=names)

    return run


@pytest.fixture
def rows(database: Database) -> Rows:
    """The rows of a query."""

    def run(query: str) -> list[tuple[object, ...]]:
        with database.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    return run
