"""Answers are kept for as long as they are what the database would say, and no longer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer, copied
from moments import NOW
from sqlalchemy import event
from sqlalchemy.exc import ProgrammingError

from bot.answering import Answering
from metrics.periods import Today, Yesterday
from metrics.question import Question

CLOSED = date(2026, 11, 21)
CAC = Question("cac")
TODAY = Question("revenue", Today())


@dataclass
class Desk:
    """Answers about a small company; `now` moves by hand."""

    company: SmallCompany
    now: datetime = NOW
    answering: Answering = field(init=False)

    def __post_init__(self) -> None:
        self.answering = Answering(self.company.database, ZONE, "CAD", lambda: self.now)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The queries that the block sends."""
        sent: list[str] = []

        def remember(*call: Any) -> None:
            sent.append(call[2])

        engine = self.company.database.engine
        event.listen(engine, "before_cursor_execute", remember)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", remember)


@pytest.fixture(scope="module")
def published(server: DatabaseServer, template: str) -> Iterator[str]:
    """A company of 40 customers of one day, published: a database to copy."""
    with copied(server, template) as database:
        company = SmallCompany(database)
        company.customers(CLOSED, 40)
        company.spend(CLOSED - timedelta(days=59), CLOSED, 100)
        company.publish()
        database.close()
        assert database.engine.url.database is not None
        yield database.engine.url.database


@pytest.fixture
def desk(server: DatabaseServer, published: str) -> Iterator[Desk]:
    """The published company, to ask."""
    with copied(server, published) as database:
        yield Desk(SmallCompany(database))


def of_tables(sent: list[str]) -> list[str]:
    """The queries that read more than which snapshot there is."""
    return [statement for statement in sent if "metrics_daily" in statement]


def test_fifty_who_ask_at_once_cost_one_computation(desk: Desk) -> None:
    """A dashboard link in a busy channel would bring the database down."""
    people = 50
    together = Barrier(people)

    def ask() -> Any:
        together.wait(10)
        return desk.answering.answer(CAC)

    with desk.statements() as of_one:
        Answering(desk.company.database, ZONE, "CAD", lambda: NOW).answer(CAC)
    with desk.statements() as sent, ThreadPoolExecutor(people) as pool:
        answers = [each.result(30) for each in [pool.submit(ask) for _ in range(people)]]

    assert len(of_tables(of_one)) > 0
    assert of_tables(sent) == of_tables(of_one)
    assert len(sent) - len(of_one) == people - 1
    assert {id(answer) for answer in answers} == {id(answers[0])}


def test_asking_again_costs_one_query_of_one_row(desk: Desk) -> None:
    """Everybody would wait as long as the first."""
    first = desk.answering.answer(CAC)
    with desk.statements() as sent:
        again = desk.answering.answer(CAC)

    assert again is first
    assert len(sent) == 1
    assert "snapshots" in sent[0]


def test_after_a_new_snapshot_the_old_number_is_never_shown(desk: Desk) -> None:
    """A corrected number would stay wrong in Slack while the database has the right one."""
    before = desk.answering.answer(CAC)
    desk.company.customers(CLOSED, 40, prefix="late")
    unpublished = desk.answering.answer(CAC)
    desk.company.publish()
    after = desk.answering.answer(CAC)

    assert unpublished is before
    assert before.value == 75
    assert after.value == before.value / 2
    assert before.snapshot is not None
    assert after.snapshot is not None
    assert after.snapshot.id > before.snapshot.id


def test_a_source_that_is_connected_without_a_run_is_seen(desk: Desk) -> None:
    """The note that refunds are missing would stay after they were brought."""
    before = desk.answering.answer(Question("ltv"))
    desk.company.connect("refunds")
    after = desk.answering.answer(Question("ltv"))

    assert "Refunds are not connected and count as none." in before.notes
    assert "Refunds are not connected and count as none." not in after.notes


def test_at_midnight_yesterday_moves(desk: Desk) -> None:
    """The morning would be answered with the day before yesterday."""
    yesterday = Question("revenue", Yesterday())
    desk.now = datetime(2026, 11, 23, 4, 59, tzinfo=NOW.tzinfo)
    before = desk.answering.answer(yesterday)
    desk.now += timedelta(minutes=2)
    after = desk.answering.answer(yesterday)

    assert before.period.end == date(2026, 11, 21)
    assert after.period.end == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "seconds", "is_kept"), [(TODAY, 299, True), (TODAY, 300, False), (CAC, 300, True)]
)
def test_what_speaks_of_the_open_day_is_kept_for_five_minutes_at_most(
    desk: Desk,
    question: Question,
    seconds: int,
    is_kept: bool,  # noqa: FBT001  # a case of the table above
) -> None:
    """Today's number would stand still all day."""
    first = desk.answering.answer(question)
    desk.now += timedelta(seconds=seconds)

    assert (desk.answering.answer(question) is first) is is_kept


def test_a_database_that_was_filled_anew_is_another_one_though_its_snapshot_has_the_same_number(desk: Desk) -> None:
    """Somebody who starts over would be shown the numbers of before."""
    before = desk.answering.answer(CAC)
    with desk.company.database.write() as connection:
        connection.exec_driver_sql("UPDATE snapshots SET published_at = published_at + interval '1 minute'")

    assert desk.answering.answer(CAC) is not before


def test_each_question_has_its_own_answer(desk: Desk) -> None:
    """The one would be answered with the other."""
    questions = [CAC, Question("cac", by="channel"), Question("cac", as_of=CLOSED - timedelta(days=1)), Question("ltv")]
    answers = [desk.answering.answer(question) for question in questions]

    assert [desk.answering.answer(question) for question in questions] == answers
    assert len(set(answers)) == len(questions)


def test_an_error_is_not_kept(desk: Desk) -> None:
    """A database that was away for a moment would be away for that question until the next snapshot."""
    rename(desk, "metrics_daily", "away")
    with pytest.raises(ProgrammingError):
        desk.answering.answer(CAC)
    rename(desk, "away", "metrics_daily")

    assert desk.answering.answer(CAC).value == 75


def rename(desk: Desk, table: str, name: str) -> None:
    with desk.company.database.write() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {name}")
