"""Who is told of every answer that was shown, to remember it."""

from dataclasses import dataclass
from typing import Protocol

from bot.drawing import Drawing
from bot.shown import Showable
from bot.spot import Spot


@dataclass(frozen=True)
class Occasion:
    """Who wanted an answer, and in which conversation. `clicked_at`: when a control of an answer that stood
    there was clicked, as Slack's timestamp; None for a question of its own. `channel_name`: where it is known.
    """

    user: str
    channel: str
    clicked_at: str | None = None
    channel_name: str | None = None

    @property
    def is_click(self) -> bool:
        """Whether it was with a control of an answer that stood there."""
        return self.clicked_at is not None


class Witness(Protocol):
    """What remembers: bot.remembering.Remembering."""

    async def saw(
        self, occasion: Occasion, shown: Showable, content: Drawing, spot: Spot | None, *, may_follow: bool
    ) -> None:
        """An answer is shown now; at `spot`, where a whole conversation sees it. `may_follow`: whether it may go on to
        show new numbers by itself. Never raises.
        """
