"""Progress of long work: a bar on a terminal, plain log lines elsewhere."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

# Called with how much is done, how much there is, and what is being done.
Report = Callable[[int, int, str], None]

_log = logging.getLogger("kpibot.progress")


@contextmanager
def reporting(title: str) -> Iterator[Report]:
    """A report to call as the work goes on."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _logging_report(title)
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[now]}"),
        TimeElapsedColumn(),
        console=console,
    ) as progress:
        task = progress.add_task(title, total=None, now="")
        yield lambda done, total, now: progress.update(task, completed=done, total=total, now=now)


def _logging_report(title: str) -> Report:
    tenths = -1

    def report(done: int, total: int, now: str) -> None:
        nonlocal tenths
        reached = 10 * done // total if total else 10
        if reached > tenths:
            tenths = reached
            _log.info("%s: %d of %d, %s", title, done, total, now)

    return report
