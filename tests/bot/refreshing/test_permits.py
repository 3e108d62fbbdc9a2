"""Who may start a run, and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from moments import NOW

from bot.refreshing.permits import AT_MOST_EVERY, Decision, Permits, Why
from store.database import Database

GRANTED = Decision(Why.GRANTED)


@pytest.mark.parametrize(
    ("later", "decision"),
    [
        (timedelta(seconds=59), Decision(Why.TOO_SOON, timedelta(seconds=1))),
        (AT_MOST_EVERY, GRANTED),
    ],
    ids=["59 s", "a minute"],
)
def test_a_person_may_once_a_minute(database: Database, later: timedelta, decision: Decision) -> None:
    """One person could keep the database busy; or would have to wait longer than they were told."""
    first = Permits(database, lambda: NOW).decide("U1")
    others = Permits(database, lambda: NOW).decide("U2")

    assert (first, others) == (GRANTED, GRANTED)
    assert Permits(database, lambda: NOW + later).decide("U1") == decision


def test_a_refusal_does_not_start_the_minute_anew(database: Database) -> None:
    """Who asks impatiently would never be heard."""
    for seconds in (0, 30, 59):
        Permits(database, lambda seconds=seconds: NOW + timedelta(seconds=seconds)).decide("U1")

    assert Permits(database, lambda: NOW + AT_MOST_EVERY).decide("U1") == GRANTED


def test_where_people_are_named_nobody_else_may(database: Database) -> None:
    """The setting would be worth nothing."""
    permits = Permits(database, lambda: NOW, frozenset({"U1"}))

    assert permits.decide("U1") == GRANTED
    assert permits.decide("U2") == Decision(Why.NOT_ALLOWED)


def test_the_minute_holds_for_all_replicas(database: Database) -> None:
    """Five clicks on five replicas would be five runs."""
    permits = Permits(database, lambda: NOW)
    with ThreadPoolExecutor(4) as replicas:
        decisions = list(replicas.map(lambda _: permits.decide("U1"), range(8)))

    assert decisions.count(GRANTED) == 1
