"""Puts together what a refresh needs of the company."""

from bot.answering import Clock
from bot.refreshing.on_demand import EtlOnDemand
from bot.refreshing.permits import Permits
from bot.refreshing.refresher import Refreshing
from etl.company import Company
from store.database import Database


def refreshing_in(
    database: Database, company: Company, clock: Clock, refreshers: frozenset[str] = frozenset()
) -> Refreshing:
    """Runs over the company's database, for these people; nobody named means everybody."""
    return Refreshing(EtlOnDemand(database, company, clock), Permits(database, clock, refreshers))
