"""A digest is seen before it is posted, by whoever asks, in Slack and on a terminal."""

import os
import subprocess
import sys
from typing import Any

import pytest
from company import ZONE
from moments import NOW

from bot.answering import Answering
from bot.digest.previewing import DigestPreviews, NoSuchDigest, Preview


@pytest.fixture
def previews(calm_shop: Any) -> DigestPreviews:
    """Of a company with a digest of its own, on the morning of Nov 22."""
    return DigestPreviews(calm_shop.desk, Answering(calm_shop.database, ZONE, "CAD", lambda: NOW))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("", "Executive digest, Sun Nov 22"),
        ("executive daily", "Executive digest, Sun Nov 22"),
        ("the weekly growth digest", "Growth digest, week of Nov 9, 2026"),
        ("Finance monthly", "Finance digest, October 2026"),
        ("board", "Board digest, Sun Nov 22"),
    ],
)
def test_a_digest_is_named_in_any_order(previews: DigestPreviews, words: str, title: str) -> None:
    """Nobody has to wait for the morning, or for Monday, to see what it will say."""
    found = previews.of(words)

    with_picture, without, in_words = found.messages("F123")
    assert with_picture.blocks[0]["text"]["text"] == title
    assert [block["type"] for block in with_picture.blocks].count("image") == 1
    assert not any(block["type"] == "image" for block in without.blocks)
    assert in_words.text == with_picture.text


def test_the_picture_of_a_preview_is_of_its_own_snapshot_and_days(previews: DigestPreviews) -> None:
    """What is drawn under the numbers says the same."""
    found = previews.of("weekly")

    assert isinstance(found, Preview)
    assert found.drawing is not None
    assert found.drawing.snapshot == found.digest.snapshot
    assert found.drawing.period == found.digest.numbers[0].answer.period


@pytest.mark.parametrize("words", ["nosuch", "executive daily weekly"])
def test_who_names_none_is_told_which_there_are(previews: DigestPreviews, words: str) -> None:
    """A slip leads on."""
    found = previews.of(words)

    assert isinstance(found, NoSuchDigest)
    assert (
        "digests for executive, finance, growth, board; add daily or weekly or monthly" in found.messages(None)[0].text
    )


def test_a_preview_posts_nothing(previews: DigestPreviews, calm_shop: Any) -> None:
    """Looking is free."""
    previews.of("")

    assert calm_shop.owed() == []


def test_the_terminal_shows_what_would_be_posted(previews: DigestPreviews, calm_shop: Any) -> None:
    """Who sets a digest up on the server sees it there."""
    url = calm_shop.database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    environment = {**os.environ, "DATABASE_URL": url, "KPIBOT_DIGESTS": calm_shop.text}
    program = [sys.executable, "-c", "from bot.cli import main; main()", "digest", "board"]

    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environment)  # noqa: S603  # our own

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(previews.of("board").messages(None)[-1].text.split("\n")[0])
