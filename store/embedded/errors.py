"""The one error of the embedded server."""


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL can't be used as things stand; the sentence says what to do."""
