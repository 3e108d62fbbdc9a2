"""What an answer says of a closed day: a value, that it could not be better, or why nothing can be judged."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from company import SmallCompany

from alerts.evaluation import Gap, Reading, What, evaluate, replay, unknown
from alerts.readings import WHOLE, readings_of
from alerts.rules import Severity, Side
from alerts.watching import default_rules
from metrics.answer import Absence
from metrics.catalogue import METRICS
from store.database import Database

YESTERDAY = date(2026, 11, 21)
RULES = {watched.metric: watched for watched in default_rules(METRICS, None) if not watched.is_unusual}


@pytest.fixture
def shop(database: Database) -> SmallCompany:
    """Two customers and $100 of ad spend on each of the last forty days."""
    company = SmallCompany(database)
    for back in range(40):
        company.customers(YESTERDAY - timedelta(days=back), 2, prefix=str(back))
    company.spend(YESTERDAY - timedelta(days=39), YESTERDAY, 100)
    company.publish()
    return company


def test_the_default_rules_are_the_levels_of_the_catalogue() -> None:
    """What is said to be critical in an answer is what on-call is told of."""
    levels = {
        (name, level.severity, watched.rule.side, level.enter, level.exit)
        for name, watched in RULES.items()
        for level in watched.rule.levels
    }

    assert levels == {
        ("runway", Severity.CRITICAL, Side.BELOW, Decimal(6), Decimal("6.30")),
        ("runway", Severity.WARNING, Side.BELOW, Decimal(9), Decimal("9.45")),
        ("ltvcac", Severity.CRITICAL, Side.BELOW, Decimal(3), Decimal("3.15")),
        ("ltvcac", Severity.WARNING, Side.BELOW, Decimal(4), Decimal("4.20")),
        ("refundrate", Severity.CRITICAL, Side.ABOVE, Decimal("0.10"), Decimal("0.095")),
        ("refundrate", Severity.WARNING, Side.ABOVE, Decimal("0.07"), Decimal("0.0665")),
        ("cacgrowth", Severity.CRITICAL, Side.ABOVE, Decimal("0.20"), Decimal("0.190")),
        ("mrrgrowth", Severity.WARNING, Side.BELOW, Decimal("0.05"), Decimal("0.0525")),
    }


def test_a_value_is_read_of_the_day_that_it_is_held_to(shop: SmallCompany) -> None:
    """A day is judged by the number that people were shown of it."""
    day = YESTERDAY - timedelta(days=3)

    assert readings_of(shop.ask("cac", as_of=day), day) == {WHOLE: Reading(day, Decimal(50))}


def test_each_channel_is_read_by_itself(shop: SmallCompany) -> None:
    """A channel that goes wrong is seen, and one without customers is not taken for a bad one."""
    shop.spend(YESTERDAY, YESTERDAY, 10, channel="tiktok")
    shop.publish()

    found = readings_of(shop.ask("cac", by="channel"), YESTERDAY, by="channel")

    assert found["meta"] == Reading(YESTERDAY, Decimal(50))
    assert found["tiktok"].gap is Gap.TOO_SMALL


def test_a_day_that_is_not_closed_is_withheld(shop: SmallCompany) -> None:
    """The number of the day before is not taken for the number of a day whose spend is missing."""
    today = replace(shop, now=shop.now + timedelta(days=1))

    found = readings_of(today.ask("cac"), YESTERDAY + timedelta(days=1))[WHOLE]

    assert (found.value, found.gap) == (None, Gap.WITHHELD)
    assert "Nov 22, 2026" in found.reason


def test_too_few_customers_say_nothing(shop: SmallCompany) -> None:
    """A rule may ask for more than the metric does."""
    answer = shop.ask("cac")

    assert readings_of(answer, YESTERDAY, minimum=60)[WHOLE].value == 50
    assert readings_of(answer, YESTERDAY, minimum=61)[WHOLE].gap is Gap.TOO_SMALL


def test_a_value_that_falls_short_of_its_promise_is_no_data(shop: SmallCompany) -> None:
    """An LTV over the first days alone is low because it is short, not because it is bad."""
    short = replace(shop.ask("cac"), shortfall="the first 240 days")

    assert readings_of(short, YESTERDAY)[WHOLE].gap is Gap.NO_DATA


@pytest.mark.parametrize(
    ("absence", "gap"),
    [
        (Absence.NO_DATA, Gap.NO_DATA),
        (Absence.UNDEFINED, Gap.NO_DATA),
        (Absence.WITHHELD, Gap.WITHHELD),
        (Absence.TOO_SMALL, Gap.TOO_SMALL),
        (Absence.HARMLESS, None),
    ],
)
def test_each_kind_of_absence_has_its_meaning(shop: SmallCompany, absence: Absence, gap: Gap | None) -> None:
    """What is missing is never taken for good or bad."""
    nothing = replace(shop.ask("cac"), value=None, reason="because", absence=absence)

    assert readings_of(nothing, YESTERDAY)[WHOLE] == Reading(YESTERDAY, None, gap, "because")


def test_not_burning_passes_every_level() -> None:
    """A company that begins to earn hears that the alarm is over, and not that there is no value."""
    watched = RULES["runway"]
    days = [YESTERDAY + timedelta(days=number) for number in range(2)]
    bad, _ = replay(watched.rule, unknown(watched.rule), [Reading(days[0], Decimal(2))])

    _, events = evaluate(watched.rule, bad, Reading(days[1], None, None, "not burning"))

    assert [(each.what, each.reason) for each in events] == [(What.RESOLVED, "not burning")]


def test_a_version_is_of_what_is_judged_and_not_of_who_is_told() -> None:
    """An open episode is not reset because its messages go elsewhere."""
    cac = RULES["runway"]

    assert replace(cac, place="C2", runbook="Call finance.", mentions=("U1",)).version == cac.version
    assert replace(cac, rule=replace(cac.rule, for_days=2)).version != cac.version
