"""`/kpi forecast [period]`: every metric that has a forecast against it; `/kpi forecast revenue`: one of them."""

from collections.abc import Sequence

from bot.command import Command, Reply, Say, Show
from bot.command_registry import read_command
from bot.pages import read_page
from bot.plain.replying import plain_reply
from bot.shown import Shown, joined, versus_words
from bot.views.not_understood import no_such_period
from metrics.answer import Comparison
from metrics.catalogue.dashboards import FORECASTS


def _reply(text: str, commands: Sequence[Command]) -> Reply:
    page = read_page(f"{FORECASTS.name} {text}")
    if page:
        return Show(page)
    one = read_command(joined(text, versus_words(Comparison.FORECAST)), commands)
    if isinstance(one, Show) and isinstance(one.shown, Shown):
        return one
    return plain_reply(f"{FORECASTS.name} {text}", commands) or Say(no_such_period(FORECASTS, text))


COMMANDS = (
    Command(
        name=FORECASTS.name,
        usage="/kpi forecast [period]",
        help=FORECASTS.doc,
        reply=_reply,
    ),
)
