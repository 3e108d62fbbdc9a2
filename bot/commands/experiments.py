"""`/kpi experiments`, `/kpi experiment <key>`, `/kpi flags`: what was tried, and what came of it."""

from collections.abc import Callable, Sequence

from bot.command import Command, Reply, Say, Show
from bot.experiment_pages import read_experiments, read_flags
from bot.shown import Page
from bot.views.experiments import no_such_words


def _shown(read: Callable[[str], Page | None], text: str) -> Reply:
    page = read(text)
    return Show(page) if page else Say(no_such_words(text))


def _experiments(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    return _shown(read_experiments, text)


def _flags(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # as above
    return _shown(read_flags, text)


COMMANDS = (
    Command(
        name="experiments",
        usage="/kpi experiments [success]",
        help="What is being tried and what came of it, and how many completed tests were a success.",
        reply=_experiments,
    ),
    Command(
        name="experiment",
        usage="/kpi experiment <key>",
        help="One test: its variants' lifts with intervals, how they came about, and what is still needed.",
        reply=_experiments,
    ),
    Command(
        name="flags",
        usage="/kpi flags [key]",
        help="Feature flags: for how many users each is on, and what those users do.",
        reply=_flags,
    ),
)
