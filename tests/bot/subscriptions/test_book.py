"""The book keeps each subscription once, and lets itself be changed once from each state."""

import threading
from datetime import time
from typing import Any

import pytest

from bot.subscriptions.book import (
    MOST_IN_CHANNEL,
    MOST_OF_PERSON,
    Added,
    LostChangeError,
    NewSubscription,
    Standing,
    TooMany,
    settle,
)
from bot.subscriptions.schedule import Every, Schedule
from bot.subscriptions.subscription import Change

NINE = Schedule(Every.DAY, time(9))
NEW = NewSubscription("cac 30d", "C1", NINE, "America/Toronto", "U1")


def at(minute: int) -> Schedule:
    return Schedule(Every.DAY, time(minute // 60, minute % 60))


def test_replicas_that_make_the_same_at_once_make_one(press: Any) -> None:
    """A command that Slack delivered twice would make the message come twice each morning (story 22)."""
    made: list[Any] = []
    threads = [threading.Thread(target=lambda: made.append(press.book.add(NEW))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(each).__name__ for each in made) == ["Added", "Standing", "Standing", "Standing"]
    assert {each.subscription.id for each in made} == {press.book.active()[0].id}


def test_what_differs_in_anything_is_another_one(press: Any) -> None:
    """Nine o'clock in Berlin is not nine o'clock in Toronto."""
    others = [
        NEW,
        NewSubscription("cac 7d", "C1", NINE, "America/Toronto", "U1"),
        NewSubscription("cac 30d", "C2", NINE, "America/Toronto", "U1"),
        NewSubscription("cac 30d", "C1", at(541), "America/Toronto", "U1"),
        NewSubscription("cac 30d", "C1", NINE, "Europe/Berlin", "U1"),
    ]

    assert [type(press.book.add(each)) for each in others] == [Added] * 5
    assert [type(press.book.add(each)) for each in others] == [Standing] * 5


@pytest.mark.parametrize(("most", "of_person"), [(MOST_IN_CHANNEL, False), (MOST_OF_PERSON, True)])
def test_there_are_so_many_and_no_more(press: Any, most: int, of_person: bool) -> None:  # noqa: FBT001  # a table of cases
    """One person who subscribes everything would fill every channel; and one removed makes room."""
    made = [
        press.subscribe(
            schedule=at(number),
            channel=f"C{number}" if of_person else "C1",
            made_by="U1" if of_person else f"U{number}",
        )
        for number in range(most)
    ]
    another = NewSubscription("cac 30d", "C99" if of_person else "C1", at(999), "America/Toronto", "U1")

    assert press.book.add(another) == TooMany(most, of_person=of_person)
    press.book.change(made[0], Change.REMOVE, "U1")
    assert isinstance(press.book.add(another), Added)


def test_a_change_to_what_has_changed_since_is_not_made(press: Any) -> None:
    """A pause that Slack delivers again after somebody resumed would silence the channel (story 17)."""
    seen = press.subscribe()
    paused = press.book.change(seen, Change.PAUSE, "U1")
    resumed = press.book.change(paused, Change.RESUME, "U2")

    assert press.book.change(seen, Change.PAUSE, "U1") is None
    assert press.book.find(seen.id) == resumed


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ([], Change.RESUME),
        ([], Change.RESTORE),
        ([Change.PAUSE], Change.PAUSE),
        ([Change.REMOVE], Change.PAUSE),
        ([Change.REMOVE], Change.REMOVE),
        ([Change.PAUSE, Change.REMOVE], Change.RESUME),
    ],
)
def test_what_is_so_already_is_not_changed(press: Any, before: list[Change], change: Change) -> None:
    """Twice the same leaves it as once; and what was removed is only brought back."""
    stands = press.subscribe()
    for each in before:
        stands = press.book.change(stands, each, "U1")

    assert press.book.change(stands, change, "U1") is None
    assert press.book.find(stands.id) == stands


def test_one_that_was_made_anew_can_not_be_brought_back(press: Any) -> None:
    """Both would be posted."""
    removed = press.book.change(press.subscribe(), Change.REMOVE, "U1")
    press.subscribe()

    with pytest.raises(LostChangeError):
        press.book.change(removed, Change.RESTORE, "U1")


def test_a_date_is_settled_once(press: Any) -> None:
    """The second replica finds that the first was there."""
    made, day = press.subscribe(), press.clock("09:00").date()

    with press.database.write() as connection:
        assert [settle(connection, made, day) for _ in range(2)] == [True, False]
