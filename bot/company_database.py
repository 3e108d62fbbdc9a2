"""The company's database as the settings name it: theirs, or the embedded one in kpibot's home; migrated either way."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.settings import Settings
from store.database import Database, open_database
from store.embedded import EmbeddedServer
from store.migrate import migrate


@contextmanager
def open_company_database(settings: Settings) -> Iterator[Database]:
    """The migrated database; the embedded server, where it is used, runs for as long as the block does."""
    with ExitStack() as stack:
        if settings.database_url is not None:
            url = settings.database_url.get_secret_value()
        else:
            settings.home.mkdir(parents=True, exist_ok=True)
            url = stack.enter_context(EmbeddedServer(settings.home)).url
        database = open_database(url, schema=settings.database_schema)
        stack.callback(database.close)
        migrate(database)
        yield database
