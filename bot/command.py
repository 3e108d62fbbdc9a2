"""A subcommand of /kpi: words in, what is to be shown out. The folder bot/commands holds one file for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.exporting.forms import Form
from bot.shown import Showable
from bot.subscriptions.orders import Order
from bot.views.message import Message


@dataclass(frozen=True)
class Show:
    """Answer in the conversation. `read_as`: the words that a plain question was read as, to be told with it."""

    shown: Showable
    read_as: str = ""


@dataclass(frozen=True)
class Export:
    """Hand it over as a file."""

    shown: Showable
    form: Form


@dataclass(frozen=True)
class Say:
    """Tell the asker alone."""

    message: Message


@dataclass(frozen=True)
class Report:
    """Tell the asker alone how the numbers stand."""


@dataclass(frozen=True)
class Refresh:
    """Bring the numbers up to date, and answer this then, if anything."""

    shown: Showable | None


@dataclass(frozen=True)
class PreviewDigest:
    """Tell the asker alone what the digest of these words would say now."""

    words: str


@dataclass(frozen=True)
class Errand:
    """Have something done about subscriptions, and tell the asker alone what came of it."""

    order: Order


@dataclass(frozen=True)
class AboutAlerts:
    """Tell the asker alone of alerts, or change a rule: what is to be done, and the words after it."""

    verb: str
    words: str


@dataclass(frozen=True)
class AboutNotes:
    """Tell the asker alone of notes, write one down, or take one away."""

    words: str


@dataclass(frozen=True)
class LookAtJournal:
    """Tell an owner alone who asked for what: the words say which of it."""

    words: str


Reply = Show | Export | Say | Refresh | Report | PreviewDigest | Errand | AboutAlerts | AboutNotes | LookAtJournal


@dataclass(frozen=True)
class Command:
    """One subcommand. The one without a name takes all words that no other command's name begins.

    `reply` gets the words after the name and all commands. It is pure: what takes time happens when the reply is shown.
    """

    name: str
    usage: str
    help: str
    reply: Callable[[str, Sequence["Command"]], Reply]
