"""Waiting for a server: one that another process runs, or one that was just started."""

import time
from contextlib import suppress

import psycopg
from psycopg import sql

from store.embedded.child import ServerProcess
from store.embedded.cluster import read_password
from store.embedded.connection import DATABASE, Access, recorded_address, serves
from store.embedded.errors import EmbeddedServerError
from store.embedded.locks import is_held
from store.embedded.log import BoundedLog
from store.embedded.site import Site

POLL_SECONDS = 0.01


def running_server(site: Site, deadline: float) -> Access | None:
    """The way to the server that another process runs; None where there is none. Waits while one starts or ends."""
    while is_held(site.room.server_lock):
        address = recorded_address(site.data / "postmaster.pid")
        if address is not None:
            access = Access(address, read_password(site))
            if answers(access, site):
                return access
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"A server for {site.room.home} is running but does not answer. End the kpibot that started it "
                f"and try again. Its log says:\n{BoundedLog(site.room.log_file).tail()}"
            )
        time.sleep(POLL_SECONDS)
    return None


def answers(access: Access, site: Site) -> bool:
    """Whether the server of this site is at the other end."""
    with suppress(psycopg.OperationalError), access.connect() as connection:
        return serves(connection, site.data)
    return False


def wait_until_ready(process: ServerProcess, access: Access, site: Site, log: BoundedLog, deadline: float) -> None:
    """Return once the server takes connections; raise, with the end of its log, where it ends or takes too long."""
    while not process.has_ended() and time.monotonic() < deadline:
        try:
            with access.connect() as connection:
                if serves(connection, site.data):
                    return
        except psycopg.OperationalError as error:
            _refuse_wrong_password(error, site)
        time.sleep(POLL_SECONDS)
    if process.has_ended():
        process.wait(seconds=1)  # for the last lines of its log
    why = "stopped while starting" if process.has_ended() else "did not answer in time"
    raise EmbeddedServerError(
        f"The embedded PostgreSQL {why}. Correct what its log says (all of it is in {log.path}), "
        f"or set DATABASE_URL to a database of your own:\n{log.tail()}"
    )


def _refuse_wrong_password(error: psycopg.OperationalError, site: Site) -> None:
    if "password authentication failed" in str(error):
        raise EmbeddedServerError(
            f"The password in {site.room.password_file} is not that of the database in {site.data}. "
            "Bring the file back that was made with it."
        ) from error


def ensure_database(access: Access) -> None:
    """Make the database "kpibot" if a first start has not made it yet."""
    with access.connect() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
