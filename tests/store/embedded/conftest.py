"""Homes for real servers, and other kpibot processes that share or lose them."""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from sqlalchemy.engine import make_url

from store.embedded import EmbeddedServer

_OWNER = Path(__file__).with_name("owner.py")
_PATH = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, sys.path)])


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose database exists already; its server is stopped between tests."""
    home = tmp_path_factory.mktemp("kpibot") / "home"
    with EmbeddedServer(home):
        pass
    yield home
    EmbeddedServer(home).destroy()


@pytest.fixture
def fresh_home(tmp_path: Path) -> Iterator[Path]:
    """A home that no server has ever run in."""
    home = tmp_path / "home"
    yield home
    EmbeddedServer(home).destroy()


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that this process takes for the machine's temporary one."""
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@dataclass(frozen=True)
class Owner:
    """Another kpibot process, and what it said after its start."""

    process: subprocess.Popen[str]
    is_owner: bool
    url: str
    server_pid: int | None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def finish(self) -> None:
        """Let it end in good order."""
        self.process.stdin.close()  # type: ignore[union-attr]  # it was started with a pipe
        assert self.process.wait(timeout=20) == 0

    def unread(self) -> list[str]:
        """The whole lines that it still said before it ended."""
        return [line for line in self.process.stdout or () if line.endswith("\n")]


@pytest.fixture
def spawn_kpibot() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts another kpibot process on a home, without waiting for it; what is left of it is ended after the test."""
    with ExitStack() as stack:

        def spawn(
            home: Path, order: str = "", *, python: str = sys.executable, **options: Any
        ) -> subprocess.Popen[str]:
            process = subprocess.Popen(  # noqa: S603  # this interpreter and a file of ours
                [python, str(_OWNER), str(home), order],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={"PYTHONPATH": _PATH, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": tempfile.gettempdir()},
                **options,
            )
            stack.enter_context(_ended_after(process))
            return process

        yield spawn


@pytest.fixture
def another_kpibot(spawn_kpibot: Callable[..., subprocess.Popen[str]]) -> Callable[..., Owner]:
    """Starts another kpibot process on a home and waits for its server."""

    def start(home: Path, order: str = "", **options: Any) -> Owner:
        return heard(spawn_kpibot(home, order, **options))

    return start


@pytest.fixture
def hear() -> Callable[[subprocess.Popen[str]], Owner]:
    """Waits until a process says that it has a server."""
    return heard


def heard(process: subprocess.Popen[str]) -> Owner:
    """What a process says once it has a server."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the other kpibot process ended before it had a server"
    said = json.loads(line)
    return Owner(process, said["owner"], said["url"], said["server_pid"])


@contextmanager
def _ended_after(process: subprocess.Popen[str]) -> Iterator[None]:
    with process:
        yield
        process.kill()


@pytest.fixture
def wait_until_gone() -> Callable[[int], None]:
    """Waits until a process that need not be our child has ended."""

    def wait(pid: int, seconds: float = 10) -> None:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        try:
            assert select.select([descriptor], [], [], seconds)[0], f"process {pid} is still there after {seconds} s"
        finally:
            os.close(descriptor)

    return wait


@pytest.fixture
def connect() -> Callable[[str], psycopg.Connection]:
    """A plain connection to a SQLAlchemy URL."""

    def open_one(url: str) -> psycopg.Connection:
        parts = make_url(url)
        return psycopg.connect(
            host=str(parts.query.get("host", parts.host)),
            port=parts.port,
            user=parts.username,
            password=parts.password,
            dbname=parts.database,
            autocommit=True,
        )

    return open_one


@pytest.fixture
def value(connect: Callable[[str], psycopg.Connection]) -> Callable[[str, LiteralString], Any]:
    """The one value that a query gives."""

    def ask(url: str, query: LiteralString) -> Any:
        with connect(url) as connection:
            row = connection.execute(query).fetchone()
        return None if row is None else row[0]

    return ask
