"""What lies in the company's own tables is in the numbers after the next run, whoever started it."""

import logging

import pytest
from clocks import set_clock
from moments import NOW
from shops import Shop

from etl.run import RunResult
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_light

ORDER = (
    "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) VALUES ('{}', 'c', '{}', 50, 'CAD')"
)


def test_a_light_run_brings_the_last_days(shop: Shop) -> None:
    """An order of this morning is in the number five minutes later."""
    set_clock(shop.database, NOW)
    mirrored = shop.mirroring(orders="orders")
    mirrored.execute(ORDER.format("o1", "2026-11-22T09:00-05:00"))

    result = run_light(mirrored.database, mirrored.company, "a")

    assert isinstance(result, RunResult)
    assert mirrored.rows("SELECT sum(gross_revenue)::int FROM metrics_daily") == [(50,)]


def test_the_run_of_the_night_brings_every_day(shop: Shop) -> None:
    """An order of last spring that was corrected is found the same night."""
    set_clock(shop.database, NOW)
    mirrored = shop.mirroring(orders="orders")
    mirrored.execute(ORDER.format("o1", "2026-04-01T09:00-04:00"))

    run_daily_owed(mirrored.database, mirrored.company, "a")

    assert mirrored.rows("SELECT day::text FROM metrics_daily") == [("2026-04-01",)]


def test_a_view_that_broke_holds_up_no_run(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    """Who drops a column in the shop costs its numbers their freshness, and no others; the operator is told."""
    set_clock(shop.database, NOW)
    mirrored = shop.mirroring(orders="orders")
    mirrored.execute(ORDER.format("o1", "2026-11-22T09:00-05:00"))
    run_light(mirrored.database, mirrored.company, "a")
    mirrored.execute("ALTER TABLE shop.orders DROP COLUMN gross_amount")

    with caplog.at_level(logging.ERROR, "kpibot.etl"):
        result = run_light(mirrored.database, mirrored.company, "a")

    assert isinstance(result, RunResult)
    assert mirrored.rows("SELECT sum(gross_revenue)::int FROM metrics_daily") == [(50,)]
    assert "source not mirrored" in caplog.text
    assert "gross_amount" in caplog.text
