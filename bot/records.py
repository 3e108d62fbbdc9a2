"""Everything that the bot remembers of its conversations."""

from dataclasses import dataclass

from bot.answering import Clock
from bot.posted_answers import PostedAnswers
from bot.remembering import PostedMemory
from store.database import Database


@dataclass(frozen=True)
class Records:
    """What is kept, each behind the promise of who uses it."""

    posted: PostedMemory


def records_in(database: Database, clock: Clock) -> Records:
    """Kept in the company's database."""
    return Records(PostedAnswers(database, clock))
