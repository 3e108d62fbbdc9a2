"""How to reach the server: its address, its URL, and connections that are certainly to it."""

import socket
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

USER = "kpibot"
DATABASE = "kpibot"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """A socket's folder, or the loopback address; and the port."""

    host: str
    port: int

    @property
    def is_socket(self) -> bool:
        return self.host.startswith("/")


@dataclass(frozen=True)
class Access:
    """An address with the password that opens it."""

    address: Address
    password: str = field(repr=False)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database of this server. It carries the password: keep it out of logs."""
        over_socket = self.address.is_socket
        return URL.create(
            "postgresql+psycopg",
            username=USER,
            password=self.password,
            host=None if over_socket else self.address.host,
            port=self.address.port,
            database=database,
            query={"host": self.address.host} if over_socket else {"sslmode": "disable", "gssencmode": "disable"},
        ).render_as_string(hide_password=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """An autocommit connection. It proves the password only to a server that proves to know it as well."""
        return psycopg.connect(
            host=self.address.host,
            port=self.address.port,
            user=USER,
            password=self.password,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
            require_auth="scram-sha-256",
            sslmode="disable",
            gssencmode="disable",
        )


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket(socket.AF_INET) as trial:
        trial.bind((LOOPBACK, 0))
        port: int = trial.getsockname()[1]
        return port


def recorded_address(pid_file: Path) -> Address | None:
    """The address that a running server wrote into its postmaster.pid; None while it has not yet."""
    try:
        lines = pid_file.read_text().splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    if len(lines) < 8 or not lines[7].startswith("ready"):
        return None
    return Address(lines[4] or lines[5], int(lines[3]))


def serves(connection: psycopg.Connection, data: Path) -> bool:
    """Whether the server at the other end is the one of this data folder."""
    row = connection.execute("SHOW data_directory").fetchone()
    return row is not None and row[0] == str(data)
