"""A process that dies at a moment of the test's choosing, without a last word."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from store.database import Database


class DeadError(Exception):
    """The process died here."""


@contextmanager
def dying_at(database: Database, number: int, among: str = "") -> Iterator[None]:
    """Let the process die before its statement of this number, and let no later one reach the database.

    Counted are commits, and the statements in which the regular expression `among` is found.
    """
    seen = 0

    def die(statement: str) -> None:
        nonlocal seen
        seen += statement == "COMMIT" or bool(re.search(among, statement))
        if seen >= number:
            raise DeadError

    listeners = {
        "before_cursor_execute": lambda _connection, _cursor, statement, *_: die(statement),
        "commit": lambda _connection: die("COMMIT"),
    }
    for name, listener in listeners.items():
        event.listen(database.engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(database.engine, name, listener)
