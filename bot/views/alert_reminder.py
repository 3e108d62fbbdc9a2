"""What is said while nobody has taken up what is critical. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from bot.views.action_ids import ALERT_TAKE
from bot.views.blocks import actions, button, channel, mention, paragraph, rich, runs_text, strong, words
from bot.views.message import Message

_HOURS_FROM = timedelta(hours=2)


def reminder_message(title: str, waited: timedelta, named: Sequence[str], where: str | None) -> Message:
    """`title`: the headline of the alert; `where`: its conversation, for who is told elsewhere."""
    names = [run for each in named for run in (mention(each), words(" "))]
    place = [words(" in "), channel(where)] if where and where[0] in "CG" else []
    how = "Acknowledge with the button, or by reacting to this message." if where else "React to the alert, or to this."
    runs = [*names, words("⏰ Nobody has acknowledged this for "), words(_length(waited)), *place, words(": ")]
    sentence = [*runs, strong(title)]
    small = paragraph(words(how))
    blocks = (rich(paragraph(*sentence), small), actions(button("Acknowledge", ALERT_TAKE, "take", primary=True)))
    return Message(runs_text(sentence), blocks)


def _length(waited: timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    if waited < _HOURS_FROM:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} hours" if not minutes else f"{hours} h {minutes} min"
