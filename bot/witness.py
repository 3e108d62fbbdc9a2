"""Who is told of every answer that was shown, to remember it."""

from dataclasses import dataclass
from typing import Protocol

from bot.drawing import Drawing
from bot.shown import Showable
from bot.spot import Spot


@dataclass(frozen=True)
class Occasion:
    """Who wanted an answer, and in which conversation. `is_click`: with a control of an answer that stood there."""

    user: str
    channel: str
    is_click: bool = False


class Witness(Protocol):
    """What remembers: bot.remembering.Remembering."""

    async def saw(self, occasion: Occasion, shown: Showable, content: Drawing, spot: Spot | None) -> None:
        """An answer is shown now; at `spot`, where a whole conversation sees it. Never raises."""
