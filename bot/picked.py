"""What was chosen in the picker, as words for the one parser, and what is wrong with it, by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.language import NotUnderstood, read_question
from bot.views.not_understood import complaint
from metrics.period_words import EXAMPLES

# The value of an option that adds no words.
UNSAID = "-"


class Field(StrEnum):
    """A field of the picker."""

    METRIC = "metric"
    PERIOD = "period"
    WORDS = "words"
    BY = "by"
    VERSUS = "versus"


@dataclass(frozen=True)
class Picked:
    """The words of each field that was filled in."""

    fields: Mapping[Field, str]

    @property
    def words(self) -> str:
        """What one would type after /kpi for the same."""
        return " ".join(self.fields.values())

    def faults(self) -> dict[str, str]:
        """A sentence for each field that can't be understood, by its name; none where the whole is a question."""
        if not isinstance(read_question(self.words), NotUnderstood):
            return {}
        metric = self.fields.get(Field.METRIC, "")
        alone = {field: read_question(f"{metric} {text}") for field, text in self.fields.items() if text != metric}
        wrong = {str(field): _sentence(read) for field, read in alone.items() if isinstance(read, NotUnderstood)}
        return wrong or {str(self._culprit()): "This does not go together with the other choices."}

    def _culprit(self) -> Field:
        """Each field is right by itself: what was typed is changed more easily than what the menus offer."""
        return Field.WORDS if Field.WORDS in self.fields else Field.METRIC


def read_picked(view: Mapping[str, Any]) -> Picked:
    """What a submitted view holds. A time in words counts instead of the one of the menu."""
    values = view["state"]["values"]
    chosen = {field: _value(values.get(str(field), {})) for field in Field}
    if chosen[Field.WORDS]:
        chosen[Field.PERIOD] = ""
    return Picked({field: text for field, text in chosen.items() if text not in {"", UNSAID}})


def _value(block: Mapping[str, Any]) -> str:
    """The value of a block's only element."""
    for element in block.values():
        option = element.get("selected_option")
        return str(option["value"] if option else element.get("value") or "").strip()
    return ""


def _sentence(read: NotUnderstood) -> str:
    return f"{complaint(read)} Write, for example, {EXAMPLES[0]} or {EXAMPLES[-1]}."
