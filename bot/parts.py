"""Which part of the bot a process is: all of it, or Slack's side and the clock's work apart."""

from enum import StrEnum


class Part(StrEnum):
    """BOT hears people and answers; WORKER does what comes by itself: runs, digests, alerts, deliveries, audits."""

    ALL = "all"
    BOT = "bot"
    WORKER = "worker"

    @property
    def hears(self) -> bool:
        """Whether people are answered here."""
        return self is not Part.WORKER

    @property
    def works(self) -> bool:
        """Whether what comes by itself is done here."""
        return self is not Part.BOT
