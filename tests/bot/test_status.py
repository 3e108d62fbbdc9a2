"""How the numbers stand: what a finance lead and an operator read of sources, certificates and runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from clocks import set_clock
from company import ZONE, SmallCompany
from moments import NOW
from sqlalchemy import text

from bot.status import Status, read_status
from bot.views.status import status_message
from bot.views.status_lines import doubt_lines, owed_lines, run_lines, source_lines, verdict
from etl.company import Company
from etl.run import RunError
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_light
from store.database import Database

YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def shop(database: Database) -> SmallCompany:
    """Twenty days of orders, and of spend on meta to the day before yesterday."""
    company = SmallCompany(database)
    for back in range(20):
        company.customers(YESTERDAY - timedelta(days=back), 2, prefix=str(back))
    company.spend(date(2026, 11, 2), date(2026, 11, 20), 30)
    company.complete("orders", YESTERDAY)
    company.run()
    return company


def status(company: SmallCompany) -> Status:
    return read_status(company.database, ZONE, company.now)


def test_each_source_says_how_far_it_is_closed(shop: SmallCompany) -> None:
    """Who waits for a number learns for which load it waits."""
    assert [(line.about, line.text, line.needs_attention) for line in source_lines(status(shop))] == [
        ("orders", "closed through Nov 21, 2026", False),
        ("refunds", "not connected", False),
        ("ad spend", "closed through Nov 20, 2026: ad spend of Nov 21, 2026 not in", True),
        ("operating expenses", "not connected", False),
        ("cash balances", "not connected", False),
        ("touchpoints", "not connected", False),
    ]


def test_the_verdict_names_what_needs_a_look(shop: SmallCompany) -> None:
    """One sentence is enough on a good morning, and on a bad one says where to begin."""
    before = verdict(status(shop))
    shop.spend(YESTERDAY, YESTERDAY, 30)
    shop.run()

    assert (before, verdict(status(shop))) == ("Ad spend needs a look.", "All that is connected is in, and adds up.")


def test_a_doubt_says_what_to_look_at(shop: SmallCompany) -> None:
    """A failing check without advice is a riddle."""
    (line,) = doubt_lines(status(shop))

    assert line.about == "Nov 21, 2026, ad spend"
    assert line.text == (
        "no rows of ad spend. The day's row of spend is not there: load it, or accept the day if nothing was spent."
    )


def test_many_doubts_stay_readable(shop: SmallCompany) -> None:
    """Two months of gaps do not bury the newest."""
    shop.spend(date(2026, 9, 25), date(2026, 9, 25), 30)
    shop.run()

    lines = doubt_lines(status(shop))

    assert len(lines) == 7
    assert lines[-1].text == "32 more of the last two months."


def test_a_run_says_what_it_did_and_how_long_it_took(shop: SmallCompany) -> None:
    """The operator sees a run that takes ten times as long before the morning on which it is too late."""
    shop.run()

    nothing, first = run_lines(status(shop))

    assert first.about == "Nov 22, 10:00"
    assert first.text.endswith(" rows changed")
    assert nothing.text.endswith("nothing had changed")


def test_a_failed_run_says_why(shop: SmallCompany) -> None:
    """A run that failed at night is not a line in a log that nobody reads."""
    with shop.database.write() as connection:
        connection.execute(text("ALTER TABLE metrics_daily ADD CONSTRAINT full_disk CHECK (orders < 9) NOT VALID"))
    shop.customers(YESTERDAY, 9, prefix="more")
    with pytest.raises(RunError):
        shop.run()

    line = run_lines(status(shop))[0]

    assert line.needs_attention
    assert "run failed: " in line.text
    assert "full_disk" in line.text


def test_the_message_says_all_of_it_in_words(shop: SmallCompany) -> None:
    """Screen readers read the text alone."""
    message = status_message(status(shop))

    assert message.text.startswith("How the numbers stand: Ad spend needs a look. Sources: orders closed through")
    assert message.blocks[0]["text"]["text"] == "How the numbers stand"
    assert message.blocks[-1]["elements"][0]["text"] == "Snapshot 1, published Nov 22, 10:00 EST."


def test_nothing_at_all_is_said_as_well(database: Database) -> None:
    """The first thing that a new operator types is no error."""
    message = status_message(read_status(database, ZONE, NOW))

    assert "No numbers have been computed yet" in message.text


def test_a_name_that_would_call_people_calls_nobody(shop: SmallCompany) -> None:
    """A channel that is spelled <!channel> in a row pages no one."""
    shop.order("x", "cx", date(2026, 11, 18), channel="<!channel>")
    shop.run()

    message = status_message(replace(status(shop)))

    assert "<!channel>" not in message.text
    assert "&lt;!channel&gt;" in message.text


def test_what_is_owed_is_said_first(shop: SmallCompany) -> None:
    """A night without its run is not found out by a wrong number."""
    set_clock(shop.database, NOW - timedelta(days=1))
    run_daily_owed(shop.database, Company(zone=ZONE), "a")
    set_clock(shop.database, NOW)

    found = status(shop)

    assert verdict(found) == "The daily run of Nov 22, 2026 is owed."
    assert [line.about for line in owed_lines(found)] == ["daily run of Nov 22, 2026"]


def test_light_runs_that_found_nothing_hide_no_others(shop: SmallCompany) -> None:
    """A day of five-minute runs would push the failed one of the night out of sight."""
    set_clock(shop.database, NOW)
    run_daily_owed(shop.database, Company(zone=ZONE), "a")
    for _ in range(6):
        run_light(shop.database, Company(zone=ZONE), "a")

    found = status(shop)

    assert [run.trigger for run in found.runs] == ["daily", "command"]
    assert verdict(found) == "Ad spend needs a look."
