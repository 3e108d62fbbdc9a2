"""Whatever is killed, nothing stays running, nothing that was acknowledged is lost, and the next start works."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pytest

from store.embedded import EmbeddedServer
from store.embedded.site import enter_room, find_site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="waits for processes by pidfd")


def test_a_killed_bot_loses_no_acknowledged_write(
    shared_home: Path,
    another_kpibot: Callable[..., Any],
    wait_until_gone: Callable[[int], None],
    value: Callable[..., Any],
) -> None:
    """The bot is killed while it writes: the server goes with it, and every confirmed row is there afterwards."""
    owner = another_kpibot(shared_home, "insert")
    seen = list(islice(owner.process.stdout, 200))
    owner.kill()
    wait_until_gone(owner.server_pid)

    confirmed = int([*seen, *owner.unread()][-1])
    with EmbeddedServer(shared_home) as server:
        assert value(server.url, "SELECT count(DISTINCT number) FROM acknowledged") >= confirmed
        assert value(server.url, "SELECT max(number) FROM acknowledged") <= confirmed + 1


def test_a_killed_database_loses_no_acknowledged_write(
    shared_home: Path, connect: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """The server's own process is killed (out of memory): start() brings it back with every confirmed row."""
    with EmbeddedServer(shared_home) as server:
        confirmed = 0
        with suppress(psycopg.OperationalError), connect(server.url) as connection:
            connection.execute("DROP TABLE IF EXISTS acknowledged")
            connection.execute("CREATE TABLE acknowledged (number int)")
            while True:
                connection.execute("INSERT INTO acknowledged VALUES (%s)", [confirmed + 1])
                confirmed += 1
                if confirmed == 200:
                    os.kill(server._process.pid, signal.SIGKILL)
        server.start()

        assert confirmed <= value(server.url, "SELECT count(*) FROM acknowledged") <= confirmed + 1


def test_the_server_outlives_the_thread_that_started_it(
    shared_home: Path, another_kpibot: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """Linux ties a child to its parent's thread; a bot that starts its database in a worker thread must keep it."""
    owner = another_kpibot(shared_home, "thread")

    assert value(owner.url, "SELECT 1") == 1


def test_without_a_death_signal_a_watchdog_ends_the_server(
    shared_home: Path, another_kpibot: Callable[..., Any], wait_until_gone: Callable[[int], None]
) -> None:
    """On a system without Linux's death signal a killed bot takes its server with it as well."""
    owner = another_kpibot(shared_home, "watchdog")
    owner.kill()

    wait_until_gone(owner.server_pid)


def test_without_a_death_signal_a_stop_ends_the_server_and_the_watchdog(
    shared_home: Path, another_kpibot: Callable[..., Any], wait_until_gone: Callable[[int], None]
) -> None:
    """The watchdog does not outlive an orderly end: the pid it watches may be another program's tomorrow."""
    owner = another_kpibot(shared_home, "watchdog")
    watchdogs = [path.parent for path in _command_lines() if f"launcher.py\0{owner.process.pid}\0" in _text(path)]
    assert len(watchdogs) == 1
    owner.finish()

    wait_until_gone(owner.server_pid)
    wait_until_gone(int(watchdogs[0].name))


def _command_lines() -> list[Path]:
    return list(Path("/proc").glob("[0-9]*/cmdline"))


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # it has ended since
        return ""


def test_a_pid_file_that_names_a_living_stranger_does_not_stop_the_start(shared_home: Path) -> None:
    """After a crash or a reboot the number in postmaster.pid may be any other program's."""
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        with EmbeddedServer(shared_home) as server:
            pid_file = server._site.data / "postmaster.pid"
            lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        try:
            with EmbeddedServer(shared_home) as server:
                assert server.is_owner
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_start_that_is_killed_half_way_through_heals(
    fresh_home: Path, spawn_kpibot: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """A bot killed while it makes its first database leaves nothing that the next start trips over."""
    process = spawn_kpibot(fresh_home)
    half_made = _wait_for_half_made_data(fresh_home, process)
    process.kill()
    process.wait()
    assert half_made.parent.exists()

    with EmbeddedServer(fresh_home, durable=False) as server:
        assert value(server.url, "SELECT 1") == 1
        assert not list(server._site.place.glob("initdb-*"))


def _wait_for_half_made_data(home: Path, process: subprocess.Popen[str]) -> Path:
    while process.poll() is None:
        with suppress(OSError):
            place = Path((home / "postgres" / "location").read_text()) if os.geteuid() == 0 else home / "postgres"
            for found in place.glob("initdb-*/data/base"):
                return found.parent
        select.select([], [], [], 0.005)  # lets the other process have the machine; the condition decides
    pytest.fail("the other process ended too early")


def test_a_bot_that_ends_without_a_stop_leaves_no_socket(
    shared_home: Path, spawn_kpibot: Callable[..., Any], hear: Callable[..., Any]
) -> None:
    """Ending by an exception still takes the server and its sockets away."""
    process = spawn_kpibot(shared_home, "fail")
    owner = hear(process)
    process.wait(timeout=20)

    with pytest.raises(ProcessLookupError):
        os.kill(owner.server_pid, 0)
    assert not list(find_site(enter_room(shared_home)).run.glob(".s.*"))
