"""What is said while an answer is on its way, and when there is none."""

from dataclasses import dataclass

from bot.shown import Showable
from bot.views.action_ids import AGAIN
from bot.views.blocks import actions, button, clipped, code, paragraph, rich, words
from bot.views.message import Message, spoken

_TYPED_LIMIT = 300


@dataclass(frozen=True)
class Notice:
    """That something is on its way. `passing` stands where it will be replaced, `lasting` where it stays."""

    passing: Message
    lasting: Message


def on_its_way(shown: Showable) -> Notice:
    """An answer is."""
    return Notice(still_working(shown), takes_longer(shown))


def still_working(shown: Showable) -> Message:
    """Stands where the answer will stand. Were the bot to end now, the button would still bring the answer."""
    text = f"⏳ Still working on {shown.title}…"
    again = actions(button("Ask again", AGAIN, shown.words))
    return Message(spoken(text), (rich(paragraph(words(text))), again))


def takes_longer(shown: Showable) -> Message:
    """Still true when the answer stands below it: where a notice can't be taken back."""
    return plain_sentence(f"⏳ {shown.title} takes a little longer than usual; the answer will follow.")


def failure(typed: str, code_of_failure: str, again: str | None) -> Message:
    """There is no answer, through no fault of the asker. `again`: the action of a button that tries again."""
    asked = clipped(typed, _TYPED_LIMIT)
    sentence = (
        f"I could not answer “{asked}”: something went wrong on my side. Please try again. "
        "If it stays, tell whoever runs kpibot this code: "
    )
    blocks = [rich(paragraph(words(sentence), code(code_of_failure)))]
    if again is not None:
        blocks.append(actions(button("Try again", f"{again}again", asked)))
    return Message(spoken(f"{sentence}{code_of_failure}"), tuple(blocks))


def nothing_new() -> Message:
    """Refresh found the same number. Without a word it would look as if the button did nothing."""
    return plain_sentence("Nothing new since: this is still the newest number.")


def unsure(typed: str, code_of_failure: str) -> Message:
    """Slack did not say whether it took the answer. Sending it again could show it twice."""
    return plain_sentence(
        f"Slack did not tell me whether my answer to “{clipped(typed, _TYPED_LIMIT)}” arrived. "
        f"If you don't see it, please ask again. (Code {code_of_failure})"
    )


def plain_sentence(text: str) -> Message:
    """A sentence, and nothing to press."""
    return Message(spoken(text), (rich(paragraph(words(text))),))
