"""What can be wrong with a whole file; each sentence says what to do. A wrong row is refused, not raised."""


class ImportFileError(Exception):
    """The file can't be imported, and nothing was changed."""
