"""What every test may use: one database server for the run, and a fresh database from a template for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import Copies, copies_of
from databases import DatabaseServer, running_server
from hypothesis import HealthCheck, settings

from store.database import Database, open_database
from store.migrate import migrate

# Examples touch a real database, whose speed on a shared machine says nothing about the code.
settings.register_profile("kpibot", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("kpibot")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseServer]:
    """One server for the run: the embedded one, or the one that KPIBOT_TEST_SERVER names."""
    with running_server(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="session")
def template(server: DatabaseServer) -> str:
    """A migrated, empty database to copy."""
    server.create("kpibot_template")
    database = open_database(server.url_of("kpibot_template"))
    migrate(database)
    database.close()
    return "kpibot_template"


@pytest.fixture(scope="session")
def copies(server: DatabaseServer, template: str) -> Iterator[Copies]:
    """Migrated, empty databases."""
    with copies_of(server, template) as copies:
        yield copies


@pytest.fixture
def database(copies: Copies) -> Iterator[Database]:
    """A migrated, empty database."""
    with copies.one() as database:
        yield database


@pytest.fixture(scope="session")
def published_data() -> Path:
    """The folder of published data sets; the test is skipped where it is absent."""
    folder = Path(os.environ.get("KPIBOT_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no published data sets in {folder}; set KPIBOT_TEST_DATA")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:  # noqa: ARG001  # pytest's signature
    """Where a kind of test must run (KPIBOT_TESTS_MUST_RUN), a skip is a failure."""
    report = yield
    must_run = set(filter(None, os.environ.get("KPIBOT_TESTS_MUST_RUN", "").split(",")))
    if report.skipped and must_run & {marker.name for marker in item.iter_markers()}:
        report.outcome = "failed"
        report.longrepr = f"must run here, but was skipped: {report.longrepr}"
    return report
