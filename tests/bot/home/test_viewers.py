"""What the database remembers of each person's questions and stars."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.home.viewers import Viewers
from store.database import Database
from store.tables import viewer_questions


class Ticking:
    """A clock that moves on by a second with each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def viewers(database: Database) -> Viewers:
    """Over an empty database."""
    return Viewers(database, Ticking())


def test_the_last_different_questions_come_back_newest_first(viewers: Viewers) -> None:
    """The page would list one favourite question five times."""
    for words in ("cac 30d", "ltv 30d", "cac 30d", "aov 30d"):
        viewers.asked("U1", words)
    viewers.asked("U2", "revenue 30d")

    assert viewers.recent("U1", 5) == ("aov 30d", "cac 30d", "ltv 30d")
    assert viewers.recent("U1", 2) == ("aov 30d", "cac 30d")
    assert viewers.recent("U3", 5) == ()


def test_twenty_questions_of_a_person_are_kept(viewers: Viewers) -> None:
    """The table would grow with every question for ever; or one person's questions would push out another's."""
    viewers.asked("U2", "revenue 30d")
    for days in range(1, 26):
        viewers.asked("U1", f"cac {days}d")

    with viewers.database.read() as connection:
        rows = connection.execute(select(viewer_questions.c.user_id, func.count()).group_by("user_id")).all()
    assert dict(map(tuple, rows)) == {"U1": 20, "U2": 1}
    assert viewers.recent("U1", 100)[-1] == "cac 6d"


def test_stars_are_each_persons_own_and_stand_in_their_order(viewers: Viewers) -> None:
    """Numbers would move about on the page, or vanish from somebody else's."""
    for words in ("cac 30d", "aov 30d", "cac 30d"):
        viewers.star("U1", words)
    viewers.star("U2", "cac 30d")
    both = viewers.starred("U1")
    viewers.unstar("U1", "cac 30d")

    assert both == ("cac 30d", "aov 30d")
    assert (viewers.starred("U1"), viewers.starred("U2")) == (("aov 30d",), ("cac 30d",))
