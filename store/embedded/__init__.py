"""The embedded server: PostgreSQL for whoever sets no DATABASE_URL."""

from store.embedded.errors import EmbeddedServerError
from store.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer", "EmbeddedServerError"]
