"""Corrections are looked for with each new snapshot, and every few minutes; whatever fails is tried again."""

import asyncio
from typing import Any

import pytest
from posts import stated

from bot.corrections.correcting import Corrections
from bot.corrections.following import CorrectionsFollowing, corrected, look_in_between
from bot.news import followed, news_in
from etl.leases import Lease, acquire_lease
from store.database import open_database


async def test_a_new_snapshot_brings_the_correction(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would come five minutes later, or with the next restart."""
    monkeypatch.setattr("bot.corrections.following._PAUSE_SECONDS", 0.05)
    news = news_in(desk.shop.database)
    async with corrected(desk.corrections, news), followed(news, [], 0.02):
        desk.posts.post(stated("700"))
        await asyncio.to_thread(desk.late, "late1")
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(desk.posts.rows, "correction"):  # noqa: ASYNC110  # a row raises no event
                await asyncio.sleep(0.02)

    assert len(desk.posts.rows("correction")) == 1


async def test_what_another_replica_looks_at_is_looked_at_again(desk: Any) -> None:
    """The other may die in the middle, and nobody would look until the next snapshot."""
    with desk.shop.database.write() as connection:
        held = acquire_lease(connection, "corrections", "another")
    left = await CorrectionsFollowing(desk.corrections).catch_up(lambda: True)

    assert isinstance(held, Lease)
    assert left is False


def test_what_was_proved_after_the_last_snapshot_is_looked_at_in_between(desk: Any) -> None:
    """A digest that was posted while the numbers moved would never be put right."""
    desk.late("late1")
    desk.look()
    desk.posts.post(stated("700"))
    look_in_between(desk.corrections)

    assert len(desk.posts.rows("correction")) == 1


def test_a_database_that_is_away_is_said_and_looked_for_again(desk: Any, caplog: pytest.LogCaptureFixture) -> None:
    """One restart of the database would end the corrections."""
    away = open_database("postgresql://nobody@127.0.0.1:9/none")
    look_in_between(Corrections(away, desk.corrections.answers, desk.tolerance, "a"))

    assert "corrections not looked for reason=OperationalError" in caplog.text
