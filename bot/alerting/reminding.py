"""What a step of the chain says, and to whom. In the transaction that takes the step."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from alerts.escalation import REMIND, ROTA, Escalation
from alerts.keeping import read_episodes
from alerts.vigils_kept import Vigil, is_unheld
from alerts.watching import Watched
from bot.alerting.changing_hands import newest_of
from bot.views.alert_reminder import reminder_message
from store.clock import current_moment
from store.owing import OwedMessage, Priority, owe

REMINDER_KIND = "alert-reminder"
# Whoever comes back after a night without Slack is told by the alert's own message.
_LASTS = timedelta(hours=12)


def remind(connection: Connection, vigil: Vigil, escalation: Escalation, rules: Iterable[Watched]) -> list[int]:
    """Owe what the vigil's step says: to its target, or to each who is on duty. The ids of what is owed."""
    target, now = escalation.target(vigil.step), current_moment(connection)
    targets = escalation.on_duty(now) if target == ROTA else (target,)
    named = _named(connection, vigil.root_id, rules)
    owed = (_owe(connection, vigil, each, named, now) for each in targets)
    return [outbox_id for outbox_id in owed if outbox_id is not None]


def _owe(connection: Connection, vigil: Vigil, target: str, named: tuple[str, ...], now: datetime) -> int | None:
    root = newest_of(connection, vigil.root_id)
    if root is None:
        return None
    title, waited = str(root.message["blocks"][0]["text"]["text"]), now - vigil.began_at
    # A user group has no direct messages: its members are named where the alert stands.
    if target == REMIND or target.startswith("S"):
        message = reminder_message(title, waited, named if target == REMIND else (target,), None)
        channel, about = root.channel, vigil.root_id
    else:
        message = reminder_message(title, waited, (), root.posted_channel or root.channel)
        channel, about = target, None
    reminder = OwedMessage(
        REMINDER_KIND,
        f"{vigil.id} step {vigil.step}",
        channel,
        message.text,
        message.blocks,
        now,
        priority=Priority.CRITICAL,
        about_id=about,
        expires_at=now + _LASTS,
    )
    return owe(connection, reminder)


def _named(connection: Connection, root_id: int, rules: Iterable[Watched]) -> tuple[str, ...]:
    """Who is named by the rules of what is critical there and nobody holds."""
    mentions = {each.key: each.mentions for each in rules}
    waiting = [each for each in read_episodes(connection, outbox_ids=[root_id]) if each.is_open and is_unheld(each)]
    return tuple(dict.fromkeys(person for each in waiting for person in mentions.get(each.key, ())))
