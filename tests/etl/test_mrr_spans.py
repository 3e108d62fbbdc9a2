"""Subscriptions on their way into MRR: from which day to which an order counts, and what it counts for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from databases import DatabaseServer, copied
from fixture_types import ImportText, Rows
from moments import NOW
from sqlalchemy import insert, text

from etl.company import Company
from etl.run import RunKind, run_etl
from store.database import Database
from store.tables import orders, refunds

HEADER = "id,customer_id,ordered_at,gross_amount,subscription_id,interval_months"

# (ordered at, amount, subscription, months) of each customer; (order number, refunded at, amount); and the spans.
Order = tuple[str, str, str | None, int | None]
Refund = tuple[int, str, str]
Span = tuple[str, str, str]
Case = tuple[list[Order], list[Refund], list[Span]]


def monthly(*days: str, amount: str = "30") -> list[Order]:
    return [(f"{day}T12:00-05:00", amount, "s", 1) for day in days]


CASES: dict[str, Case] = {
    "a month after Jan 31 is Feb 28, and three days of grace": (
        monthly("2026-01-31"), [], [("2026-01-31", "2026-03-03", "30")],
    ),
    "a month after Jan 31 of a leap year is Feb 29": (
        monthly("2024-01-31"), [], [("2024-01-31", "2024-03-03", "30")],
    ),
    "a year after Feb 29 is Feb 28": (
        [("2024-02-29T12:00Z", "120", "s", 12)], [], [("2024-02-29", "2025-03-03", "10")],
    ),
    "a quarter after Nov 30 is Feb 28": (
        [("2025-11-30T12:00Z", "100", "s", 3)], [], [("2025-11-30", "2026-03-03", "33.333333")],
    ),
    "billed at each month's end, nobody churns in between": (
        monthly("2026-01-31", "2026-02-28", "2026-03-31"),
        [],
        [("2026-01-31", "2026-02-28", "30"), ("2026-02-28", "2026-03-31", "30"), ("2026-03-31", "2026-05-03", "30")],
    ),
    "billed every 30 days, nobody pays twice": (
        monthly("2026-01-31", "2026-03-02", "2026-04-01"),
        [],
        [("2026-01-31", "2026-03-02", "30"), ("2026-03-02", "2026-04-01", "30"), ("2026-04-01", "2026-05-04", "30")],
    ),
    "who comes back later was away": (
        monthly("2026-01-01", "2026-06-01"),
        [],
        [("2026-01-01", "2026-02-04", "30"), ("2026-06-01", "2026-07-04", "30")],
    ),
    "the next order counts from its own day, before the interval is over": (
        [("2026-01-10T12:00Z", "120", "s", 12), ("2026-02-20T12:00Z", "240", "s", 12)],
        [],
        [("2026-01-10", "2026-02-20", "10"), ("2026-02-20", "2027-02-23", "20")],
    ),
    "of two orders of one day the later counts": (
        [("2026-01-10T12:00Z", "10", "s", 1), ("2026-01-10T11:59Z", "20", "s", 1)],
        [],
        [("2026-01-10", "2026-02-13", "10")],
    ),
    "of two orders of one moment the later id counts": (
        [("2026-01-10T12:00Z", "10", "s", 1), ("2026-01-10T12:00Z", "20", "s", 1)],
        [],
        [("2026-01-10", "2026-02-13", "20")],
    ),
    "two subscriptions of one customer both count": (
        [("2026-01-10T12:00Z", "10", "s", 1), ("2026-01-20T12:00Z", "20", "t", 1)],
        [],
        [("2026-01-10", "2026-02-13", "10"), ("2026-01-20", "2026-02-23", "20")],
    ),
    "an order of no subscription counts for nothing": ([("2026-01-10T12:00Z", "10", None, None)], [], []),
    "a free order is active": (monthly("2026-01-10", amount="0"), [], [("2026-01-10", "2026-02-13", "0")]),
    "refunded in two parts, it ends with the second": (
        monthly("2026-01-10"),
        [(0, "2026-01-15T12:00Z", "10"), (0, "2026-01-20T12:00Z", "20")],
        [("2026-01-10", "2026-01-20", "30")],
    ),
    "refunded in part, it stays": (
        monthly("2026-01-10"), [(0, "2026-01-15T12:00Z", "29.99")], [("2026-01-10", "2026-02-13", "30")],
    ),
    "refunded on its day, it never was": (monthly("2026-01-10"), [(0, "2026-01-10T23:00Z", "30")], []),
    "refunded on a corrected date before its own, it never was": (
        monthly("2026-01-10"), [(0, "2026-01-02T12:00Z", "30")], [],
    ),
    "refunded after its time, it has been": (
        monthly("2026-01-10"), [(0, "2026-04-01T12:00Z", "30")], [("2026-01-10", "2026-02-13", "30")],
    ),
    "refunded at night, it ends on the company's day": (
        monthly("2026-01-10"), [(0, "2026-01-20T04:59Z", "30")], [("2026-01-10", "2026-01-19", "30")],
    ),
    "an order that was refunded has still taken the place of the one before": (
        monthly("2026-01-10", "2026-02-10"), [(1, "2026-02-10T18:00Z", "30")], [("2026-01-10", "2026-02-10", "30")],
    ),
    "the day on which clocks go back begins and ends at the company's midnights": (
        [("2026-10-01T12:00Z", "30", "s", 1), ("2026-11-02T04:59:59Z", "30", "s", 1)],
        [],
        [("2026-10-01", "2026-11-01", "30"), ("2026-11-01", "2026-12-04", "30")],
    ),
    "the day on which clocks go forward as well": (
        [("2026-03-08T04:59:59Z", "30", "s", 1), ("2026-03-09T03:59:59Z", "60", "s", 1)],
        [],
        [("2026-03-07", "2026-03-08", "30"), ("2026-03-08", "2026-04-11", "60")],
    ),
    "half a millionth goes to the even one, down": (
        [("2026-01-10T12:00Z", "0.000015", "s", 6)], [], [("2026-01-10", "2026-07-13", "0.000002")],
    ),
    "half a millionth goes to the even one, up": (
        [("2026-01-10T12:00Z", "0.000009", "s", 6)], [], [("2026-01-10", "2026-07-13", "0.000002")],
    ),
    "more than half goes up, however little": (
        [("2026-01-10T12:00Z", "0.000015000001", "s", 6)], [], [("2026-01-10", "2026-07-13", "0.000003")],
    ),
    "a large amount keeps its millionths": (
        [("2026-01-10T12:00Z", "123456789012345.000001", "s", 1)],
        [],
        [("2026-01-10", "2026-02-13", "123456789012345.000001")],
    ),
    "an interval mistyped is for ever, and stops no run": (
        [("2026-01-10T12:00Z", "2147483647", "s", 2147483647)], [], [("2026-01-10", "2126-01-13", "1")],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def published(server: DatabaseServer, template: str) -> Iterator[Database]:
    """Each case as a customer of its own, all with the same names of subscriptions; published once, only read."""
    with copied(server, template) as database:
        with database.write() as connection:
            for customer, (bought, given_back, _) in CASES.items():
                connection.execute(insert(orders), [_order(customer, n, *each) for n, each in enumerate(bought)])
                if given_back:
                    connection.execute(insert(refunds), [_refund(customer, n, *r) for n, r in enumerate(given_back)])
        run_etl(database, Company(), NOW)
        yield database


def _order(  # noqa: PLR0917  # the columns of a case, in their order
    customer: str, number: int, at: str, amount: str, subscription: str | None, months: int | None
) -> dict[str, object]:
    row = {"id": f"{customer} {number}", "customer_id": customer, "ordered_at": at, "gross_amount": Decimal(amount)}
    return {**row, "currency": "CAD", "subscription_id": subscription, "interval_months": months}


def _refund(customer: str, number: int, order: int, at: str, amount: str) -> dict[str, object]:
    name = f"{customer} {order}"
    return {"id": f"{name} {number}", "order_id": name, "refunded_at": at, "amount": Decimal(amount)}


@pytest.mark.parametrize("case", CASES)
def test_an_order_counts_from_its_day_until_it_is_over(published: Database, case: str) -> None:
    """MRR neither drops between two bills nor keeps those who left."""
    query = "SELECT from_day::text, to_day::text, mrr FROM mrr_spans WHERE customer_id = :case ORDER BY from_day"
    with published.read() as connection:
        spans = [tuple(row) for row in connection.execute(text(query), {"case": case})]

    assert spans == [(first, end, Decimal(amount)) for first, end, amount in CASES[case][2]]


def test_mrr_of_a_day_is_the_sum_of_the_spans_over_it(published: Database) -> None:
    """The series and the movements are of the same numbers, on every day that anything is active and on no other."""
    spans = (
        "SELECT day::date, sum(mrr), count(*) FROM mrr_spans "
        "CROSS JOIN generate_series(from_day, to_day - 1, interval '1 day') AS day GROUP BY day"
    )
    daily = (
        "SELECT day, mrr, active_subscriptions FROM metrics_daily WHERE mrr <> 0 OR active_subscriptions <> 0 "
        "OR channel = 'company'"
    )
    with published.read() as connection:
        assert set(connection.execute(text(daily)).all()) == set(connection.execute(text(spans)).all())


def test_it_stands_under_the_company(import_text: ImportText, database: Database, rows: Rows) -> None:
    """No channel's breakdown holds MRR, and the days that nothing is active on hold no zeros."""
    import_text("orders", HEADER, "o1,c1,2026-10-30T12:00Z,30,s,1", "o2,c2,2026-12-05T12:00Z,0,s,1")

    run_etl(database, replace(Company(), grace_days=0), NOW)

    mine = "SELECT day, mrr, active_subscriptions FROM metrics_daily WHERE channel = 'company' ORDER BY day"
    found = rows(mine)
    assert found[0] == (date(2026, 10, 30), 30, 1)
    assert found[30:32] == [(date(2026, 11, 29), 30, 1), (date(2026, 12, 5), 0, 1)]
    assert found[-1] == (date(2027, 1, 4), 0, 1)
    assert rows("SELECT sum(mrr) FROM metrics_daily WHERE channel <> 'company'") == [(0,)]


def test_other_days_of_grace_mean_other_spans(import_text: ImportText, database: Database, rows: Rows) -> None:
    """A changed assumption holds for the past as well, and at once."""
    import_text("orders", HEADER, "o1,c1,2026-10-01T12:00Z,30,s,1")
    run_etl(database, Company(), NOW)

    result = run_etl(database, replace(Company(), grace_days=0), NOW)

    assert result.kind is RunKind.REDEFINED
    assert rows("SELECT to_day::text FROM mrr_spans") == [("2026-11-01",)]
    assert rows("SELECT max(day)::text FROM metrics_daily") == [("2026-10-31",)]


def test_an_order_in_a_mistyped_year_stops_no_run(import_text: ImportText, database: Database, rows: Rows) -> None:
    """One wrong row costs its own days, and not the numbers of everybody else."""
    import_text("orders", HEADER, "o1,c1,2026-10-01T12:00Z,30,s,1", "o2,c1,9026-10-01T12:00Z,30,s,1")

    run_etl(database, Company(), NOW)

    assert rows("SELECT count(*) FROM metrics_daily WHERE channel = 'company'") == [(2 * 34,)]
    assert rows("SELECT months_since FROM cohorts_monthly ORDER BY 1") == [(0,), (84_000,)]


def test_an_interval_of_a_thousand_years_is_refused(import_text: ImportText) -> None:
    """What can't be meant is named by its line."""
    summary = import_text("orders", HEADER, "o1,c1,2026-10-01T12:00Z,30,s,12000", "o2,c1,2026-10-01T12:00Z,30,s,1200")

    assert summary.refusals == ((2, "interval_months 12000 is more than 1200, a hundred years"),)
