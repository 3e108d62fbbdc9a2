"""How a replica learns of a new snapshot: by looking always, and at once where it may listen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date

import pytest
from company import SmallCompany
from databases import DatabaseServer
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.listening import listening
from bot.news import IsNewest, News, followed, news_in
from metrics.state import State, read_state
from store.database import Database

DAY = date(2026, 11, 20)
NEVER = 3600.0


@dataclass
class Reader:
    """Follows the news, and remembers what it was told when. `left`: how many more times it leaves something."""

    look: Callable[[], Hashable]
    read: list[Hashable] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    left: int = 0
    name: str = "reader"

    async def catch_up(self, is_newest: IsNewest) -> bool:
        if self.errors:
            raise self.errors.pop()
        assert is_newest()
        self.read.append(self.look())
        self.left -= 1
        return self.left < 0


@dataclass
class Published:
    """What is published. `errors` break the next looks."""

    number: int = 1
    looks: int = 0
    errors: list[Exception] = field(default_factory=list)

    def __call__(self) -> int:
        if self.errors:
            raise self.errors.pop()
        self.looks += 1
        return self.number


async def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # the database and the log raise no event here
            await asyncio.sleep(0.005)


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """What a test enters ends with it."""
    async with AsyncExitStack() as stack:
        yield stack


async def test_each_piece_of_news_is_told_once(stack: AsyncExitStack) -> None:
    """Numbers would never change in Slack; or everything would be computed again every five seconds."""
    published = Published()
    reader = Reader(lambda: published.number)
    await stack.enter_async_context(followed(News(published), [reader], 0.01))
    await until(lambda: reader.read == [1])
    published.number = 2
    await until(lambda: reader.read == [1, 2])
    looks = published.looks
    await until(lambda: published.looks > looks + 3)

    assert reader.read == [1, 2]


@pytest.mark.parametrize("error", [OperationalError("SELECT", {}, Exception("gone")), RuntimeError("a bug")])
async def test_who_failed_is_told_again_and_the_others_go_on(
    stack: AsyncExitStack, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    """One bad moment would end the following until the next restart."""
    published = Published()
    failing, other = Reader(published, errors=[error]), Reader(published)
    await stack.enter_async_context(followed(News(published), [failing, other], 0.01))
    await until(lambda: failing.read == [1] and other.read == [1])

    assert "reader not refreshed" in caplog.text


async def test_what_a_follower_left_is_looked_at_again(stack: AsyncExitStack) -> None:
    """What a replica that died had begun would wait for the next snapshot."""
    published = Published()
    reader = Reader(published, left=2)
    await stack.enter_async_context(followed(News(published), [reader], 0.01))

    await until(lambda: reader.read == [1, 1, 1])


async def test_a_database_that_is_gone_for_a_moment_ends_nothing(stack: AsyncExitStack) -> None:
    """After a restart of the database no number would ever change again."""
    published = Published(errors=[OperationalError("SELECT", {}, Exception("gone"))])
    reader = Reader(lambda: published.number)
    await stack.enter_async_context(followed(News(published), [reader], 0.01))

    await until(lambda: reader.read == [1])


@pytest.fixture
def company(database: Database) -> SmallCompany:
    """With one snapshot."""
    company = SmallCompany(database)
    company.order("o1", "ada", DAY)
    company.publish()
    return company


async def test_a_run_is_learnt_of_by_looking(stack: AsyncExitStack, company: SmallCompany) -> None:
    """Behind a transaction pooler nobody would learn of anything."""
    news, reader = following(company.database)
    await stack.enter_async_context(followed(news, [reader], 0.02))
    await until(lambda: len(reader.read) == 1)
    company.order("o2", "bob", DAY)
    await asyncio.to_thread(company.publish)
    await until(lambda: len(reader.read) == 2)

    assert snapshots_of(reader) == [1, 2]


async def test_a_run_is_heard_of_at_once_where_a_direct_connection_is_configured(
    stack: AsyncExitStack, company: SmallCompany, url: SecretStr, caplog: pytest.LogCaptureFixture
) -> None:
    """A direct connection would cost, and bring nothing."""
    caplog.set_level("INFO")
    news, reader = following(company.database)
    await stack.enter_async_context(followed(news, [reader], NEVER))
    await stack.enter_async_context(listening(url, news.hint))
    await until(lambda: "listening" in caplog.text and len(reader.read) == 1)
    company.order("o2", "bob", DAY)
    await asyncio.to_thread(company.publish)
    await until(lambda: len(reader.read) == 2)

    assert snapshots_of(reader) == [1, 2]


async def test_a_connection_that_breaks_is_made_again_and_misses_nothing(
    stack: AsyncExitStack,
    company: SmallCompany,
    url: SecretStr,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """After the first restart of the database kpibot would be deaf, and what was published meanwhile unheard."""
    monkeypatch.setattr("bot.listening.PAUSES", (0.05,))
    caplog.set_level("INFO")
    news, reader = following(company.database)
    await stack.enter_async_context(followed(news, [reader], NEVER))
    await stack.enter_async_context(listening(url, news.hint))
    await until(lambda: "listening" in caplog.text and len(reader.read) == 1)
    with company.database.write() as connection:
        ended = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kpibot listen'")
        connection.execute(ended)
    company.order("o2", "bob", DAY)
    await asyncio.to_thread(company.publish)
    await until(lambda: len(reader.read) == 2)

    assert snapshots_of(reader) == [1, 2]
    assert "not listening reason=" in caplog.text


async def test_an_address_that_nobody_answers_costs_nothing_but_a_line(
    stack: AsyncExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    """A typing error in an optional setting would keep the bot from starting, or put a password into the log."""
    published = Published()
    reader = Reader(published)
    wrong = SecretStr("postgresql://kpi:hunter2@127.0.0.1:1/none")
    news = News(published)
    await stack.enter_async_context(listening(wrong, news.hint))
    await stack.enter_async_context(followed(news, [reader], 0.01))
    await until(lambda: reader.read == [1] and "not listening" in caplog.text)

    assert "hunter2" not in caplog.text


@pytest.fixture
def url(server: DatabaseServer, database: Database) -> SecretStr:
    """A direct connection to the test's database."""
    return SecretStr(server.url_of(str(database.engine.url.database)).replace("postgresql+psycopg://", "postgresql://"))


def following(database: Database) -> tuple[News, Reader]:
    return news_in(database), Reader(lambda: read_state(database))


def snapshots_of(reader: Reader) -> list[int | None]:
    return [state.snapshot for state in reader.read if isinstance(state, State)]
