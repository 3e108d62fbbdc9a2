"""How long something took or will take, for a person."""

_MINUTE = 60
_HOUR = 3600


def duration_text(seconds: float) -> str:
    """Of a few seconds the tenths count, of hours the minutes."""
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min {int(seconds % _MINUTE)} s"
    return f"{int(seconds // _HOUR)} h {int(seconds % _HOUR // _MINUTE)} min"
