"""Every transform gives the same table on a real Spark cluster, also where a worker dies in the middle of a job."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from clusters import Cluster, running_cluster, running_connect_server, wait_until, why_not
from lakes import fill, gathered_tables, published_tables, write_parquet
from ports import free_port
from recomputation import ZONES

from etl.company import Company
from etl.engines.addresses import read_source_address
from store.database import Database
from store.tables import AGGREGATES

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(why_not() is not None, reason=str(why_not())),
    # The package's own, of this Python's and its own future.
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("spark"), free_port) as cluster:
        yield cluster


def _demand_parity(database: Database, company: Company, address: str) -> None:
    expected = published_tables(database, company)
    gathered = gathered_tables(database, company, read_source_address(address))
    assert all(expected[each.name] for each in AGGREGATES)
    for each in AGGREGATES:
        assert gathered[each.name] == expected[each.name], each.name


@pytest.mark.parametrize(("seed", "zone"), list(enumerate(ZONES, start=1)))
def test_spark_gives_the_tables_that_our_own_postgres_gives(
    database: Database, tmp_path: Path, cluster: Cluster, seed: int, zone: str
) -> None:
    """A company whose rows lie on a cluster reads the same numbers."""
    fill(database, seed, zone)
    write_parquet(database, tmp_path)
    _demand_parity(database, Company(zone=zone), f"{cluster.master_url}?parquet={tmp_path}")


def test_a_worker_that_dies_in_the_middle_of_a_job_changes_no_number(
    database: Database, tmp_path: Path, cluster: Cluster
) -> None:
    """A machine of the cluster that is lost at night is not noticed in the morning."""
    company = Company()
    fill(database, 5, company.zone)
    write_parquet(database, tmp_path)
    address = read_source_address(f"{cluster.master_url}?parquet={tmp_path}")
    expected = published_tables(database, company)
    folder = tmp_path / "gathered"
    folder.mkdir()
    with ThreadPoolExecutor() as threads:
        gathering = threads.submit(gathered_tables, database, company, address, folder)
        # Half of it is done, what was kept lies on both workers, and the next part is being computed.
        wait_until(lambda: (folder / "cohorts_monthly.copy").exists() and _is_computing())
        cluster.kill_a_worker()
        assert not gathering.done()
        gathered = gathering.result(timeout=300)
    wait_until(lambda: cluster.alive() == 1)
    assert gathered == expected


def _is_computing() -> bool:
    context = pytest.importorskip("pyspark").SparkContext._active_spark_context
    return context is not None and bool(context.statusTracker().getActiveStageIds())


# The last one: a process that spoke Spark Connect once speaks nothing else.
def test_spark_connect_gives_the_tables_that_our_own_postgres_gives(
    database: Database, tmp_path: Path, cluster: Cluster
) -> None:
    """A company that may reach its cluster by Spark Connect only reads the same numbers."""
    fill(database, 4, "America/Toronto")
    write_parquet(database, tmp_path)
    with running_connect_server(tmp_path, cluster, free_port()) as address:
        _demand_parity(database, Company(), f"{address}?parquet={tmp_path}")
