"""A strict local Slack workspace with a web page, to try the bot in and to test it against."""

from sandbox.app import WorkspaceServer
from sandbox.clock import Clock, ManualClock, SystemClock
from sandbox.faults import Fault, FaultKind, Landing
from sandbox.people.results import NotPossibleError, Result
from sandbox.settings import Settings
from sandbox.state.model import Channel, ChannelKind, Command, Message, Reaction, Shortcut, User
from sandbox.state.tokens import Tokens
from sandbox.state.workspace import Workspace

__all__ = [
    "Channel",
    "ChannelKind",
    "Clock",
    "Command",
    "Fault",
    "FaultKind",
    "Landing",
    "ManualClock",
    "Message",
    "NotPossibleError",
    "Reaction",
    "Result",
    "Settings",
    "Shortcut",
    "SystemClock",
    "Tokens",
    "User",
    "Workspace",
    "WorkspaceServer",
]
