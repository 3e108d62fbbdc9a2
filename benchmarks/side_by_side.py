"""Measures things in turn, A B A B …, in one run, and prints medians and ratios: the machine's mood cancels out."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from store.database import Database, open_database
from store.embedded import EmbeddedServer
from store.embedded.settings import SHARED_BUFFERS
from store.migrate import migrate

Action = Callable[[], object]


@contextmanager
def database(shared_buffers: str = SHARED_BUFFERS) -> Iterator[Database]:
    """A migrated database on a durable server of its own."""
    with TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home), shared_buffers=shared_buffers)
        try:
            with server:
                opened = open_database(server.url)
                migrate(opened)
                try:
                    yield opened
                finally:
                    opened.close()
        finally:
            # As root the data do not lie in the home.
            server.destroy()


def seconds(action: Action) -> float:
    """How long it took, once."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turn(actions: dict[str, Action], rounds: int, before: Action = lambda: None) -> dict[str, float]:
    """The median seconds of each action over so many rounds; `before` runs, unmeasured, before every one."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            before()
            taken[name].append(seconds(action))
    return {name: median(values) for name, values in taken.items()}


def show(title: str, rows: dict[str, str]) -> None:
    """One table."""
    print(f"\n{title}")
    width = max(map(len, rows))
    for name, text in rows.items():
        print(f"  {name:<{width}}  {text}")


def goal(measured: float, most: float, unit: str = "") -> str:
    """A measured value beside the most that it may be."""
    return f"{measured:.2f}{unit} (goal at most {most:g}{unit}: {'met' if measured <= most else 'MISSED'})"
