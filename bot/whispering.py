"""Tells one person what has a picture: the words at once where the picture takes long, and without it in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.access.policy import Sight
from bot.drawing import Drawing
from bot.pictures import Pictures
from bot.places import Place
from bot.putting import put_best
from bot.views.message import Message


class Illustrated(Protocol):
    """What is told, with what is drawn of it, if anything."""

    @property
    def drawing(self) -> Drawing | None:
        """What its picture is of."""

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        """It in ever plainer clothes, the best first."""


# What finds the digest that words name, for who may see so much: bot.digest.previewing.DigestPreviews.of. It blocks.
Previews = Callable[[str, Sight], Illustrated]


@dataclass(frozen=True)
class _Whispered:
    place: Place

    async def put(self, message: Message) -> None:
        await self.place.whisper(message)


async def whisper_best(found: Illustrated, place: Place, pictures: Pictures, seconds: float) -> None:
    """Whisper it, with its picture where that is there in so many seconds, and where Slack takes it."""
    picture = pictures.of(found.drawing) if found.drawing is not None else None
    await put_best(_Whispered(place), found.messages(await pictures.within(seconds, picture)))
