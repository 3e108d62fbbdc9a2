"""Copies of one database, made while the test before is still running: to make one takes a quarter of a second."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from databases import DatabaseServer

from store.database import Database, open_database


class Copies:
    """The next copy is always on its way; what a test has left is dropped behind its back."""

    def __init__(self, server: DatabaseServer, template: str) -> None:
        self._server, self._template = server, template
        self._worker = ThreadPoolExecutor(1)
        self._next = self._order()
        self._dropped: list[Future[None]] = []

    @contextmanager
    def one(self) -> Iterator[Database]:
        """A database of its own, gone afterwards."""
        name = self._next.result()
        self._next = self._order()
        database = open_database(self._server.url_of(name))
        try:
            yield database
        finally:
            database.close()
            self._dropped.append(self._worker.submit(self._server.drop, name))

    def close(self) -> None:
        """Wait for all of it; raises what went wrong behind the tests' backs."""
        self._server.drop(self._next.result())
        self._worker.shutdown()
        for dropped in self._dropped:
            dropped.result()

    def _order(self) -> Future[str]:
        return self._worker.submit(self._server.copy, self._template)


@contextmanager
def copies_of(server: DatabaseServer, template: str) -> Iterator[Copies]:
    """Copies of a template that nobody is connected to, for as long as the block runs."""
    copies = Copies(server, template)
    yield copies
    copies.close()
