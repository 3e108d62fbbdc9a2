"""A company whose sources lie in relations of its own, in another schema of the same database."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from histories import forget_everything
from moments import NOW
from sqlalchemy import text

from etl.company import Company
from etl.mirroring import Depth, MirroredSource, Mirroring, mirror_changed
from etl.relations import Relation
from store.database import Database
from store.tables import SOURCE_TABLES

_TABLES = """
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop.orders (LIKE kpibot.orders INCLUDING DEFAULTS, PRIMARY KEY (id));
CREATE TABLE shop.refunds (
    LIKE kpibot.refunds INCLUDING DEFAULTS, PRIMARY KEY (id),
    FOREIGN KEY (order_id) REFERENCES shop.orders ON DELETE CASCADE
);
CREATE TABLE shop.spend (LIKE kpibot.spend INCLUDING DEFAULTS, PRIMARY KEY (day, channel, campaign));
CREATE TABLE shop.expenses (LIKE kpibot.expenses INCLUDING DEFAULTS, PRIMARY KEY (day, category));
CREATE TABLE shop.cash_balances (LIKE kpibot.cash_balances INCLUDING DEFAULTS, PRIMARY KEY (day));
CREATE TABLE shop.touchpoints (
    LIKE kpibot.touchpoints INCLUDING DEFAULTS, PRIMARY KEY (customer_id, touched_at, channel)
);
"""


@dataclass(frozen=True)
class Shop:
    """Changes its relations, and has them mirrored; `now` is a Sunday morning in Toronto."""

    database: Database
    company: Company = field(default_factory=Company)
    now: datetime = NOW

    def mirroring(self, **relations: str) -> "Shop":
        """The same shop with these relations of its schema mirrored."""
        mirrored = {source: Relation("shop", name) for source, name in relations.items()}
        return replace(self, company=replace(self.company, mirrored=mirrored))

    def mirroring_everything(self) -> "Shop":
        return self.mirroring(**{table.name: table.name for table in SOURCE_TABLES})

    def in_zone(self, zone: str) -> "Shop":
        return replace(self, company=replace(self.company, zone=zone))

    def empty(self) -> None:
        """As on the first day."""
        forget_everything(self.database)
        self.execute(_TABLES)

    def execute(self, *statements: str) -> None:
        """Change what is there, in one transaction."""
        with self.database.write() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def mirror(self, depth: Depth = Depth.DAYS) -> Mirroring:
        return mirror_changed(self.database, self.company, self.now, depth=depth)

    def mirror_one(self, source: str = "orders", depth: Depth = Depth.DAYS) -> MirroredSource:
        """What became of one source, where nothing was at fault."""
        done = self.mirror(depth)
        assert done.faults == ()
        return next(each for each in done.sources if each.source == source)
