"""The customers of a month, followed month by month."""

from datetime import date
from decimal import Decimal

from fixture_types import ImportText, Rows
from moments import NOW

from etl.company import Company
from etl.run import run_etl
from store.database import Database

HEADER = "id,customer_id,ordered_at,gross_amount,cogs,channel"
COHORTS = "SELECT * FROM cohorts_monthly ORDER BY cohort_month, channel, months_since"
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)


def test_a_cohort_is_followed_over_the_turn_of_the_year(
    import_text: ImportText, database: Database, rows: Rows
) -> None:
    """How many are there, how many came again, and what they left, under the channel that brought them."""
    import_text(
        "orders",
        HEADER,
        "a1,ann,2026-10-31T12:00Z,100,40,meta",
        "a2,ann,2026-12-01T12:00Z,10,4,tiktok",
        "b1,bob,2026-10-01T12:00Z,50,20,meta",
        "b2,bob,2027-01-31T12:00Z,20,5,meta",
        "b3,bob,2027-01-01T12:00Z,30,5,meta",
        "c1,cem,2026-12-01T12:00Z,7,2,other",
    )
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,a1,2026-11-15T12:00Z,25", "r2,b1,2027-01-15T12:00Z,5")

    run_etl(database, Company(), NOW)

    assert [row[:7] for row in rows(COHORTS)] == [
        (OCTOBER, "meta", 0, 2, 2, Decimal(150), Decimal(90)),
        (OCTOBER, "meta", 1, 0, 0, Decimal(-25), Decimal(-25)),
        (OCTOBER, "meta", 2, 0, 1, Decimal(10), Decimal(6)),
        (OCTOBER, "meta", 3, 0, 1, Decimal(45), Decimal(35)),
        (DECEMBER, "other", 0, 1, 1, Decimal(7), Decimal(5)),
    ]


def test_the_month_is_the_companys(import_text: ImportText, database: Database, rows: Rows) -> None:
    """The orders of the last night of October are October's, by whatever clock they were written."""
    import_text("orders", HEADER, "a1,ann,2026-11-01T03:59Z,100,40,meta", "a2,ann,2026-11-01T04:00Z,10,0,meta")

    run_etl(database, Company(), NOW)

    assert [(row[0], row[2], row[5]) for row in rows(COHORTS)] == [(OCTOBER, 0, 100), (OCTOBER, 1, 10)]


def test_a_refund_before_its_customers_first_month_is_of_that_month(
    import_text: ImportText, database: Database, rows: Rows
) -> None:
    """A corrected date leaves no months before the first."""
    import_text("orders", HEADER, "a1,ann,2026-10-10T12:00Z,100,40,meta")
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,a1,2026-08-15T12:00Z,25")

    run_etl(database, Company(), NOW)

    assert [row[:7] for row in rows(COHORTS)] == [(OCTOBER, "meta", 0, 1, 1, Decimal(75), Decimal(35))]
