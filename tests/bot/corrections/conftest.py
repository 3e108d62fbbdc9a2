"""A shop whose net revenue of the last seven days is $700, and what corrects what was posted of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
from clocks import set_clock
from company import ZONE, SmallCompany
from copies import Copies, copies_of
from databases import DatabaseServer
from moments import NOW
from posts import Posts

from bot.answering import Answering
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.corrections.correcting import Corrections, Looked
from bot.exhibits import look_up
from metrics.answer import Answer
from metrics.state import read_state
from store.database import open_database

YESTERDAY = date(2026, 11, 21)


@dataclass
class Desk:
    """The shop, its outbox, and a bot that corrects."""

    shop: SmallCompany
    posts: Posts
    tolerance: Decimal = Decimal("0.01")
    corrections: Corrections = field(init=False)

    def __post_init__(self) -> None:
        self.corrections = self.replica("a")

    def replica(self, holder: str) -> Corrections:
        """Another process of the same bot."""
        database = self.shop.database
        answering = Answering(database, ZONE, "CAD", lambda: self.shop.now)
        return Corrections(database, answering, self.tolerance, holder)

    def ask(self, words: str) -> Answer:
        """What /kpi says now, of the days to yesterday."""
        reply = read_command(words, all_commands())
        assert isinstance(reply, Show)
        found = look_up(reply.shown, self.corrections.answers, YESTERDAY).content
        assert isinstance(found, Answer)
        return found

    def newest(self) -> int:
        """The newest snapshot."""
        newest = read_state(self.shop.database).snapshot
        assert newest is not None
        return newest

    def look(self) -> Looked:
        looked = self.corrections.look()
        assert looked is not None
        return looked

    def late(self, name: str, amount: int = 50, day: date = date(2026, 11, 20)) -> None:
        """An order that comes late, and is folded in."""
        self.shop.order(name, f"customer of {name}", day, amount=amount, cogs=amount * 2 // 5)
        self.shop.run()


@pytest.fixture(scope="session")
def shop_template(server: DatabaseServer, template: str) -> Iterator[str]:
    """Two weeks of two orders of 50 a day, published on a Sunday morning."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    set_clock(database, NOW)
    shop = SmallCompany(database)
    for back in range(14):
        shop.customers(YESTERDAY - timedelta(days=back), 2, prefix=str(back))
    shop.connect("refunds")
    shop.publish()
    database.close()
    yield name
    server.drop(name)


@pytest.fixture(scope="session")
def shops(server: DatabaseServer, shop_template: str) -> Iterator[Copies]:
    """As many of them as there are tests."""
    with copies_of(server, shop_template) as copies:
        yield copies


@pytest.fixture
def desk(shops: Copies) -> Iterator[Desk]:
    """The shop, in a database of its own."""
    with shops.one() as database:
        yield Desk(SmallCompany(database), Posts(database))
