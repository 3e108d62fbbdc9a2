"""What must be posted is owed with what caused it, and once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from moments import NOW
from sqlalchemy import select

from store.database import Database
from store.owing import OwedMessage, StatedNumber, owe, owed_id
from store.tables import outbox, stated_numbers

_STATED = StatedNumber("revenue yesterday", date(2026, 11, 21), "Net revenue", "$12,345.60", Decimal("12345.60"), 7)
_DIGEST = OwedMessage("digest", "executive 2026-11-22", "C1", "Net revenue $12,345.60", [], NOW, states=[_STATED])


def test_a_message_is_owed_once(database: Database) -> None:
    """Two replicas, or a run that is done again, post one digest and not two."""
    with database.write() as connection:
        first = owe(connection, _DIGEST)
        again = owe(connection, replace(_DIGEST, text="Net revenue $1"))
        elsewhere = owe(connection, replace(_DIGEST, channel="C2"))

    assert (first is not None, again, elsewhere is not None) == (True, None, True)
    with database.read() as connection:
        assert owed_id(connection, "digest", "executive 2026-11-22", "C1") == first
        texts = connection.execute(select(outbox.c.message["text"].astext).order_by(outbox.c.id)).scalars().all()
    assert texts == ["Net revenue $12,345.60"] * 2


def test_nothing_is_owed_when_its_cause_is_undone(database: Database) -> None:
    """Nobody is told of what did not happen."""

    def run_that_fails() -> None:
        with database.write() as connection:
            owe(connection, _DIGEST)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_that_fails()

    with database.read() as connection:
        assert owed_id(connection, "digest", "executive 2026-11-22", "C1") is None


def test_the_numbers_that_a_message_states_are_kept_exactly(database: Database) -> None:
    """A correction compares with what people read, to the cent."""
    with database.write() as connection:
        owe(connection, _DIGEST)

    with database.read() as connection:
        row = connection.execute(select(stated_numbers)).one()
    assert (row.words, row.as_of, row.value, row.shown) == (_STATED.words, _STATED.as_of, _STATED.value, _STATED.shown)
