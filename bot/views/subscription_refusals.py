"""Why there is no subscription, and what to do about it."""

from dataclasses import replace

from bot.subscriptions.book import TooMany
from bot.subscriptions.reading import EXAMPLE
from bot.subscriptions.wish import Wish
from bot.views.action_ids import ASK
from bot.views.blocks import Element, channel, code, paragraph, rich, runs_text, words
from bot.views.message import Block, Message, spoken
from bot.views.notices import plain_sentence

_EXAMPLE = f"/kpi subscribe {EXAMPLE}"


def not_to_be_posted() -> Message:
    """What is asked is no number."""
    return plain_sentence(f"I post numbers and pages: whatever /kpi answers with one. For example: {_EXAMPLE}")


def subscribing_instead(message: Message, wish: Wish) -> Message:
    """The same suggestions of questions, each of which subscribes where it is pressed."""
    return replace(message, blocks=tuple(_subscribing(block, wish) for block in message.blocks))


def channel_not_known(name: str) -> Message:
    """A channel elsewhere was meant by its name, which the bot may not look up."""
    return plain_sentence(
        f"I can't look up #{name} from here. Type the same in #{name}, or write its id in place of its name: "
        "it stands at the bottom of the channel's details, and looks like C0123ABCD."
    )


def may_not_post(channel_id: str, *, is_here: bool) -> Message:
    """Slack lets the bot not write there, or knows the asker not to be there."""
    if is_here:
        return plain_sentence("I may not post here: invite me with /invite @kpibot, and subscribe again.")
    runs = [
        words("I can't post in "),
        channel(channel_id),
        words(" for you: both you and I have to be in it. Invite me there with /invite @kpibot, and subscribe again."),
    ]
    return Message(runs_text(runs), (rich(paragraph(*runs)),))


def too_many_message(too_many: TooMany) -> Message:
    """Another one would be read by nobody."""
    there_are = f"You have {too_many.most} subscriptions" if too_many.of_person else f"{too_many.most} are posted there"
    return plain_sentence(f"{there_are} already. Remove one first: /kpi subscriptions")


def no_such_subscription(number: int) -> Message:
    """Its number is nobody's, or nothing that who asks may know of."""
    return plain_sentence(
        f"There is no subscription {number} here, nor one of yours. /kpi subscriptions lists those that you can change."
    )


def made_anew() -> Message:
    """One that was removed can't be brought back."""
    return plain_sentence("The same has been subscribed again since: there is nothing to bring back.")


def which_change() -> Message:
    """What is to become of which one was not understood."""
    start, example = "Write what to do with which one, for example", "/kpi subscriptions pause 3"
    rest = " (pause, resume, remove, send). /kpi subscriptions lists them with their numbers."
    return Message(
        spoken(f"{start} {example}{rest}"), (rich(paragraph(words(f"{start} "), code(example), words(rest))),)
    )


def _subscribing(block: Block, wish: Wish) -> Block:
    return (
        {**block, "elements": [_pressed(each, wish) for each in block["elements"]]}
        if block["type"] == "actions"
        else block
    )


def _pressed(element: Element, wish: Wish) -> Element:
    if not str(element.get("action_id")).startswith(ASK):
        return element
    return {**element, "value": f"subscribe {element['value']} {wish.words}"}
