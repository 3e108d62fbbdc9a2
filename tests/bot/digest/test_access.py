"""What a digest shows depends on who reads it: numbers that a group keeps stand only where the group reads."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from company import ZONE
from moments import NOW

from bot.access.limited import LimitedAnswers
from bot.access.policy import OPEN, Policy, Sight
from bot.access.written import read_access
from bot.answering import Answering
from bot.delivery.drawn import drawing_of
from bot.delivery.outgoing import PictureSpec
from bot.digest.previewing import DigestPreviews, Preview
from metrics.answer import Dashboard
from metrics.question import Question

FINANCE, GENERAL = "C0FINANCE", "C0GENERAL"
POLICY = read_access(f"finance: grossmargin, cac -> {FINANCE}")


def sight_in(channel: str) -> Sight:
    """As a roster that knows both channels would say."""
    return Sight(POLICY, POLICY.with_member(channel))


def test_each_channel_gets_the_digest_that_its_readers_may_see(shop: Any, spoken_of: Any) -> None:
    """One digest for two channels would show the margins in #general, or hide them in #finance."""
    shop.text = f"executive -> {GENERAL}; executive -> {FINANCE}"
    shop.clock(datetime(2026, 11, 22, 7, 30, tzinfo=ZoneInfo(ZONE)))
    owed = {each.channel: each for each in replace(shop.desk, sight_in=sight_in).owe_what_is_due()}

    assert "Gross margin" in owed[FINANCE].text
    assert "Gross margin:" not in owed[GENERAL].text
    assert "Kept for the groups that may see them: CAC, Gross margin." in spoken_of(owed[GENERAL])
    assert "Kept for" not in spoken_of(owed[FINANCE])
    stated = {number.words.split()[0] for number in owed[GENERAL].states}
    assert stated.isdisjoint({"grossmargin", "cac"})


def test_what_is_kept_is_not_taken_for_late(shop: Any) -> None:
    """The rest of a partial digest would bring in its thread what the digest itself was not to show."""
    shop.text = f"executive -> {GENERAL}"
    desk = replace(shop.desk, sight_in=sight_in)
    shop.clock(datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo(ZONE)))
    first, second = desk.owe_what_is_due(), desk.owe_what_is_due()

    assert [each.kind for each in first] == ["digest"]
    assert second == []


def test_the_picture_under_it_shows_no_more_than_its_words(calm_shop: Any) -> None:
    """The words would keep a number and the picture tell it."""
    answers = Answering(calm_shop.database, ZONE, "CAD", lambda: NOW)
    spec = PictureSpec("executive", 1, None, None)
    spec = replace(spec, as_of=answers.view().now.date(), snapshot_id=_newest(answers))
    drawn = drawing_of(spec, LimitedAnswers(answers, sight_in(GENERAL)), NOW)

    assert isinstance(drawn, Dashboard)
    by_metric = {each.metric: each for row in (drawn.headlines, *drawn.rows) for each in row}
    assert by_metric["revenue"].value is not None
    assert by_metric["cac"].value is None
    assert by_metric["cac"].breakdown == by_metric["cac"].series == ()
    assert by_metric["cac"].reason == "only for the group finance"


def test_a_preview_is_for_who_asks(calm_shop: Any) -> None:
    """`/kpi digest` would be the way around."""
    previews = DigestPreviews(calm_shop.desk, Answering(calm_shop.database, ZONE, "CAD", lambda: NOW))
    all_of_it, some_of_it = previews.of("executive"), previews.of("executive", sight_in(GENERAL))

    assert isinstance(all_of_it, Preview)
    assert isinstance(some_of_it, Preview)
    texts = [str(found.messages(None)[0]) for found in (all_of_it, some_of_it)]
    assert ["Gross margin" in text for text in texts] == [True, True]
    assert ["Kept for the groups that may see them: CAC, Gross margin." in text for text in texts] == [False, True]
    assert ["explain grossmargin" in text for text in texts] == [True, False]


@pytest.mark.parametrize(("name", "is_there"), [("revenue", True), ("cac", False)])
def test_guests_are_nobody_to_a_group(name: str, *, is_there: bool) -> None:
    """To be named in `open` is not to be in finance."""
    policy = Policy((*POLICY.groups, *read_access("open -> U0GUEST").groups))

    assert Sight(policy, frozenset({OPEN})).sees(name) == is_there


def _newest(answers: Answering) -> int:
    snapshot = answers.answer(Question("revenue")).snapshot
    assert snapshot is not None
    return snapshot.id
