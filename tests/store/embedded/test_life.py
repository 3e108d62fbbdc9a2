"""The server starts, serves and ends."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.embedded import EmbeddedServer, EmbeddedServerError


@pytest.fixture
def running(shared_home: Path) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(shared_home) as server:
        yield server


def test_what_is_stored_is_safe_and_the_same_on_every_machine(
    running: EmbeddedServer, value: Callable[..., Any]
) -> None:
    """Acknowledged writes are on disk, and neither the zone nor the encoding is the machine's."""
    expected = {
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
        "shared_buffers": "16384",
        "max_connections": "100",
    }
    settings = value(running.url, "SELECT json_object_agg(name, setting) FROM pg_settings")

    assert expected == {name: settings[name] for name in expected}


def test_names_sort_the_same_on_every_machine(running: EmbeddedServer, value: Callable[..., Any]) -> None:
    """The order of a report does not depend on the locales that a machine has installed."""
    assert value(running.url, "SELECT array_agg(n ORDER BY n) FROM (VALUES ('é'), ('z'), ('B'), ('a')) AS t (n)") == [
        "B",
        "a",
        "z",
        "é",
    ]
    assert value(running.url, "SELECT upper('é')") == "É"


def test_data_outlive_the_server(shared_home: Path, value: Callable[..., Any], connect: Callable[..., Any]) -> None:
    """A bot that is stopped and started again finds what it had stored."""
    server = EmbeddedServer(shared_home)
    with server, connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS number")

    with server:
        assert value(server.url, "SELECT number FROM kept") == 42


def test_a_bot_that_is_restarted_waits_well_under_a_second(shared_home: Path) -> None:
    """An existing database is ready at once."""
    began = time.perf_counter()
    with EmbeddedServer(shared_home):
        assert time.perf_counter() - began < 1


def test_a_stop_leaves_nothing_running_and_nothing_lying_about(shared_home: Path, temporary_folder: Path) -> None:
    """No process, no zombie, no socket and no file outside the home stay behind."""
    server = EmbeddedServer(shared_home)
    server.start()
    pid = server._process.pid
    socket_folder = Path(server._access.address.host)
    server.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not list(socket_folder.glob(".s.*"))
    assert not list(temporary_folder.iterdir())


def test_starting_twice_keeps_the_first_server(shared_home: Path) -> None:
    """A second call does not cut off those who are connected."""
    with EmbeddedServer(shared_home) as server:
        first = server._process.pid
        server.start()

        assert server._process.pid == first


def test_a_url_before_the_start_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A mistake in the order of calls is told, not met later as a broken connection."""
    with pytest.raises(EmbeddedServerError, match=r"Call start\(\) first"):
        _ = EmbeddedServer(tmp_path / "home").url


def test_tests_may_trade_durability_for_speed(shared_home: Path, value: Callable[..., Any]) -> None:
    """Only who asks for it gets a server that does not wait for the disk."""
    with EmbeddedServer(shared_home, durable=False) as server:
        assert value(server.url, "SHOW fsync") == "off"


def test_a_server_that_ignores_the_polite_ways_is_ended_by_force(shared_home: Path) -> None:
    """Stopping kpibot never hangs: here the server's process is frozen and hears no signal but the last."""
    server = EmbeddedServer(shared_home)
    server.start()
    pid = server._process.pid
    os.kill(pid, signal.SIGSTOP)
    server._process.stop(polite=0.1, severe=0.1)
    server.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with server:
        assert server.is_owner
