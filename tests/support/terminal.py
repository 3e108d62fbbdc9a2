"""The `kpibot` command in a process of its own, over a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from databases import DatabaseServer

Kpibot = Callable[..., subprocess.CompletedProcess[str]]


def run_kpibot(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KPIBOT_", "SLACK_"))}
    inherited.pop("DATABASE_URL", None)
    program = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    return subprocess.run(  # noqa: S603  # our own program
        program, capture_output=True, text=True, check=False, env=inherited | environment | {"COLUMNS": "200"}
    )


@contextmanager
def over_a_database(server: DatabaseServer, template: str) -> Iterator[Kpibot]:
    """The command over a database of its own; it takes settings by keyword."""
    name = server.copy(template)
    yield lambda *words, **settings: run_kpibot({"DATABASE_URL": server.url_of(name), **settings}, *words)
    server.drop(name)
