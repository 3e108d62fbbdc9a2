"""What the database remembers of the answers in conversations."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.posted_answers import Posted, PostedAnswers
from bot.spot import Spot
from store.database import Database

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture
def posted(database: Database) -> PostedAnswers:
    """Over an empty database."""
    return PostedAnswers(database, lambda: NOW)


def test_a_message_is_known_by_its_channel_and_ts(posted: PostedAnswers) -> None:
    """Two channels may have messages of one moment: one would be explained as the other."""
    posted.remember(Spot("C1", "1.1"), "cac 30d", 7)
    posted.remember(Spot("C2", "1.1"), "revenue 30d", None)

    assert (posted.at("C1", "1.1"), posted.at("C2", "1.1")) == (
        Posted("cac 30d", 7, NOW),
        Posted("revenue 30d", None, NOW),
    )
    assert posted.at("C1", "1.2") is None


def test_an_edited_message_is_known_for_what_it_shows_now(posted: PostedAnswers) -> None:
    """The explanation would be of the number before the click."""
    posted.remember(Spot("C1", "1.1"), "cac 30d", 7)
    posted.remember(Spot("C1", "1.1"), "cac 90d", 8)

    assert posted.at("C1", "1.1") == Posted("cac 90d", 8, NOW)


def test_a_thread_is_known_for_its_latest_answer_and_else_for_its_root(posted: PostedAnswers) -> None:
    """`explain` in a thread would be about another thread, or about nothing."""
    posted.remember(Spot("C1", "1.1"), "cac 30d", 7)
    root_alone = posted.in_thread("C1", "1.1")
    posted.remember(Spot("C1", "1.3", "1.1"), "ltv 30d", 7)
    posted.remember(Spot("C1", "1.2", "1.1"), "aov 30d", 7)
    posted.remember(Spot("C1", "1.9"), "revenue 30d", 7)

    latest = posted.in_thread("C1", "1.1")
    assert (root_alone, latest) == (Posted("cac 30d", 7, NOW), Posted("ltv 30d", 7, NOW))
    assert posted.in_thread("C1", "1.5") is None


def test_a_conversation_goes_on_for_half_an_hour(database: Database) -> None:
    """What is said the next morning is about something else."""
    PostedAnswers(database, lambda: NOW - timedelta(minutes=29)).remember(Spot("D1", "1.1"), "cac 30d", 7)
    PostedAnswers(database, lambda: NOW - timedelta(minutes=31)).remember(Spot("D2", "1.1"), "cac 30d", 7)
    posted = PostedAnswers(database, lambda: NOW)

    assert posted.lately("D1") == Posted("cac 30d", 7, NOW - timedelta(minutes=29))
    assert posted.lately("D2") is None
