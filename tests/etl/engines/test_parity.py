"""Every transform gives the same table on every engine, over random rows around changes of clocks.

Spark, which needs Java and a cluster, is in tests/parity.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from lakes import fill, gathered_tables, published_tables, write_parquet
from recomputation import ZONES

from etl.company import Company
from etl.engines.addresses import SourceAddress, read_source_address
from store.database import Database
from store.tables import AGGREGATES

Place = Callable[[Database, Path], SourceAddress]


def _postgres(database: Database, _: Path) -> SourceAddress:
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return read_source_address(f"{url}{'&' if '?' in url else '?'}schema={database.schema}")


def _parquet(database: Database, folder: Path) -> SourceAddress:
    write_parquet(database, folder)
    return read_source_address(f"parquet://{folder}")


@pytest.mark.parametrize("place", [_postgres, _parquet])
@pytest.mark.parametrize(("seed", "zone"), list(enumerate(ZONES, start=1)))
def test_an_engine_gives_the_tables_that_our_own_postgres_gives(
    database: Database, tmp_path: Path, place: Place, seed: int, zone: str
) -> None:
    """A company that moves its rows elsewhere reads the same numbers."""
    company = Company(zone=zone)
    fill(database, seed, zone)

    expected = published_tables(database, company)
    gathered = gathered_tables(database, company, place(database, tmp_path))

    assert all(expected[each.name] for each in AGGREGATES)
    for each in AGGREGATES:
        assert gathered[each.name] == expected[each.name], each.name
