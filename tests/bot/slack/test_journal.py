"""What people did stands in the journal: questions, answers, refusals, files, refreshes, rules, homes."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access.roster import Roster
from bot.access.written import read_access
from bot.journal.entry import Entry, Kind
from bot.journal.keeping import Keeper
from bot.records import Records
from bot.status import Status
from sandbox.people.results import Result


class FakeJournal:
    """Stands in for bot.journal.book.Journal."""

    def __init__(self) -> None:
        self.lines: list[Entry] = []

    def write(self, entry: Entry) -> None:
        self.lines.append(entry)


@pytest.fixture
async def kept(office: Any) -> FakeJournal:
    """The journal of a bot whose cash is for Grace."""
    journal = FakeJournal()
    nothing = Records(office.posted, office.people, office.homes, _NoneLive(), _no_status)
    office.records = replace(nothing, journal=Keeper(journal.write))
    office.roster = Roster(read_access("finance -> U00GRACE"))
    await office.start()
    return journal


class _NoneLive:
    def take(self) -> None:
        return None

    def is_anything_left(self) -> bool:
        return False


def _no_status() -> Status:
    raise AssertionError("nobody asks for it")


async def test_everything_that_people_do_is_a_line(office: Any, kept: FakeJournal) -> None:
    """An owner asks who saw the cash in March, and nobody knows."""
    did: list[Result] = [
        await office.ask("revenue"),
        await office.ask("runway"),
        await office.ask("revenue as csv"),
        await office.ask("refresh"),
        await office.ask("nonsense words"),
        await office.ask("alert add cac > 3"),
        await office.ask("audit"),
    ]
    await office.server.open_home("ada")
    await office.until(lambda: len(kept.lines) == 8)
    lines = {(line.kind, line.words): line for line in kept.lines}

    assert all(result.ok for result in did)
    assert lines[Kind.QUESTION, "revenue"].outcome == "answered"
    assert lines[Kind.QUESTION, "runway"].outcome == "refused"
    assert lines[Kind.EXPORT, "revenue as csv"].outcome == "exported"
    assert lines[Kind.REFRESH, "refresh"].outcome == "refreshed"
    assert lines[Kind.QUESTION, "nonsense words"].outcome == "told"
    assert lines[Kind.RULE, "alert add cac > 3"].outcome == "told"
    assert lines[Kind.AUDIT, "audit"].user == "U0000ADA"
    assert lines[Kind.HOME, ""].outcome == "shown"
    assert {line.channel for line in kept.lines if line.kind is not Kind.HOME} == {"C0GENERAL"}
    # The code of a line is that of the log, and of what a person is told where something fails.
    assert all(f"question={line.code}" in office.log() for line in kept.lines if line.kind is not Kind.HOME)


async def test_the_secret_parts_of_slack_are_in_no_line(office: Any, kept: FakeJournal) -> None:
    """A response_url in the journal lets its reader write in somebody's name."""
    await office.ask("revenue")
    await office.until(lambda: kept.lines)

    assert "http" not in str(kept.lines)
    assert office.workspace.bot_token not in str(kept.lines)
