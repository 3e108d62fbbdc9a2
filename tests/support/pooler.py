"""A real PgBouncer in transaction mode before the tests' server: what many hosts put between a program and Postgres."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ports import free_port
from sqlalchemy import URL, make_url

# Few connections, and each transaction on the next of them: whoever counts on a session fails.
_SETTINGS = """
[databases]
* = host={host} port={port} user={user} password='{password}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
server_round_robin = 1
"""


@dataclass(frozen=True)
class Pooler:
    """A running PgBouncer; its databases are those of the server behind it."""

    port: int

    def url_of(self, database: str) -> str:
        return f"postgresql://kpibot@127.0.0.1:{self.port}/{database}"


def find_pgbouncer() -> str | None:
    """The program, where it is installed; Debian keeps it out of an ordinary user's path."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def running_pooler(program: str, server_url: str) -> Iterator[Pooler]:
    """PgBouncer before this server, for as long as the block runs."""
    server, port = make_url(server_url), free_port()
    account = _account(_host(server))
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "pgbouncer.ini"
        settings.write_text(_settings(server, port))
        for path in (Path(folder), settings):
            os.chown(path, *account)
        process = subprocess.Popen(  # noqa: S603  # found on the path
            [program, "--quiet", str(settings)],
            # It refuses to run as root; and only the server's own account reaches the server's socket.
            **({"user": account[0], "group": account[1], "extra_groups": []} if os.getuid() == 0 else {}),
        )
        try:
            _wait_until_it_listens(process, port)
            yield Pooler(port)
        finally:
            process.terminate()
            process.wait(20)


def _settings(server: URL, listen_port: int) -> str:
    return _SETTINGS.format(
        host=_host(server),
        port=server.port or 5432,
        user=server.username,
        password=server.password or "",
        listen_port=listen_port,
    )


def _host(server: URL) -> str:
    return str(server.query.get("host") or server.host or "127.0.0.1")


def _account(host: str) -> tuple[int, int]:
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    if not host.startswith("/"):
        return 65534, 65534
    found = Path(host).stat()
    return found.st_uid, found.st_gid


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise RuntimeError(f"PgBouncer ended with {process.returncode} before it listened.")
