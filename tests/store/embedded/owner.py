"""A kpibot process for the tests to kill: starts the home's server and says so, then does what it is told.

Arguments: the home, and optionally `insert` (write numbers and print each one that was acknowledged), `thread` (start
from a thread that then ends), `fail` (end without a stop) or `watchdog` (as where there is no death signal). It ends
when its input closes.
"""

import json
import sys
import threading
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from store.embedded import EmbeddedServer, child


def main(home: str, order: str = "") -> None:
    if order == "watchdog":
        child._HAS_DEATH_SIGNAL = False
    server = EmbeddedServer(Path(home), durable=order == "insert")
    if order == "thread":
        thread = threading.Thread(target=server.start)
        thread.start()
        thread.join()
    else:
        server.start()
    pid = server._process.pid if server._process else None
    _say({"owner": server.is_owner, "url": server.url, "server_pid": pid})
    if order == "insert":
        _insert_for_ever(server.url)
    if order == "fail":
        sys.exit("as after an exception that nobody caught")
    sys.stdin.read()
    server.stop()


def _insert_for_ever(url: str) -> None:
    parts = make_url(url)
    where = parts.query.get("host", parts.host)
    with psycopg.connect(
        host=str(where), port=parts.port, user=parts.username, password=parts.password, dbname="kpibot", autocommit=True
    ) as connection:
        connection.execute("DROP TABLE IF EXISTS acknowledged")
        connection.execute("CREATE TABLE acknowledged (number int)")
        number = 0
        while True:
            number += 1
            connection.execute("INSERT INTO acknowledged VALUES (%s)", [number])
            _say(number)


def _say(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
