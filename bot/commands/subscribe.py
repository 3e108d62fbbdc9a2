"""`/kpi subscribe <question> <schedule> [in Zone] [#channel|here|me]`: an answer that comes by itself from now on."""

from collections.abc import Sequence

from bot.command import Command, Errand, Reply, Say, Show
from bot.command_registry import read_command
from bot.subscriptions.orders import Subscribe
from bot.subscriptions.reading import Misread, read_request
from bot.views.notices import plain_sentence
from bot.views.subscription_refusals import not_to_be_posted, subscribing_instead


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    read = read_request(text)
    if isinstance(read, Misread):
        return Say(plain_sentence(read.sentence))
    reply = read_command(read.question, commands)
    match reply:
        case Show(shown):
            return Errand(Subscribe(shown, read.wish))
        case Say(message):
            return Say(subscribing_instead(message, read.wish))
    return Say(not_to_be_posted())


COMMANDS = (
    Command(
        name="subscribe",
        usage="/kpi subscribe <question> <daily 8:30 | weekdays 9am | weekly mon 9:00 | monthly 1st 9:00> [me]",
        help="The answer by itself from now on, here or to you: at that time, in a zone of your own if you like.",
        reply=_reply,
    ),
)
