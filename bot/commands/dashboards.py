"""`/kpi executive|finance|growth [period]`: several numbers on one page."""

from collections.abc import Sequence
from functools import partial

from bot.command import Command, Reply, Say, Show
from bot.pages import read_page
from bot.views.not_understood import no_such_period
from metrics.catalogue.dashboards import DASHBOARDS
from metrics.dashboard import Layout


def _reply(layout: Layout, text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all
    page = read_page(f"{layout.name} {text}")
    return Show(page) if page else Say(no_such_period(layout, text))


COMMANDS = tuple(
    Command(name=layout.name, usage=f"/kpi {layout.name} [period]", help=layout.doc, reply=partial(_reply, layout))
    for layout in DASHBOARDS
)
