"""A digest is owed once for each local date: whole at its hour, or honest at its deadline."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from bot.digest.desk import DigestDesk
from bot.digest.editions import DAILY
from bot.digest.schedule import scheduled_digests
from bot.digest.slots import owed_slots
from store.database import open_database
from store.owing import OwedMessage
from store.tables import outbox, stated_numbers

SpokenOf = Callable[[OwedMessage], str]


def test_a_digest_is_owed_at_its_hour_and_not_before(shop: Any) -> None:
    """Nobody's phone rings at half past one in the night."""
    shop.at("2026-11-21 07:30")

    assert shop.at("2026-11-22 07:29") == []
    (owed,) = shop.at("2026-11-22 07:30")

    assert (owed.kind, owed.subject, owed.channel) == ("digest", "executive daily 2026-11-22", "C0123")
    assert owed.expires_at == datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
    assert owed.picture == {
        "words": "executive",
        "as_of": "2026-11-21",
        "snapshot_id": owed.snapshot_id,
        "at": len(owed.blocks) - 2,
    }
    assert [block["type"] for block in owed.blocks[-2:]] == ["context", "actions"]
    assert shop.look() == []


def test_when_ready_it_goes_out_after_the_night_run(shop: Any) -> None:
    """Who wants it early gets it as soon as it is true."""
    shop.text = "executive -> C0123 when ready"
    shop.at("2026-11-21 01:10")

    assert shop.at("2026-11-22 01:05") == []
    assert [owed.subject for owed in shop.at("2026-11-22 01:11")] == ["executive daily 2026-11-22"]


def test_a_digest_waits_for_the_night_run(shop: Any) -> None:
    """Numbers of yesterday's run are not sold as this morning's."""
    shop.runs = False
    assert shop.at("2026-11-22 07:30") == []

    shop.runs = True
    assert len(shop.at("2026-11-22 07:41")) == 1


def test_without_the_night_run_it_goes_out_at_the_deadline_and_says_so(late_shop: Any, spoken_of: SpokenOf) -> None:
    """A run that fails is not found out by silence."""
    late_shop.runs = False
    assert late_shop.at("2026-11-22 08:59") == []
    (owed,) = late_shop.at("2026-11-22 09:00")

    assert "Last night's run is not done: see /kpi status." in spoken_of(owed)
    assert "Last night's run is not done" in owed.text


def test_after_an_outage_the_nights_are_made_up_for_first(shop: Any) -> None:
    """Who starts kpibot again at ten gets a whole digest some minutes later, and not at once one without numbers."""
    shop.runs = False
    shop.patient_until = datetime(2026, 11, 22, 16, 20, tzinfo=UTC)
    assert shop.at("2026-11-22 11:00") == []

    shop.runs = True
    (owed,) = shop.at("2026-11-22 11:04")
    assert "Late: due at 07:30, written at 11:04." in owed.text
    assert "not done" not in owed.text


def test_the_patience_after_an_outage_ends(late_shop: Any) -> None:
    """A run that fails on and on does not silence the digest."""
    late_shop.patient_until = datetime(2026, 11, 22, 16, 20, tzinfo=UTC)
    assert late_shop.at("2026-11-22 11:19") == []

    assert len(late_shop.at("2026-11-22 11:20")) == 1


def test_a_late_source_is_waited_for(late_shop: Any) -> None:
    """Half an hour's patience brings a whole digest instead of two halves."""
    assert late_shop.at("2026-11-22 08:10") == []
    late_shop.spend_comes()
    late_shop.company.run()
    (owed,) = late_shop.at("2026-11-22 08:20")

    assert "Withheld" not in owed.text
    assert "CAC $" in owed.text


def test_at_the_deadline_it_says_what_is_withheld_and_why(late_shop: Any, spoken_of: SpokenOf) -> None:
    """Leadership reads what is known and what to ask for, and never an old number under today's date."""
    assert late_shop.at("2026-11-22 08:59") == []
    (owed,) = late_shop.at("2026-11-22 09:00")

    assert owed.text.startswith("Executive digest, Nov 22, partial: Revenue $")
    assert "Withheld: CAC, LTV:CAC (first 90 days). Ad spend of Nov 21, 2026 not in. " in owed.text
    assert "load it, or accept the day if nothing was spent." in owed.text
    assert "Withheld for now; the rest follows in this thread\nCAC, LTV:CAC (first 90 days)  \nAd" in spoken_of(owed)
    assert owed.picture is None
    assert not any("CAC" in stated.title for stated in owed.states)


def test_the_rest_follows_in_the_thread_once(late_shop: Any) -> None:
    """What was withheld comes when it is there, and is not told again at each look."""
    late_shop.at("2026-11-22 09:00")
    assert late_shop.at("2026-11-22 09:30") == []
    late_shop.spend_comes()
    late_shop.company.run()
    (rest,) = late_shop.at("2026-11-22 10:00")

    assert late_shop.at("2026-11-22 10:05") == []
    assert (rest.kind, rest.subject, rest.channel) == ("digest-rest", "executive daily 2026-11-22", "C0123")
    assert rest.text.startswith("Executive digest, Nov 22, now in: CAC $")
    assert [stated.title for stated in rest.states] == ["CAC", "LTV:CAC (first 90 days)"]
    assert rest.picture is not None
    (_, first), (about, _) = late_shop.owed("about_id", "id")
    assert about == first


def test_a_rest_that_the_next_digest_overtook_is_none(late_shop: Any) -> None:
    """The morning after nobody needs the rest of the day before."""
    late_shop.at("2026-11-22 09:00")
    late_shop.spend_comes()
    late_shop.company.run()

    assert [owed.kind for owed in late_shop.at("2026-11-23 07:30")] == []


def test_after_three_days_one_digest_comes_and_the_others_are_recorded(shop: Any, spoken_of: SpokenOf) -> None:
    """Whoever comes back from an outage reads one digest, marked late, and the record tells of those left out."""
    shop.at("2026-11-18 07:30")
    (owed,) = shop.at("2026-11-22 11:40")

    rows = shop.owed("subject", "due_at", "expires_at")
    assert [subject for subject, *_ in rows] == [f"executive daily 2026-11-{day}" for day in range(18, 23)]
    now = datetime(2026, 11, 22, 16, 40, tzinfo=UTC)
    assert [expires <= now for _, _, expires in rows] == [True, True, True, True, False]
    assert "⏰ Late: due at 07:30, written at 11:40." in spoken_of(owed)
    assert "Late: due at 07:30, written at 11:40." in owed.text


def test_a_week_whose_monday_was_missed_is_told_on_tuesday(shop: Any) -> None:
    """A down Monday costs the daily digest, which the next overtakes, and not the week's."""
    shop.at("2026-11-14 07:30")
    owed = shop.at("2026-11-17 12:00")

    assert [each.subject for each in owed] == ["executive daily 2026-11-17", "executive weekly 2026-11-16"]


def test_monday_and_the_first_have_editions_of_their_own(shop: Any) -> None:
    """The week and the month are told when they are over, each in a message of its own."""
    shop.text = "board: revenue -> C0123; till: orders -> C0456"
    shop.at("2026-10-31 08:00")

    firsts = [f"{owed.channel} {owed.subject}" for owed in shop.at("2026-11-01 08:00")]
    mondays = [f"{owed.channel} {owed.subject}" for owed in shop.at("2026-11-02 08:00")]

    both = ("C0123 board", "C0456 till")
    assert firsts == [f"{each} {edition} 2026-11-01" for each in both for edition in ("daily", "monthly")]
    assert mondays == [f"{each} {edition} 2026-11-02" for each in both for edition in ("daily", "weekly")]


def test_the_night_on_which_the_clock_goes_back_brings_one_digest(shop: Any) -> None:
    """10 past 1 comes twice on Nov 1, 2026 in Toronto; the digest does not."""
    shop.text = "board: revenue -> C0123; board: revenue -> C0456 when ready"
    now = datetime(2026, 10, 31, 12, tzinfo=UTC)
    while now < datetime(2026, 11, 2, 14, tzinfo=UTC):
        shop.clock(now)
        shop.look()
        now += timedelta(minutes=30)

    owed = [(channel, subject) for channel, subject in shop.owed("channel", "subject") if "daily" in subject]
    dates = ("2026-10-31", "2026-11-01", "2026-11-02")
    assert sorted(owed) == [(channel, f"board daily {day}") for channel in ("C0123", "C0456") for day in dates]


def test_two_replicas_owe_one_digest(shop: Any) -> None:
    """Two replicas that look in the same second post no two digests."""
    shop.clock(datetime(2026, 11, 22, 13, tzinfo=UTC))
    url, together, owed = shop.database.engine.url.render_as_string(hide_password=False), Barrier(2), []

    def work() -> None:
        own = open_database(url)
        desk = DigestDesk(own, shop.desk.zone, shop.desk.currency, shop.desk.digests)
        together.wait(30)
        owed.extend(desk.owe_what_is_due())
        own.close()

    replicas = [Thread(target=work) for _ in range(2)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join(60)

    assert [each.subject for each in owed] == ["executive daily 2026-11-22"]
    assert shop.owed("subject") == [("executive daily 2026-11-22",)]


def test_a_replica_that_froze_while_it_wrote_owes_nothing_old(shop: Any) -> None:
    """A laptop that was closed at 07:30 does not post yesterday's digest after today's."""
    shop.clock(datetime(2026, 11, 21, 13, tzinfo=UTC))
    desk = shop.desk
    with shop.database.read() as connection:
        slot = owed_slots(connection, desk.digests[0], desk.zone)[DAILY][-1]
    written = desk._written(slot)  # the moment between writing and owing
    shop.at("2026-11-22 08:00")

    assert written is not None
    assert not desk._commit(slot, written)
    assert shop.owed("subject") == [("executive daily 2026-11-22",)]


def test_the_numbers_are_kept_for_corrections(shop: Any) -> None:
    """A refund that comes next week finds the digest that it corrects."""
    (owed,) = shop.at("2026-11-22 07:30")

    with shop.database.read() as connection:
        kept = connection.execute(select(stated_numbers).order_by(stated_numbers.c.position)).all()
        row = connection.execute(select(outbox)).one()
    assert [(each.words, each.as_of) for each in kept][:4] == [
        ("revenue yesterday", date(2026, 11, 21)),
        ("newcustomers yesterday", date(2026, 11, 21)),
        ("mrr 30d", date(2026, 11, 21)),
        ("cac 30d", date(2026, 11, 21)),
    ]
    assert {each.snapshot_id for each in kept} == {row.snapshot_id}
    assert [each.value for each in kept] == [each.value for each in owed.states]


@pytest.fixture
def told() -> Iterator[Event]:
    """Set once the log has a digest that was owed."""
    said = Event()
    handler = logging.Handler()
    handler.emit = lambda line: said.set() if line.getMessage().startswith("digest owed") else None  # type: ignore[method-assign]  # a handler of one line
    logger = logging.getLogger("kpibot.digest")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)


def test_while_the_bot_runs_what_is_due_is_owed(shop: Any, told: Event) -> None:
    """Nobody has to start anything in the morning."""
    shop.clock(datetime(2026, 11, 22, 13, tzinfo=UTC))

    with scheduled_digests(shop.desk):
        assert told.wait(20)

    assert shop.owed("subject") == [("executive daily 2026-11-22",)]
