"""What Slack refuses for good until somebody mends it: what it means, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from bot.delivery.outgoing import Outgoing
from bot.owners import NOTICE
from bot.views.message import escaped, fitted
from store.owing import OutboxStatus
from store.tables import outbox

# The whole workspace refuses: nothing else need be tried meanwhile.
OF_THE_TOKEN = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
_INSTALL_AGAIN = "Slack does not take kpibot's token any more: install the app again, and give kpibot its new token"
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "not_in_channel": "kpibot is not a member: invite it there",
        "channel_not_found": "it is not there, or private and kpibot is not a member: invite it, or name another",
        "is_archived": "it is archived: unarchive it, or name another channel",
        "user_not_found": "there is no such person: name another",
        "missing_scope": "the app lacks a scope: install it again with the scopes of manifest.json",
        "msg_too_long": "the message is too long",
        **dict.fromkeys(OF_THE_TOKEN, _INSTALL_AGAIN),
    }
)
_OTHER = "posting there is restricted, or Slack refuses the message"


def refusal_text(row: Outgoing, code: str) -> str:
    """What an owner is told: what could not be delivered, why, and what to do."""
    place = f"<@{row.channel}>" if row.channel.startswith(("U", "W")) else f"<#{row.channel}>"
    advice, name = _ADVICE.get(code, _OTHER), escaped(f"{row.kind} “{row.subject}”")
    return fitted(
        f"I could not deliver the {name} to {place}: {advice} (Slack says {escaped(code)}). "
        "What is owed there waits, and goes out once that is mended."
    )


def refusal_subject(connection: Connection, row: Outgoing, code: str) -> str:
    """One for each conversation and cause, until something is delivered there again."""
    place = "workspace" if code in OF_THE_TOKEN else row.channel
    same = () if code in OF_THE_TOKEN else (outbox.c.channel == row.channel,)
    delivered = (outbox.c.status == OutboxStatus.PROVED, outbox.c.kind != NOTICE)
    proved = connection.execute(select(func.max(outbox.c.ended_at)).where(*same, *delivered)).scalar()
    return f"refused {place} {code} since {proved:%Y-%m-%dT%H:%M:%S}" if proved else f"refused {place} {code}"
