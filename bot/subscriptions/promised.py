"""What subscriptions promise, from what people have asked for and the calendar alone."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.promises import Promise
from bot.subscriptions.book import read_active
from bot.subscriptions.due import dues_between
from bot.subscriptions.owing import KIND
from bot.subscriptions.poster import WAITS_FOR

# To answer it, and to send it at Slack's pace.
_SENDING = timedelta(minutes=15)


def promised_subscriptions(connection: Connection, after: datetime, upto: datetime) -> list[Promise]:
    """Each time that each is due, since it was made or resumed. Pausing and removing withdraw what was promised."""
    return [
        Promise(KIND, each.subject(due), each.channel, due.at, due.at + WAITS_FOR + _SENDING)
        for each in read_active(connection)
        for due in dues_between(each.schedule, each.zone, max(after, each.since), upto)
    ]
