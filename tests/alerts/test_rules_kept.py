"""Rules that people make at run time, beside those that are declared."""

from datetime import timedelta
from decimal import Decimal

import pytest
from clocks import move_clock, set_clock
from moments import NOW
from sqlalchemy import update

from alerts.grammar import read_rule
from alerts.rules_kept import free_key, keep_rule, mute_rule, read_rules, remove_rule
from alerts.watching import Watched, default_rules
from metrics.catalogue import METRICS
from store.database import Database
from store.tables import alert_rules

DECLARED = default_rules(METRICS, None)
STRICTER = "runway < 8 critical in C2X"


def rules_in(database: Database) -> dict[str, Watched]:
    with database.read() as connection:
        return {each.key: each for each in read_rules(connection, DECLARED, "C1X")}


def test_what_nobody_has_touched_is_as_it_is_declared(database: Database) -> None:
    """The default rules work from the first day on, and tell the channel of the settings."""
    found = rules_in(database)

    assert found.keys() == {each.key for each in DECLARED}
    assert {each.place for each in found.values()} == {"C1X"}
    assert {key: each.version for key, each in found.items()} == {each.key: each.version for each in DECLARED}


def test_a_rule_that_was_changed_stays_changed(database: Database) -> None:
    """A company's own level outlives a restart, and says who set it."""
    with database.write() as connection:
        keep_rule(connection, read_rule(STRICTER), "U1")

    runway = rules_in(database)["runway"]

    assert [level.enter for level in runway.rule.levels] == [Decimal(8)]
    assert (runway.place, runway.changed_by) == ("C2X", "U1")


def test_a_new_rule_gets_a_name_of_its_own(database: Database) -> None:
    """Two rules over one number are two rules, and the history of a removed one is not taken over."""
    with database.write() as connection:
        first = free_key(connection, "runway", DECLARED)
        keep_rule(connection, read_rule(STRICTER, first), "U1")
        remove_rule(connection, first, "U1")
        second = free_key(connection, "runway", DECLARED)

    assert (first, second) == ("runway-2", "runway-3")
    assert first not in rules_in(database)


@pytest.mark.parametrize("key", ["runway", "cac"])
def test_a_mute_ends_by_itself_and_outlives_a_change(database: Database, key: str) -> None:
    """A rule that is muted over the weekend speaks again on Monday."""
    set_clock(database, NOW)
    with database.write() as connection:
        if key == "cac":
            keep_rule(connection, read_rule("cac > 80 critical"), "U1")
        mute_rule(connection, key, NOW + timedelta(hours=4), "U1")
    assert rules_in(database)[key].is_muted
    with database.write() as connection:
        keep_rule(connection, read_rule(f"{key} > 90 critical"), "U2")
    assert rules_in(database)[key].is_muted

    move_clock(database, timedelta(hours=4))

    assert not rules_in(database)[key].is_muted


def test_words_that_are_no_rule_any_more_stop_no_other_rule(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """A number that was taken out of the catalogue silences its own alert, with a line in the log, and no other."""
    with database.write() as connection:
        keep_rule(connection, read_rule("cac > 80 critical"), "U1")
        connection.execute(update(alert_rules).values(words="gone > 80 critical"))

    assert "cac" not in rules_in(database)
    assert "runway" in rules_in(database)
    assert "alert rule not understood key=cac" in caplog.text
