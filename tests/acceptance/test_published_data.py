"""Real orders with published results: what other people worked out, kpibot works out."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from company import ZONE
from databases import DatabaseServer, copied
from oracle import Oracle, Order

from bot.answering import Answering
from bot.language import read_question
from bot.shown import Shown
from etl.certificates import write_watermark
from etl.company import Company
from etl.importing import Counts, import_file
from etl.run import run_etl
from metrics.answer import Answer
from metrics.answer.wording import sentence
from store.database import Database

pytestmark = pytest.mark.real_data

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
REVENUE_BY_MONTH = (
    "299060.17 379590.03 393155.27 142824.49 107933.30 108395.87 122078.88 88367.69 81948.80 89780.77 115448.64 "
    "95577.35 76756.78 77096.96 108970.15 66231.52 70989.66 76109.30"
)
MONTHS = [f"{1997 + index // 12}-{index % 12 + 1:02}" for index in range(18)]


@pytest.fixture(scope="module")
def cdnow(server: DatabaseServer, template: str, published_data: Path) -> Iterator[Database]:
    """The CDNOW orders, imported and published."""
    with copied(server, template) as database:
        summary = import_file(database, Company(), "orders", published_data / "cdnow_orders.csv.gz")
        assert summary.counts == Counts(69_659, new=69_659, changed=0, same=0, held=0, refused=0)
        write_watermark(database, "orders", date(1998, 6, 30), NOW)
        run_etl(database, Company(), NOW)
        yield database


@pytest.fixture(scope="module")
def oracle(published_data: Path) -> Oracle:
    """The same orders, to be recomputed by brute force."""
    with gzip.open(published_data / "cdnow_orders.csv.gz", "rt") as stream:
        orders = [
            Order(
                row["order_id"],
                row["customer_id"],
                datetime.fromisoformat(row["ordered_at"]),
                Decimal(row["gross_amount"]),
                Decimal(row["cogs"]),
                "other",
            )
            for row in csv.DictReader(stream)
        ]
    return Oracle(orders, [], [], ZONE)


def ask(database: Database, words: str) -> Answer:
    shown = read_question(words)
    assert isinstance(shown, Shown)
    return Answering(database, ZONE, "CAD", lambda: NOW).answer(shown.question)


@pytest.mark.parametrize(("month", "revenue"), list(zip(MONTHS, REVENUE_BY_MONTH.split(), strict=True)))
def test_revenue_of_each_month_is_the_published_one(cdnow: Database, month: str, revenue: str) -> None:
    """Eighteen months to the cent."""
    assert ask(cdnow, f"revenue {month}").value == Decimal(revenue)


def test_the_total_is_the_published_one(cdnow: Database) -> None:
    """No order is lost or doubled on the way."""
    assert ask(cdnow, "revenue 1997-01-01..1998-06-30").value == Decimal("2500315.63")
    assert ask(cdnow, "orders 1997-01-01..1998-06-30").value == 69_659


@pytest.mark.parametrize(
    ("month", "customers"), [("1997-01", 7846), ("1997-02", 8476), ("1997-03", 7248), ("1997-04", 0)]
)
def test_new_customers_are_the_published_ones(cdnow: Database, month: str, customers: int) -> None:
    """Orders of amount 0 make customers too."""
    assert ask(cdnow, f"newcustomers {month}").value == customers


def test_retention_is_the_published_one(cdnow: Database) -> None:
    """Another order within 30, 60 and 90 days, of all who ever came."""
    answer = ask(cdnow, "retention 1997-01-01..1997-03-31")

    shares = {part.name: round(100 * part.value, 4) for part in answer.breakdown if part.value is not None}
    assert shares == {"30 days": Decimal("17.4586"), "60 days": Decimal("25.1549"), "90 days": Decimal("29.2193")}


@pytest.mark.parametrize("day", [date(1997, 6, 30), date(1997, 12, 31), date(1998, 6, 30)])
def test_ltv_equals_its_independent_recomputation(cdnow: Database, oracle: Oracle, day: date) -> None:
    """Lifetime value over real lives."""
    answer = ask(cdnow, f"ltv {day}..{day}")
    theirs = oracle.value("ltv", day, day)

    assert answer.value is not None
    assert theirs is not None
    assert abs(answer.value - theirs) < Decimal("1e-20")


def test_old_data_is_answered_with_its_age(cdnow: Database) -> None:
    """Data that ends in 1998 is neither refused nor passed off as today's."""
    text = sentence(ask(cdnow, "revenue"))

    assert "Last 30 days, Jun 1 – Jun 30, 1998." in text
    assert "Data through Jun 30, 1998, 28 years behind yesterday" in text


def test_ad_spend_adds_up_to_the_published_totals(database: Database, published_data: Path) -> None:
    """Facebook's own figures, to the ninth decimal and back."""
    import_file(database, Company(), "spend", published_data / "kag_spend.csv")
    run_etl(database, Company(), NOW)

    assert ask(database, "impressions 2023-08").value == 213_434_828
    assert ask(database, "clicks 2023-08").value == 38_165
    assert ask(database, "conversions 2023-08").value == 3_264
    spend, ctr = ask(database, "spend 2023-08").value, ask(database, "ctr 2023-08").value
    assert spend is not None
    assert ctr is not None
    assert (round(spend, 2), round(ctr, 9)) == (Decimal("58705.23"), Decimal("0.000178813"))
