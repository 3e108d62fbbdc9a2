"""Makes the data folder: initdb into a folder beside it, then one rename, so that a crash leaves all or nothing."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from store.embedded.child import Account, clean_environment, launch_command
from store.embedded.connection import USER
from store.embedded.errors import EmbeddedServerError
from store.embedded.site import Site

MAJOR = "18"
_SECONDS = 120
_OPTIONS = (
    f"--username={USER}",
    "--auth=scram-sha-256",
    # The builtin provider sorts by code point on every machine, whatever locales it has installed.
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # Many rounds slow down guessing a person's password; ours is 256 random bits, and each connection would pay.
    "--set=scram_iterations=1",
    "--no-instructions",
)


def ensure_cluster(site: Site, binaries: Path, *, durable: bool) -> str:
    """Make the data folder if there is none; return the server's password."""
    if not site.data.exists():
        for leftover in site.place.glob("initdb-*"):
            shutil.rmtree(leftover)
        _write_private(site.room.password_file, secrets.token_urlsafe(32))
        _initialise(site, binaries, durable=durable)
    _check_version(site)
    return read_password(site)


def read_password(site: Site) -> str:
    """The password in the home."""
    try:
        return site.room.password_file.read_text()
    except FileNotFoundError as error:
        raise EmbeddedServerError(
            f"The database in {site.data} can't be opened without {site.room.password_file}, which is gone. "
            f"Bring that file back, or move {site.data} away to begin with an empty database."
        ) from error


def _check_version(site: Site) -> None:
    found = _text_or_none(site.data / "PG_VERSION")
    if found is None:
        raise EmbeddedServerError(f"{site.data} is not a database. Move it away to begin with an empty one.")
    if found != MAJOR:
        raise EmbeddedServerError(
            f"The database in {site.data} was written by PostgreSQL {found}, and this kpibot brings {MAJOR}. "
            f"Export it with the kpibot that made it, move {site.data} away, and import it here."
        )


def _text_or_none(path: Path) -> str | None:
    return path.read_text().strip() if path.exists() else None


def _initialise(site: Site, binaries: Path, *, durable: bool) -> None:
    draft = Path(tempfile.mkdtemp(prefix="initdb-", dir=site.place))
    try:
        _write_private(draft / "password", site.room.password_file.read_text())
        account = _named_account() if site.account else None
        if account:
            os.chown(draft / "password", account.uid, account.gid)
            os.chown(draft, account.uid, account.gid)
        _run_initdb(binaries, site, draft, account, durable=durable)
        if site.account:
            _take_over(draft, site.account)
        (draft / "data").rename(site.data)
        _sync_folder(site.place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _run_initdb(binaries: Path, site: Site, draft: Path, account: Account | None, *, durable: bool) -> None:
    options = [*_OPTIONS, f"--pgdata={draft / 'data'}", f"--pwfile={draft / 'password'}"]
    command = [str(binaries / "bin" / "initdb"), *options, *([] if durable else ["--no-sync"])]
    try:
        done = subprocess.run(  # noqa: S603  # our own launcher, and no shell
            # With the server's lock, so that the next start waits for one that is still cleaning up after a kill.
            launch_command(command, account, site.room.server_lock),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            env=clean_environment(),
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EmbeddedServerError(f"Making the database took longer than {_SECONDS} s. Try again.") from error
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-4:])
        raise EmbeddedServerError(
            f"PostgreSQL could not make its data folder in {draft.parent}. "
            f"Correct what it says below, or set DATABASE_URL to a database of your own:\n{last}"
        )


def _named_account() -> Account:
    # initdb, unlike the server, refuses a user id that has no name; it gets nobody's for the second that it runs.
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise EmbeddedServerError(
            "This machine has no account `nobody`, which PostgreSQL is set up as when kpibot runs as root. "
            "Run kpibot as an ordinary user, or set DATABASE_URL to a database of your own."
        ) from error
    return Account(nobody.pw_uid, nobody.pw_gid)


def _take_over(draft: Path, account: Account) -> None:
    os.chown(draft, 0, 0)  # first: from here on no process of nobody's can look in
    # By descriptors: a path could be swapped for a link between being listed and being changed.
    for _, folders, files, descriptor in os.fwalk(draft / "data"):
        os.chown(descriptor, account.uid, account.gid)
        for name in (*folders, *files):
            os.chown(name, account.uid, account.gid, dir_fd=descriptor, follow_symlinks=False)


def _write_private(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
