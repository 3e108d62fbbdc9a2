"""What the doctor finds in the database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from company import SmallCompany
from databases import DatabaseServer
from pooler import find_pgbouncer, running_pooler
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from bot.doctor.clocks import clock_finding
from bot.doctor.database import database_findings
from bot.doctor.finding import Finding, Grade
from bot.settings import Settings
from store.database import Database, open_database

SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings' own


def examined(database: Database, settings: Settings = SETTINGS) -> dict[str, Finding]:
    return {each.about: each for each in database_findings(database, settings)}


@pytest.fixture
def fresh(server: DatabaseServer) -> Iterator[str]:
    """The address of a database in which nothing was done."""
    server.create("doctor_fresh")
    yield server.url_of("doctor_fresh")
    server.drop("doctor_fresh")


def test_a_database_in_use_is_well_but_for_a_role_that_may_too_much(database: Database) -> None:
    """The embedded server's only role may do everything, which is noted and stops nobody."""
    SmallCompany(database).publish()
    found = examined(database)

    assert not [each for each in found.values() if each.grade is Grade.BAD]
    assert found["migrations"].text.startswith("the tables are those of version ")
    assert "CREATE ROLE kpibot" in found["rights"].remedy
    assert found["pooler"].text == "connections are direct, or keep their session"
    assert found["clock against the database's"].grade is Grade.GOOD


def test_a_database_without_tables_says_what_to_run_and_stays_as_it_is(fresh: str) -> None:
    """Who only asks how it stands must not have changed it."""
    database = open_database(fresh)
    found = examined(database)
    with database.engine.connect() as connection:
        schemas = connection.exec_driver_sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'kpibot'").scalar()
    database.close()

    assert (found["migrations"].text, found["migrations"].remedy) == (
        "kpibot has no tables there yet",
        "Run kpibot migrate.",
    )
    assert "numbers" not in found
    assert schemas == 0


def test_older_tables_are_told(database: Database) -> None:
    """A new kpibot over old tables fails in the night."""
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0020'")

    assert examined(database)["migrations"].text.startswith("its tables are those of version 0020, not ")


def test_a_role_without_rights_is_told_the_statement_that_gives_them(fresh: str) -> None:
    """The owner of the database copies a line, and need not guess."""
    admin = open_database(fresh)
    with admin.write() as connection:
        connection.exec_driver_sql("CREATE ROLE doctor_guest LOGIN PASSWORD 'guest'")
        connection.exec_driver_sql("REVOKE CREATE ON DATABASE doctor_fresh FROM PUBLIC")
    database = open_database(make_url(fresh).set(username="doctor_guest", password="guest").render_as_string(False))  # noqa: FBT003  # hide_password
    found = examined(database)
    database.close()
    with admin.write() as connection:
        connection.exec_driver_sql("DROP ROLE doctor_guest")
    admin.close()

    assert found["rights"].grade is Grade.BAD
    assert found["rights"].remedy == "As the database's owner: CREATE SCHEMA kpibot AUTHORIZATION doctor_guest."


def test_a_database_that_is_away_is_one_sentence() -> None:
    """Nobody reads a stack trace on the first day, nor a password."""
    database = open_database("postgresql://kpibot:s3cret@127.0.0.1:9/kpibot")
    (found,) = examined(database).values()
    database.close()

    assert found.text.startswith("it can't be reached: ")
    assert "s3cret" not in found.text


@pytest.mark.pgbouncer
def test_a_transaction_pooler_is_noticed(server: DatabaseServer, template: str) -> None:
    """Numbers that come late are put down to the pooler, and not to kpibot."""
    program = find_pgbouncer()
    if program is None:
        pytest.skip("no PgBouncer is installed")
    name = server.copy(template)
    with running_pooler(program, server.url_of(name)) as pooler:
        database = open_database(pooler.url_of(name))
        found = examined(database)
        listening = SETTINGS.model_copy(update={"listen_url": SecretStr(server.url_of(name))})
        beside = examined(database, listening)
        database.close()
    server.drop(name)

    assert (found["pooler"].grade, beside["pooler"].grade) == (Grade.NOTE, Grade.GOOD)
    assert "KPIBOT_LISTEN_URL" in found["pooler"].remedy


@pytest.mark.parametrize(
    ("seconds", "grade", "words"),
    [(0, Grade.GOOD, "agree"), (-20, Grade.GOOD, "agree"), (400, Grade.BAD, "400 s ahead"), (-61, Grade.BAD, "behind")],
)
def test_clocks_that_disagree_are_told(seconds: int, grade: Grade, words: str) -> None:
    """A clock that is off makes leases and closed days wrong."""
    found = clock_finding("clock", timedelta(seconds=seconds))

    assert found.grade is grade
    assert words in found.text
