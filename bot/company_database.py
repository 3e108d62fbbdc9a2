"""The company's database as the settings name it: theirs, or the embedded one in kpibot's home; migrated either way."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

from bot.settings import Settings
from store.database import Database, open_database
from store.embedded import EmbeddedServer, EmbeddedServerError
from store.migrate import migrate

_log = logging.getLogger("kpibot.database")
_LOOK_EVERY_SECONDS = 1.0


@contextmanager
def open_company_database(settings: Settings, *, keep_running: bool = False) -> Iterator[Database]:
    """The migrated database; the embedded server, where it is used, runs for as long as the block does.

    `keep_running` is for who stays: the server may belong to a short command that came first, and goes with it.
    """
    with reached_database(settings, keep_running=keep_running) as database:
        migrate(database)
        yield database


@contextmanager
def reached_database(settings: Settings, *, keep_running: bool = False) -> Iterator[Database]:
    """As `open_company_database`, but just as it is: perhaps of an older kpibot, and perhaps out of reach."""
    with ExitStack() as stack:
        if settings.database_url is not None:
            url = settings.database_url.get_secret_value()
        else:
            settings.home.mkdir(parents=True, exist_ok=True)
            server = stack.enter_context(EmbeddedServer(settings.home))
            url = server.url
            if keep_running:
                stack.enter_context(_taken_over(server))
        database = open_database(url, schema=settings.database_schema)
        stack.callback(database.close)
        yield database


@contextmanager
def _taken_over(server: EmbeddedServer) -> Iterator[None]:
    """Start the server again whenever its owner has gone, for as long as the block runs."""
    stop = Event()

    def look() -> None:
        while not stop.wait(_LOOK_EVERY_SECONDS):
            try:
                server.start()
            except EmbeddedServerError as error:
                _log.error("embedded_server not running reason=%s", error)

    keeper = Thread(target=look, name="embedded-server-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()
