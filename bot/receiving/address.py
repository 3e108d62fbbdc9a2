"""An address of this machine to listen at."""

import re
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
_ADDRESS = re.compile(r"(?:(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):)?(?P<port>\d{1,5})")


@dataclass(frozen=True)
class Address:
    """A host and port; port 0 takes a free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def read_address(text: str) -> Address:
    """Such as "0.0.0.0:3000"; a port alone listens to this machine only. Raises ValueError with a sentence."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int(found["port"]) > 65535:
        raise ValueError(f"{text!r} is no address to listen at; write one such as 127.0.0.1:3000, or 0.0.0.0:3000")
    return Address((found["host"] or LOOPBACK).strip("[]"), int(found["port"]))
