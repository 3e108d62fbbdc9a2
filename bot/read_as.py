"""An answer that says how its question was read: what a person asked in their own words must be checkable."""

from dataclasses import dataclass, replace

from bot.drawing import Drawing
from bot.exhibits import Found
from bot.views.blocks import context
from bot.views.message import Message, spoken


@dataclass(frozen=True)
class FoundByReading:
    """What was found, with the words that were looked up."""

    found: Found
    words: str

    @property
    def drawing(self) -> Drawing | None:
        """As that of what was found."""
        return self.found.drawing

    @property
    def content(self) -> Drawing:
        """The numbers."""
        return self.found.content

    @property
    def outcome(self) -> str:
        """As that of what was found."""
        return self.found.outcome

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        """The same in ever plainer clothes, each below its headline with the words."""
        return tuple(self._told(message) for message in self.found.messages(file_id))

    def _told(self, message: Message) -> Message:
        said = f"I read this as: /kpi {self.words}"
        text = spoken(f"{said}.")
        if not message.blocks:
            return replace(message, text=f"{message.text} {text}")
        head, *rest = message.blocks
        return replace(message, text=f"{message.text} {text}", blocks=(head, context(said), *rest))
