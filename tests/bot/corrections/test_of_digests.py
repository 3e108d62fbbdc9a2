"""The morning digest as it is truly written: what it states is followed, and put right."""

from datetime import timedelta
from typing import Any

import pytest
from clocks import set_clock
from company import ZONE
from moments import NOW

from bot.digest.configured import read_digests
from bot.digest.desk import DigestDesk


@pytest.fixture
def digest(desk: Any) -> int:
    """Of Sunday morning, delivered; it is ten o'clock."""
    set_clock(desk.shop.database, NOW)
    DigestDesk(desk.shop.database, ZONE, "CAD", read_digests("finance -> C012AB3CD")).owe_what_is_due()
    (row,) = desk.posts.rows("digest")
    desk.posts.prove(row.id, picture_status=None)
    found: int = row.id
    return found


def test_an_ordinary_morning_corrects_nothing(desk: Any, digest: int) -> None:
    """What the digest says would be read as wrong by the bot that said it."""
    desk.late("tiny", 1, day=NOW.date() - timedelta(days=4))
    looked = desk.look()

    assert digest
    assert (looked.compared + looked.passed_over, looked.corrected) == (1, 0)


def test_a_late_order_corrects_the_numbers_that_it_moved(desk: Any, digest: int) -> None:
    """Finance would close the day with yesterday's revenue."""
    desk.late("late", 100, day=NOW.date() - timedelta(days=1))
    desk.look()

    (reply,) = desk.posts.rows("correction")
    (mark,) = desk.posts.rows("correction-mark")
    assert (reply.about_id, mark.about_id) == (digest, digest)
    assert reply.message["text"].startswith(
        "Correction for Nov 21, 2026: Net revenue: $200.00, was $100.00 (+100%). Why: 1 late order of Nov 21, 2026"
    )
    assert mark.message["blocks"][1]["elements"][0]["text"].startswith("✏️ Corrected Nov 22, 10:00: Net revenue now")
