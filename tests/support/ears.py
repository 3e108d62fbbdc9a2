"""What listens outside: a web server on this machine that keeps what it is told, and answers as it is bidden."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Ear:
    """`heard`: the method and the JSON of each request. `answers`: the next status codes; 200 where there is none."""

    heard: list[tuple[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""


@contextmanager
def listening_ear() -> Iterator[Ear]:
    """It listens for as long as the block runs."""
    ear = Ear()

    class Handler(BaseHTTPRequestHandler):
        def _hear(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            ear.heard.append((self.command, json.loads(self.rfile.read(length)) if length else None))
            self.send_response(ear.answers.pop(0) if ear.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = _hear  # noqa: N815  # the names that the server calls

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's own name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        ear.url = f"http://127.0.0.1:{server.server_port}/secret-path"
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield ear
        server.shutdown()
        serving.join()
