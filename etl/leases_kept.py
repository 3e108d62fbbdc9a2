"""Keeps a lease for as long as the work under it goes on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from sqlalchemy.exc import DBAPIError

from etl.leases import Lease, briefly, release_lease, renew_lease
from store.database import Database

_log = logging.getLogger("kpibot.lease")


@contextmanager
def kept(database: Database, lease: Lease) -> Iterator[None]:
    """Renew the lease in the background while the block runs, and release it afterwards.

    A lease that is lost meanwhile stops nothing here: the transaction that publishes finds out, and publishes nothing.
    """
    done = Event()
    heart = Thread(target=_beat, args=(database, lease, done), name=f"lease-{lease.name}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()
        _release(database, lease)


def _beat(database: Database, lease: Lease, done: Event) -> None:
    # A quarter, so that a beat that takes its time still comes within a third of the lease.
    while not done.wait(lease.seconds / 4):
        try:
            with briefly(database) as connection:
                if not renew_lease(connection, lease):
                    _log.warning("lease lost name=%s token=%d holder=%s", lease.name, lease.token, lease.holder)
                    return
        except DBAPIError as error:
            # The next beat tries again; if none succeeds in time, the lease runs out, as it should.
            _log.warning("lease not renewed name=%s reason=%s", lease.name, error.orig)


def _release(database: Database, lease: Lease) -> None:
    try:
        with briefly(database) as connection:
            release_lease(connection, lease)
    except DBAPIError as error:
        # It runs out by itself; what the work came to must not be hidden behind this.
        _log.warning("lease not released name=%s reason=%s", lease.name, error.orig)
