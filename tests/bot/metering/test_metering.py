"""What operators watch: every number has a name, a meaning and few labels, and says what is so."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from clocks import set_clock
from company import SmallCompany
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.caching import Cache
from bot.metering.meters import Meters
from bot.metering.page import metrics_page
from bot.metering.standing import GAUGES, Caches, Standing
from bot.receiving.address import Address
from bot.references.metering import metering_table
from bot.settings import SettingsError
from store.database import Database, open_database
from store.owing import OwedMessage, owe

DOC = Path(__file__).parents[3] / "docs" / "monitoring.md"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def scraped(meters: Meters) -> dict[tuple[str, ...], float]:
    """Each number by its name and its labels' values."""
    families = text_string_to_metric_families(generate_latest(meters.registry).decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_questions_are_counted_and_each_stage_is_timed() -> None:
    """Nobody would see that answers have become slow, or why."""
    meters = Meters()
    facts = {"query_ms": 40, "post_ms": 10, "words": "secret words", "user": "U0000ADA"}
    meters.question("question", "answered", 60, facts)
    meters.question("question", "refused", 5, {})
    found = scraped(meters)

    assert found["kpibot_questions_total", "question", "answered"] == 1
    assert found["kpibot_answer_seconds_count", "question"] == 2
    assert found["kpibot_answer_seconds_bucket", "question", "0.05"] == 1
    assert found["kpibot_stage_seconds_sum", "query"] == pytest.approx(0.04)
    assert ("kpibot_stage_seconds_sum", "render") not in found
    assert "secret" not in str(found)
    assert "U0000ADA" not in str(found)


def test_how_things_stand_is_asked_of_the_database(database: Database) -> None:
    """A bot that is up and delivers nothing would look well."""
    company = SmallCompany(database, now=NOW)
    company.customers(NOW.date() - timedelta(days=1), 3)
    company.publish()
    set_clock(database, NOW)
    with database.write() as connection:
        due = NOW - timedelta(seconds=90)
        owe(connection, OwedMessage("digest", "today", "C1", "x", (), due))
    meters = Meters()
    meters.registry.register(Standing(database))
    found = scraped(meters)

    assert found["kpibot_database_up",] == 1
    assert found["kpibot_outbox_messages", "digest", "owed"] == 1
    assert found["kpibot_outbox_oldest_seconds",] == pytest.approx(90, abs=1)
    assert found["kpibot_promises_unproved",] == 0
    assert found["kpibot_snapshot_seconds",] >= 0
    assert any(name[0] == "kpibot_etl_run_seconds" for name in found)
    assert any(name[:1] + name[2:] == ("kpibot_etl_runs", "done") and found[name] >= 1 for name in found)


def test_a_database_that_is_away_is_a_number_too(database: Database) -> None:
    """The page would fail just when somebody looks."""
    away = open_database(database.engine.url.set(port=9, query={}, host="127.0.0.1").render_as_string())
    meters = Meters()
    meters.registry.register(Standing(away))

    assert scraped(meters) == {("kpibot_database_up",): 0}
    away.close()


def test_what_is_found_in_a_cache_is_counted() -> None:
    """Nobody would see that it is of no use."""
    cache: Cache[int] = Cache()
    meters = Meters()
    meters.registry.register(Caches({"answers": cache}))
    values = [cache.get("a", lambda: 1), cache.get("a", lambda: 2), cache.get("b", lambda: 3)]
    found = scraped(meters)

    assert values == [1, 1, 3]
    assert (found["kpibot_cache_total", "answers", "hit"], found["kpibot_cache_total", "answers", "miss"]) == (1, 2)


def test_no_label_can_have_any_number_of_values() -> None:
    """A label of people or channels fills Prometheus, and shows who asked for what."""
    labels = {label for gauge in GAUGES for label in gauge.labels}

    assert labels <= {"kind", "status", "source"}


async def test_an_address_that_is_taken_is_a_sentence() -> None:
    """The bot would start, and nobody could watch it."""
    async with metrics_page(Address("127.0.0.1", 0), Meters().registry) as port:
        with pytest.raises(SettingsError, match=rf"KPIBOT_METRICS: nothing can listen at 127.0.0.1:{port}"):
            async with metrics_page(Address("127.0.0.1", port or 0), Meters().registry):
                pass


def test_the_examples_in_the_docs_watch_numbers_that_there_are() -> None:
    """An alert on a wrong name is never raised."""
    text = DOC.read_text(encoding="utf-8")
    names = set(re.findall(r"\bkpibot_[a-z_]+", "\n".join(re.findall(r"expr: (.*)", text))))
    known = set(re.findall(r"`(kpibot_[a-z_]+)`", metering_table()))

    assert names
    assert {name.removesuffix("_bucket") for name in names} <= known
