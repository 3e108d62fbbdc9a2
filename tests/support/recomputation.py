"""A random company in the database and in the oracle, and when two numbers are the same."""

from datetime import UTC, datetime
from decimal import Decimal

from histories import forget_everything
from oracle import Oracle
from random_cash import random_cash
from random_company import random_company
from sqlalchemy import insert

from etl.certificates import write_watermark
from etl.company import Company
from etl.run import run_etl
from store.database import Database
from store.measures import Source
from store.tables import cash_balances, expenses, imports, orders, refunds, spend

ZONES = ("America/Toronto", "Australia/Lord_Howe", "Asia/Kathmandu")


def load(database: Database, seed: int, zone: str, *, number: int = 400, days: int = 500) -> Oracle:
    """The same random company of so many orders in the database, published, and in the oracle."""
    company_orders, company_refunds, company_spend = random_company(seed, orders=number, days=days, zone=zone)
    oracle = Oracle(company_orders, company_refunds, company_spend, zone)
    span = sorted({sale.day for sale in oracle.books.sales})
    company_expenses, company_balances = random_cash(seed, span)
    forget_everything(database)
    rows = {
        orders: [{**vars(each), "currency": "CAD"} for each in company_orders],
        refunds: [vars(each) for each in company_refunds],
        spend: [{**vars(each), "campaign": str(index), "currency": "CAD"} for index, each in enumerate(company_spend)],
        expenses: [{**vars(each), "currency": "CAD"} for each in company_expenses],
        cash_balances: [{**vars(each), "currency": "CAD"} for each in company_balances],
        imports: [
            {"source": source, "file": "", "read": 0, "new": 0, "changed": 0, "same": 0, "held": 0, "refused": 0}
            for source in Source
        ],
    }
    with database.write() as connection:
        for table, values in rows.items():
            if values:
                connection.execute(insert(table), values)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for source in ("orders", "spend"):
        write_watermark(database, source, span[-1], now)
    run_etl(database, Company(zone=zone), now)
    return oracle.with_cash(company_expenses, company_balances)


def same(ours: Decimal | None, theirs: Decimal | None) -> bool:
    """Equal but for the last of 28 digits."""
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= Decimal("1e-20") * max(Decimal(1), abs(theirs))
