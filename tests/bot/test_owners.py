"""The owners are told, once, of what only they can mend."""

import logging

import pytest
from sqlalchemy import select

from bot.owners import tell_owners
from store.database import Database
from store.tables import outbox


def test_each_owner_is_told_once_of_one_thing(database: Database) -> None:
    """A channel that refuses every message brings one notice, not one for each try."""
    with database.write() as connection:
        for _ in range(3):
            tell_owners(connection, {"U2", "U1"}, "refused 7", "kpibot may not post in C1: invite it.")
        tell_owners(connection, {"U1"}, "refused 8", "kpibot may not post in C2: invite it.")

    with database.read() as connection:
        told = connection.execute(select(outbox.c.channel, outbox.c.subject).order_by(outbox.c.id)).all()
    assert told == [("U1", "refused 7"), ("U2", "refused 7"), ("U1", "refused 8")]


def test_without_an_owner_the_operator_finds_it_in_the_log(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing fails in silence only because nobody was named."""
    caplog.set_level(logging.ERROR, "kpibot.owners")

    with database.write() as connection:
        tell_owners(connection, (), "refused 7", "kpibot may not post in C1: invite it.")

    assert "kpibot may not post in C1: invite it." in caplog.text
