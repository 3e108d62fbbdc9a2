"""Why a source is not mirrored; each sentence says what to do. A wrong row is refused, not raised."""


class RelationError(Exception):
    """A relation can't be mirrored as it is, and what was mirrored from it before stands."""


class MirrorError(Exception):
    """Nothing at all was mirrored, and everything stands as it was."""
