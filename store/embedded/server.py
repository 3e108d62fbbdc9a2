"""One PostgreSQL server for one home: started by whoever comes first, used by all, gone with the one who started it."""

import atexit
import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg import sql

from store.embedded.binaries import own_binaries, shared_binaries
from store.embedded.child import ServerProcess
from store.embedded.cluster import ensure_cluster
from store.embedded.connection import DATABASE, LOOPBACK, Access, Address, free_port
from store.embedded.errors import EmbeddedServerError
from store.embedded.locks import held, is_held
from store.embedded.log import BoundedLog
from store.embedded.readiness import POLL_SECONDS, answers, ensure_database, running_server, wait_until_ready
from store.embedded.settings import SHARED_BUFFERS, server_command, write_hba
from store.embedded.site import Site, enter_room, find_site
from store.embedded.sockets import PORT, remove_sockets, socket_folder


class EmbeddedServer:
    """The database that kpibot brings itself, for a home folder. It is not for a company's production: DATABASE_URL is.

    The first process of a home owns the server; others that start it meanwhile use the owner's and leave it running.
    It ends with its owner, also when the owner is killed. Then `start()` may be called again: the next caller owns it.
    """

    def __init__(
        self,
        home: Path,
        *,
        durable: bool = True,
        timeout: float = 60,
        sockets: bool = True,
        shared_buffers: str = SHARED_BUFFERS,
    ) -> None:
        self._home = home
        self._durable = durable
        self._timeout = timeout
        self._sockets = sockets
        self._shared_buffers = shared_buffers
        self._site: Site | None = None
        self._access: Access | None = None
        self._process: ServerProcess | None = None
        self._owner = 0

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the database "kpibot". It carries the password: keep it out of logs."""
        return self.url_of(DATABASE)

    @property
    def is_owner(self) -> bool:
        """Whether this process started the server and ends it."""
        return self._process is not None and self._owner == os.getpid()

    def url_of(self, database: str) -> str:
        """The SQLAlchemy URL of another database of this server."""
        return self._reached().url(database)

    def start(self) -> None:
        """Start the home's server, or use the one that another process runs; nothing where it runs already."""
        deadline = time.monotonic() + self._timeout
        if self._is_running(deadline):
            return
        self.stop()
        room = enter_room(self._home)
        with held(room.start_lock, deadline):
            self._site = find_site(room)
            self._access = running_server(self._site, deadline) or self._launch(self._site, deadline)

    def stop(self) -> None:
        """End the server if this process owns it, else only let go of it."""
        process, site, owner = self._process, self._site, self.is_owner
        self._process = self._site = self._access = None
        # In a forked child the server is still the parent's.
        if process is not None and site is not None and owner:
            atexit.unregister(self.stop)
            process.stop()
            remove_sockets(site)

    def destroy(self) -> None:
        """Stop the server and delete the home's database for good."""
        self.stop()
        room = enter_room(self._home)
        with held(room.start_lock, time.monotonic() + self._timeout):
            if is_held(room.server_lock):
                raise EmbeddedServerError(f"The database of {room.home} is in use. End the other kpibot first.")
            site = find_site(room)
            remove_sockets(site)
            shutil.rmtree(site.place)
        shutil.rmtree(room.path, ignore_errors=True)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database and return its URL. A template is copied; nobody may be connected to it meanwhile."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._execute(statement)
        return self.url_of(name)

    def drop_database(self, name: str) -> None:
        """Delete a database, cutting off who is still connected to it; nothing where there is none."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _reached(self) -> Access:
        if self._access is None:
            raise EmbeddedServerError("The database server is not running. Call start() first.")
        return self._access

    def _execute(self, statement: sql.Composed) -> None:
        with self._reached().connect() as connection:
            connection.execute(statement)

    def _is_running(self, deadline: float) -> bool:
        if self._access is None or self._site is None:
            return False
        if not self.is_owner or self._process is None:
            return answers(self._access, self._site)
        # A server that was just killed cuts off its clients some moments before it can be seen to have ended.
        while not self._process.has_ended():
            if answers(self._access, self._site):
                return True
            if time.monotonic() > deadline:
                raise EmbeddedServerError(
                    "The database server runs but does not answer. Stop kpibot and start it again. "
                    f"Its log says:\n{BoundedLog(self._site.room.log_file).tail()}"
                )
            time.sleep(POLL_SECONDS)
        return False

    def _launch(self, site: Site, deadline: float) -> Access:
        (site.data / "postmaster.pid").unlink(missing_ok=True)  # the lock is free: whatever it names is not our server
        binaries = shared_binaries(site.place.parent) if site.account else own_binaries()
        password = ensure_cluster(site, binaries, durable=self._durable)
        write_hba(site)
        access = Access(self._choose_address(site), password)
        log = BoundedLog(site.room.log_file)
        command = server_command(
            binaries, site, access.address, durable=self._durable, shared_buffers=self._shared_buffers
        )
        process = ServerProcess(command, site.account, site.room.server_lock, log)
        try:
            wait_until_ready(process, access, site, log, deadline)
            ensure_database(access)
        except BaseException:
            process.stop()
            remove_sockets(site)
            raise
        self._process, self._owner = process, os.getpid()
        atexit.register(self.stop)  # the server would end anyway; its sockets would stay
        return access

    def _choose_address(self, site: Site) -> Address:
        folder = socket_folder(site) if self._sockets else None
        return Address(LOOPBACK, free_port()) if folder is None else Address(str(folder), PORT)
