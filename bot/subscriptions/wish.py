"""What somebody wants to be sent, besides the question: when, in which zone, and where."""

from dataclasses import dataclass

from bot.subscriptions.schedule import Schedule


@dataclass(frozen=True)
class Here:
    """The conversation where it is typed."""

    words: str = "here"


@dataclass(frozen=True)
class Me:
    """A direct message to who types it."""

    words: str = "me"


@dataclass(frozen=True)
class ChannelId:
    """A channel by its id."""

    id: str

    @property
    def words(self) -> str:
        return self.id


@dataclass(frozen=True)
class ChannelName:
    """A channel by its name, which is known only of the one where it is typed."""

    name: str

    @property
    def words(self) -> str:
        return f"#{self.name}"


Where = Here | Me | ChannelId | ChannelName


@dataclass(frozen=True)
class Wish:
    """The schedule, and what was said of the zone and the place."""

    schedule: Schedule
    zone: str | None = None
    where: Where | None = None

    @property
    def words(self) -> str:
        """What to type for it behind a question."""
        zone = f" in {self.zone}" if self.zone else ""
        where = f" {self.where.words}" if self.where else ""
        return f"{self.schedule.words}{zone}{where}"
