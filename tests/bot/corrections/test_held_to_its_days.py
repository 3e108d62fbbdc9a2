"""A message is held to the days that it spoke of, and to what it said of them: no value, an open day, a picture."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from moments import NOW
from posts import stated
from sqlalchemy import text

from etl.thinning import thin_snapshots

CAC = "cac 7d"


def said(desk: Any) -> list[str]:
    return [row.message["text"] for row in desk.posts.rows("correction")]


def with_spend(desk: Any) -> None:
    """Twenty new customers on the last day, and ad spend of 700 over the week: CAC is $21.88."""
    desk.shop.customers(date(2026, 11, 21), 18, prefix="new")
    desk.shop.spend(date(2026, 11, 8), date(2026, 11, 21), 100)
    desk.shop.publish()


def cac(value: str | None = "21.875") -> Any:
    return stated(value, CAC, title="CAC", shown="$21.88" if value else "no value", snapshot=2)


def test_days_go_on_and_the_message_stays_with_its_own(desk: Any) -> None:
    """Each new day would "correct" every digest of the month to the newest week."""
    desk.posts.post(stated("700"))
    desk.shop = replace(desk.shop, now=NOW + timedelta(days=3))
    desk.corrections = desk.replica("a")
    desk.shop.customers(date(2026, 11, 24), 40, prefix="new")
    desk.shop.run()

    assert (desk.look().corrected, said(desk)) == (0, [])


def test_a_day_that_was_open_is_never_corrected(desk: Any) -> None:
    """The message said that the day would move; every order of the afternoon would be a correction."""
    today = stated("0", "netrevenue today", shown="$0.00")
    desk.posts.post(today)
    desk.late("late1", day=date(2026, 11, 22))
    desk.late("late2", day=date(2026, 11, 20))

    assert (desk.look().corrected, said(desk)) == (0, [])


def test_a_number_that_nobody_stands_by_any_more_is_taken_back(desk: Any) -> None:
    """A CAC whose ad spend was withdrawn would stay in the channel as if it held."""
    with_spend(desk)
    desk.posts.post(cac())
    with desk.shop.database.write() as connection:
        connection.execute(text("DELETE FROM spend WHERE day > '2026-11-19'"))
        connection.execute(text("DELETE FROM source_watermarks WHERE source = 'spend'"))
    desk.shop.run()
    desk.look()
    desk.posts.deliver()

    (reply,) = said(desk)
    assert reply.startswith(
        "Correction for Nov 15 – Nov 21, 2026: CAC: no value, was $21.88: ad spend of Nov 20, 2026 not in. Why: "
    )
    (mark,) = desk.posts.rows("correction-mark")
    assert "CAC no value any more (was $21.88). See thread." in mark.message["text"]
    desk.shop.spend(date(2026, 11, 20), date(2026, 11, 21), 100)
    desk.shop.publish()
    desk.look()
    assert "CAC: $21.88 again, as posted" in said(desk)[1]


def test_a_number_that_was_missing_is_brought_where_nothing_else_brings_it(desk: Any) -> None:
    """A subscription would say "no value" for good; a digest would say twice what its rest says anyway."""
    with_spend(desk)
    desk.posts.post(cac(None), kind="digest")
    desk.posts.post(cac(None), kind="subscription", subject="cac weekly")
    desk.late("late1")
    desk.look()

    (reply,) = desk.posts.rows("correction")
    assert reply.subject == str(desk.posts.rows("subscription")[0].id)
    assert "CAC: $21.21, had no value when this was posted. Why: " in reply.message["text"]


def test_days_that_came_in_since_do_not_move_the_number_of_the_days_before(desk: Any) -> None:
    """A CAC that waited for its ad spend spoke of the week before; the week that is in now is another number."""
    desk.shop.customers(date(2026, 11, 20), 18, prefix="new")
    desk.shop.spend(date(2026, 11, 8), date(2026, 11, 20), 100)
    desk.shop.publish()
    desk.posts.post(cac())
    desk.shop.customers(date(2026, 11, 21), 30, prefix="newer")
    desk.shop.spend(date(2026, 11, 21), date(2026, 11, 21), 100)
    desk.shop.publish()

    assert (desk.look().corrected, said(desk)) == (0, [])


def test_the_days_are_known_for_as_long_as_the_message_is_followed(desk: Any) -> None:
    """After a week its snapshot would be thinned, and other days be taken for its own."""
    desk.posts.post(stated("700"))
    desk.late("late1", 1)
    later = NOW + timedelta(days=9)
    thin_snapshots(desk.shop.database, "America/Toronto", later)

    with desk.shop.database.read() as connection:
        assert connection.execute(text("SELECT thinned_at FROM snapshots WHERE id = 1")).scalar_one() is None


def test_the_picture_stays_in_the_message(desk: Any) -> None:
    """The mark would take the page away that people look at first."""
    blocks = [{"type": kind, "text": "x"} for kind in ("header", "section", "context")]
    picture = {"words": "netrevenue 7d", "as_of": "2026-11-21", "snapshot_id": 1, "at": 2}
    digest = desk.posts.post(stated("700"), blocks=blocks, picture=picture)
    desk.posts.prove(digest, file_id="F1", picture_status="shown")
    desk.late("late1")
    desk.look()

    (mark,) = desk.posts.rows("correction-mark")
    shown = mark.message["blocks"]
    assert [block["type"] for block in shown] == ["header", "context", "section", "image", "context"]
    assert shown[3]["slack_file"] == {"id": "F1"}
    assert "$700.00" in shown[3]["alt_text"]


def test_a_message_whose_picture_is_on_its_way_is_marked_when_it_is_there(desk: Any) -> None:
    """The sender would put the picture in and take the mark away; or the mark would, the picture."""
    picture = {"words": "netrevenue 7d", "as_of": "2026-11-21", "snapshot_id": 1}
    digest = desk.posts.post(stated("700"), blocks=[{"type": "header"}], picture=picture)
    desk.late("late1")
    waiting = desk.look()
    desk.posts.prove(digest, picture_status="given up")

    assert (waiting.compared, desk.look().corrected) == (0, 1)


def test_words_that_are_understood_no_more_stop_nothing(desk: Any) -> None:
    """One renamed metric would end the corrections of all messages."""
    desk.posts.post(stated("1", "nosuchmetric 7d"), stated("700"))
    desk.late("late1")

    assert desk.look().corrected == 1


def test_a_message_that_can_not_be_compared_keeps_no_other_from_it(desk: Any, caplog: pytest.LogCaptureFixture) -> None:
    """One page among the words, and no message would be put right any more."""
    desk.posts.post(stated("700"), subject="first")
    desk.posts.post(stated("700"), subject="broken")
    desk.late("late1")
    desk.corrections = replace(desk.corrections, answers=Moody(desk.corrections.answers))

    assert desk.look().corrected == 1
    assert "message not compared" in caplog.text
    desk.corrections = desk.replica("a")
    assert desk.look().corrected == 1


@dataclass
class Moody:
    """Answers as it should, but for the first question."""

    answers: Any
    failed: bool = False

    def answer(self, *asked: Any) -> Any:
        if not self.failed:
            self.failed = True
            raise ValueError("not today")
        return self.answers.answer(*asked)

    def since(self, *asked: Any) -> Any:
        return self.answers.since(*asked)


def test_every_visible_step_counts_where_the_tolerance_is_none(desk: Any) -> None:
    """Who wants each cent is told of each cent."""
    desk.tolerance = Decimal(0)
    desk.corrections = desk.replica("a")
    desk.posts.post(stated("700"))
    desk.late("late1", 1)

    assert desk.look().corrected == 1
