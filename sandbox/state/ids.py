"""Ids in Slack's shapes, and message timestamps that never repeat."""

from datetime import datetime
from itertools import count

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Hands out ids and timestamps, each only once in a workspace."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._last_micros = 0

    def make(self, prefix: str, width: int = 8) -> str:
        """An id such as F00000012."""
        number, text = next(self._numbers), ""
        while number:
            number, digit = divmod(number, 36)
            text = _DIGITS[digit] + text
        return prefix + text.rjust(width, "0")

    def timestamp(self, now: datetime) -> str:
        """A message's ts: seconds and six digits, later than every one before it."""
        self._last_micros = max(int(now.timestamp() * 1_000_000), self._last_micros + 1)
        seconds, micros = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{micros:06d}"
