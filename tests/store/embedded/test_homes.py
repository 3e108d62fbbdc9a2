"""Homes of every kind: odd names, two side by side, moved, copied; and what may be seen of them."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, text

from store.embedded import EmbeddedServer, EmbeddedServerError
from store.embedded.site import enter_room, find_site
from store.embedded.sockets import remove_sockets, socket_folder


def test_a_home_may_have_any_name(tmp_path: Path) -> None:
    """A newcomer gets a database whatever the folder: spaces, commas, quotes, other scripts, long paths."""
    server = EmbeddedServer(tmp_path / "Zahlen, 50 % für \"uns\" 数字 'x'" / ("deep/" * 30), durable=False)
    with server:
        engine = create_engine(server.url)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT current_database()")).scalar_one() == "kpibot"
        engine.dispose()
    server.destroy()


def test_two_homes_never_touch_each_other(shared_home: Path, fresh_home: Path, value: Callable[..., Any]) -> None:
    """The demo and the user's own numbers are two databases, and the key of one does not open the other."""
    with EmbeddedServer(shared_home) as first, EmbeddedServer(fresh_home, durable=False) as second:
        value(first.url, "SELECT 1")
        folders = {value(each.url, "SHOW data_directory") for each in (first, second)}
        stolen = second.url.replace(second._access.password, first._access.password)

        assert len(folders) == 2
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            value(stolen, "SELECT 1")


def test_other_users_of_the_machine_see_nothing(shared_home: Path) -> None:
    """Data, socket, password and log are closed to every other account."""
    with EmbeddedServer(shared_home) as server:
        room, site = server._site.room, server._site
        folders = (room.path, site.data, Path(server._access.address.host))

        assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
        assert {path.stat().st_mode & 0o077 for path in (room.password_file, room.log_file)} == {0}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_password_stands_in_no_process_list_and_no_log(shared_home: Path) -> None:
    """Who may list processes or read the log learns no secret."""
    with EmbeddedServer(shared_home) as server:
        process = Path("/proc") / str(server._process.pid)
        seen = [process / "cmdline", process / "environ", server._site.room.log_file]

        for path in seen:
            assert server._access.password.encode() not in path.read_bytes()
        assert server._access.password not in repr(server._access)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_kpibots_secrets_are_not_handed_to_the_server(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Slack token of the bot's environment is not in the server's, which runs as another user."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    with EmbeddedServer(shared_home) as server:
        assert b"xoxb" not in (Path("/proc") / str(server._process.pid) / "environ").read_bytes()


def test_where_sockets_do_not_work_loopback_does(shared_home: Path, value: Callable[..., Any]) -> None:
    """A folder that can hold no sockets still gives a database, open to this machine only and by password."""
    with EmbeddedServer(shared_home, sockets=False) as server, EmbeddedServer(shared_home) as joined:
        assert "@127.0.0.1:" in server.url
        assert value(server.url, "SHOW listen_addresses") == "127.0.0.1"
        assert joined.url == server.url
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            value(server.url.replace(server._access.password, "guess"), "SELECT 1")


def test_a_temporary_folder_that_another_user_opened_is_not_used_again(
    fresh_home: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket is never put where somebody else could have prepared the folder."""
    site = replace(find_site(enter_room(fresh_home)), place=fresh_home / ("long" * 40))
    monkeypatch.setattr("store.embedded.sockets._MOST_BYTES", len(os.fsencode(temporary_folder)) + 40)
    first = socket_folder(site)
    assert socket_folder(site) == first
    first.chmod(0o777)

    second = socket_folder(site)

    assert second != first
    assert second.stat().st_mode & 0o777 == 0o700
    remove_sockets(site)
    assert not second.exists()


def test_a_home_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """The user learns which folder is wrong and how to choose another."""
    blocked = tmp_path / "home"
    blocked.write_text("a file")

    with pytest.raises(EmbeddedServerError, match="set KPIBOT_HOME to a folder of your own"):
        EmbeddedServer(blocked).start()
