"""That something is not for who asked, and whom to ask instead."""

from collections.abc import Iterable, Sequence

from bot.access.limited import kept_for
from bot.access.policy import Group, Sight
from bot.views.blocks import Element, conversation, mention, paragraph, rich, runs_text, words
from bot.views.message import Message

_MOST_NAMED = 3


def refusal_message(what: str, topics: Iterable[str], sight: Sight) -> Message:
    """For who asked alone. `what`: what they asked for, as it is called."""
    groups = list({group.name: group for topic in sorted(topics) for group in sight.policy.keeping(topic)}.values())
    if not groups:
        sentence = f"{what}: guests don't see the company's numbers here. Ask who invited you."
        return _message([words(sentence)])
    whose = kept_for(next(iter(sorted(topics))), sight) if len(groups) == 1 else f"only for {_listed(groups)}"
    return _message([words(f"{what} is {whose}."), *_whom_to_ask(groups)])


def _whom_to_ask(groups: Sequence[Group]) -> list[Element]:
    people = [each for group in groups for each in group.people][:_MOST_NAMED]
    channels = [each for group in groups for each in group.channels][:_MOST_NAMED]
    ask = [words(" Ask "), *_joined([mention(each) for each in people], " or "), words(".")] if people else []
    look = [words(" It is shown in "), *_joined([conversation(each) for each in channels], " and "), words(".")]
    return [*ask, *(look if channels else [])]


def _joined(runs: Sequence[Element], between: str) -> list[Element]:
    return [run for index, each in enumerate(runs) for run in ((words(between), each) if index else (each,))]


def _listed(groups: Sequence[Group]) -> str:
    return "the groups " + " and ".join(group.name for group in groups)


def _message(runs: list[Element]) -> Message:
    return Message(runs_text(runs), (rich(paragraph(*runs)),))
