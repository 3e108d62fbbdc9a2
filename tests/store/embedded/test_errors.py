"""What can be wrong with a database folder is said in a sentence that tells what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.embedded import EmbeddedServer, EmbeddedServerError
from store.embedded.log import BoundedLog
from store.embedded.site import Site, enter_room, find_site


@pytest.fixture
def home(shared_home: Path) -> Iterator[Site]:
    """A home whose files are put back after the test."""
    site = find_site(enter_room(shared_home))
    kept = {
        path: path.read_bytes()
        for path in (site.data / "postgresql.conf", site.data / "PG_VERSION", site.room.password_file)
    }
    yield site
    for path, content in kept.items():
        path.write_bytes(content)
        path.chmod(0o600)


def test_a_failed_start_quotes_the_log_and_says_what_to_do(home: Site) -> None:
    """The reason is in the error itself, not in a file that the user has to find."""
    with (home.data / "postgresql.conf").open("a") as file:
        file.write("nonsense = 1\n")

    with pytest.raises(EmbeddedServerError) as caught:
        EmbeddedServer(home.room.home).start()
    assert 'unrecognized configuration parameter "nonsense"' in str(caught.value)
    assert str(home.room.log_file) in str(caught.value)
    assert "set DATABASE_URL" in str(caught.value)


def test_a_start_that_takes_too_long_is_ended(shared_home: Path) -> None:
    """A database that can't come up in time leaves no server behind that nobody owns."""
    server = EmbeddedServer(shared_home, timeout=0)
    with pytest.raises(EmbeddedServerError, match="did not answer in time"):
        server.start()

    assert not server.is_owner
    with EmbeddedServer(shared_home) as after:
        assert after.is_owner


def test_data_of_another_version_are_not_touched(home: Site) -> None:
    """After an update the old data are kept and the way to move them is named."""
    (home.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(EmbeddedServerError, match=r"written by PostgreSQL 17, and this kpibot brings 18\. Export it"):
        EmbeddedServer(home.room.home).start()


def test_a_lost_password_is_told_apart_from_a_lost_database(home: Site) -> None:
    """The user brings one small file back instead of losing the data."""
    home.room.password_file.unlink()

    with pytest.raises(EmbeddedServerError, match="Bring that file back"):
        EmbeddedServer(home.room.home).start()


def test_a_wrong_password_is_told_at_once(home: Site) -> None:
    """A password file from another home is named, long before any time-out."""
    home.room.password_file.write_text("another")

    with pytest.raises(EmbeddedServerError, match="is not that of the database"):
        EmbeddedServer(home.room.home).start()


def test_the_log_never_fills_the_disk(tmp_path: Path) -> None:
    """A database that complains for months keeps its latest complaints in bounded space."""
    log = BoundedLog(tmp_path / "server.log", limit=100)
    for number in range(1000):
        log.append(f"complaint {number}\n".encode())

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 200
    assert log.tail(2) == "complaint 998\ncomplaint 999"


def test_an_unwritable_log_does_not_end_the_server(shared_home: Path, value: Callable[..., Any]) -> None:
    """A full disk costs the log, not the database."""
    with EmbeddedServer(shared_home) as server:
        log = server._site.room.log_file
        log.rename(log.with_name("aside"))
        log.mkdir()
        try:
            assert value(server.url, "SELECT 1") == 1
            server._process.stop()
            server.start()
            assert value(server.url, "SELECT 1") == 1
        finally:
            log.rmdir()
            log.with_name("aside").rename(log)
