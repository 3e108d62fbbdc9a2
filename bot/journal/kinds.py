"""Which kind of line a reply is."""

from collections.abc import Mapping

from bot.alerting.responders import CHANGES
from bot.command import (
    AboutAlerts,
    AboutNotes,
    Errand,
    Export,
    LookAtJournal,
    PreviewDigest,
    Refresh,
    Reply,
    Report,
    Say,
    Show,
)
from bot.journal.entry import Kind
from bot.subscriptions.orders import ListThem, Preview

_KINDS: Mapping[type, Kind] = {
    Show: Kind.QUESTION,
    Say: Kind.QUESTION,
    Export: Kind.EXPORT,
    Refresh: Kind.REFRESH,
    Report: Kind.STATUS,
    PreviewDigest: Kind.DIGEST,
    Errand: Kind.SUBSCRIPTION,
    AboutAlerts: Kind.ALERTS,
    AboutNotes: Kind.NOTE,
    LookAtJournal: Kind.AUDIT,
}


def kind_of(reply: Reply) -> Kind:
    """What somebody wanted; to look at subscriptions or alerts is not to change them."""
    if isinstance(reply, AboutAlerts) and reply.verb in CHANGES:
        return Kind.RULE
    if isinstance(reply, Errand) and isinstance(reply.order, ListThem | Preview):
        return Kind.QUESTION
    return _KINDS[type(reply)]
