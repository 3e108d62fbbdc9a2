"""`/kpi attribution [period] [by <rule>]`: which channels brought the new customers."""

from collections.abc import Sequence

from bot.attribution_pages import read_attribution
from bot.command import Command, Reply, Say, Show
from bot.views.attribution import no_such_attribution


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    page = read_attribution(text)
    return Show(page) if page else Say(no_such_attribution(text))


COMMANDS = (
    Command(
        name="attribution",
        usage="/kpi attribution [period] [by first | last | linear | position | decay | markov | shapley]",
        help="Which channels brought the new customers: conversions, revenue and CAC under each rule side by side.",
        reply=_reply,
    ),
)
