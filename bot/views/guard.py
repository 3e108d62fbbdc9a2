"""That a test runs with its users split wrongly, as a message."""

from bot.views.action_ids import OPEN
from bot.views.blocks import actions, button, header, paragraph, rich, words
from bot.views.message import Message, spoken
from metrics.experiments.model import Reading
from metrics.experiments.sentences import status_text, verdict_text

_WHAT_TO_DO = (
    "Whoever is missing may differ from those who are counted, so no result of it can be trusted. Look for users who "
    "are lost on the way (redirects, crashes, bots that are filtered in one variant alone), mend it, and begin anew."
)


def guard_message(reading: Reading, currency: str) -> Message:
    """What is wrong, and what to do about it."""
    title = f"{reading.design.title}: its users are split wrongly"
    facts = f"{verdict_text(reading, currency)}; {status_text(reading)}."
    facts = f"{facts[:1].upper()}{facts[1:]}"
    key = reading.design.key
    return Message(
        spoken(f"⚠️ {title}. {facts} {_WHAT_TO_DO}"),
        (
            header(f"⚠️ {title}"),
            rich(paragraph(words(facts)), paragraph(words(_WHAT_TO_DO))),
            actions(button("Open the experiment", f"{OPEN}experiment", f"experiment {key}")),
        ),
    )
