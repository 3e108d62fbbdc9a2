"""`/kpi subscriptions [pause|resume|remove|send <number>]`: what is subscribed here and by the asker."""

import re
from collections.abc import Sequence

from bot.command import Command, Errand, Reply, Say
from bot.subscriptions.orders import Alter, ListThem, Order, Preview
from bot.subscriptions.subscription import Change
from bot.views.subscription_refusals import which_change

_CHANGES = {
    **{change.value: change for change in Change},
    **dict.fromkeys(("stop", "delete", "cancel", "unsubscribe"), Change.REMOVE),
    **dict.fromkeys(("undo", "undelete"), Change.RESTORE),
    **dict.fromkeys(("start", "continue", "unpause"), Change.RESUME),
}
_PREVIEWS = frozenset({"send", "preview", "show"})
_ASKED = re.compile(r"(?P<does>[a-z]+)(?: now)? #?(?P<number>[0-9]{1,9})(?: now)?")


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    if text.lower() in {"", "list", "all"}:
        return Errand(ListThem())
    order = _order(" ".join(text.lower().split()))
    return Errand(order) if order else Say(which_change())


def _order(asked: str) -> Order | None:
    read = _ASKED.fullmatch(asked)
    if read is None:
        return None
    if read["does"] in _PREVIEWS:
        return Preview(int(read["number"]))
    change = _CHANGES.get(read["does"])
    return Alter(change, int(read["number"])) if change else None


def _unsubscribe(text: str, commands: Sequence[Command]) -> Reply:
    return _reply(f"remove {text}" if text else "", commands)


COMMANDS = (
    Command(
        name="subscriptions",
        usage="/kpi subscriptions",
        help="What is posted here and to you by itself; pause, resume, remove, or see it now.",
        reply=_reply,
    ),
    Command(
        name="unsubscribe",
        usage="/kpi unsubscribe <number>",
        help="Ends that subscription.",
        reply=_unsubscribe,
    ),
)
