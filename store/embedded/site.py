"""Where one home's server keeps its things, and as whom it runs.

An ordinary user has all of it in `home/postgres`. PostgreSQL refuses to run as root, and an ordinary user can't look
into root's home: so for root the data and the socket lie in a folder under /var/lib/kpibot, owned by a user id of their
own that no account has, and `home/postgres/location` points there. No folder's permissions are loosened.
"""

import hashlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from store.embedded.child import Account
from store.embedded.errors import EmbeddedServerError

ROOT_BASE = Path("/var/lib/kpibot")
# systemd's table of user ids leaves this range to nobody, and containers with 16 bits of ids still have it.
_FIRST_UID, _UIDS = 60_578, 606


@dataclass(frozen=True)
class Room:
    """The part in the home, which only kpibot reads and writes."""

    home: Path

    @property
    def path(self) -> Path:
        return self.home / "postgres"

    @property
    def start_lock(self) -> Path:
        return self.path / "start.lock"

    @property
    def server_lock(self) -> Path:
        return self.path / "server.lock"

    @property
    def password_file(self) -> Path:
        return self.path / "password"

    @property
    def log_file(self) -> Path:
        return self.path / "server.log"

    @property
    def location_file(self) -> Path:
        return self.path / "location"

    @property
    def socket_file(self) -> Path:
        return self.path / "socket-folder"


@dataclass(frozen=True)
class Site:
    """The part that the server itself reaches, and its account (None: the same user as kpibot)."""

    room: Room
    place: Path
    account: Account | None = None

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def run(self) -> Path:
        return self.place / "run"

    @property
    def hba_file(self) -> Path:
        return self.place / "pg_hba.conf"

    @property
    def owner_uid(self) -> int:
        return self.account.uid if self.account else os.geteuid()

    def give(self, path: Path) -> None:
        """Make the server's account the owner of a file or folder."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def enter_room(home: Path) -> Room:
    """The home's room, made if it is missing, closed to other users."""
    room = Room(home.expanduser().resolve())
    try:
        room.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        room.path.mkdir(mode=0o700, exist_ok=True)
        room.start_lock.touch(mode=0o600)
    except OSError as error:
        raise EmbeddedServerError(
            f"kpibot can't write to {room.path} ({error.strerror}). Run it as the user who owns that folder, "
            "or set KPIBOT_HOME to a folder of your own."
        ) from error
    return room


def find_site(room: Room, base: Path = ROOT_BASE) -> Site:
    """The site of a room; the caller holds the room's start lock."""
    if os.geteuid() != 0:
        site = Site(room, room.path)
        site.run.mkdir(mode=0o700, exist_ok=True)
        return site
    if (room.path / "data").exists():
        raise EmbeddedServerError(
            f"The database in {room.path} was made by an ordinary user. Run kpibot as that user, not as root."
        )
    if room.location_file.exists():
        return _recorded_site(room)
    return _new_site(room, base)


def _recorded_site(room: Room) -> Site:
    place = Path(room.location_file.read_text().strip())
    if not place.is_dir():
        raise EmbeddedServerError(
            f"The database folder {place} of {room.home} is gone. Bring it back, "
            f"or delete {room.location_file} to begin with an empty database."
        )
    _keep_apart(room, place)
    owner = (place / "run").stat()
    return Site(room, place, Account(owner.st_uid, owner.st_gid))


def _keep_apart(room: Room, place: Path) -> None:
    """Refuse a home that is a copy of another: two homes never share a database. A home that was moved is followed."""
    mark = place / "home"
    first = Room(Path(mark.read_text()))
    if first.home == room.home:
        return
    if first.location_file.exists() and first.location_file.read_text().strip() == str(place):
        raise EmbeddedServerError(
            f"{room.home} is a copy of {first.home} and still points to its database. "
            f"Delete {room.location_file} to begin with an empty one."
        )
    mark.write_text(str(room.home))


def _new_site(room: Room, base: Path) -> Site:
    _make_base(base)
    digest = hashlib.sha256(os.fsencode(room.home)).hexdigest()
    place = _make_place(base, digest[:12])
    site = Site(room, place, _free_account(base, int(digest, 16)))
    (place / "home").write_text(str(room.home))
    site.run.mkdir(mode=0o700)
    try:
        site.give(site.run)
    except OSError as error:
        raise EmbeddedServerError(
            f"This machine lets root use no other user id ({error.strerror}), and PostgreSQL does not run as root. "
            "Run kpibot as an ordinary user, or set DATABASE_URL to a database of your own."
        ) from error
    draft = room.location_file.with_suffix(".new")
    draft.write_text(str(place))
    draft.replace(room.location_file)
    return site


def _make_base(base: Path) -> None:
    if not base.exists():
        base.mkdir(parents=True)
        base.chmod(0o755)  # whatever the umask: the server's account passes through it
    found = base.lstat()
    if base.is_symlink() or found.st_uid != 0 or found.st_mode & 0o022:
        raise EmbeddedServerError(f"{base} must be a folder that only root can write to. Delete or correct it.")


def _make_place(base: Path, name: str) -> Path:
    # A place that is already there belonged to a home that was deleted: its data stay its own.
    for number in range(1, 1000):
        place = base / (name if number == 1 else f"{name}-{number}")
        try:
            place.mkdir()
        except FileExistsError:
            continue
        place.chmod(0o711)
        return place
    raise EmbeddedServerError(f"{base} holds a thousand databases of deleted homes. Delete those you do not need.")


def _free_account(base: Path, wish: int) -> Account:
    taken = {each.pw_uid for each in pwd.getpwall()} | {run.stat().st_uid for run in base.glob("*/run")}
    for step in range(_UIDS):
        uid = _FIRST_UID + (wish + step) % _UIDS
        if uid not in taken:
            return Account(uid, uid)
    raise EmbeddedServerError(f"{base} has no free user id left. Delete the databases that you do not need there.")
