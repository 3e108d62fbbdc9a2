"""The checks of a day, each with the day that just passes it and the one that just does not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from etl.certificates.facts import Counted, SourceFacts, Volume
from etl.certificates.judging import judge
from store.certificates import Certificate, CertificateStatus, Check, Finding
from store.measures import Source

DAY = date(2026, 11, 18)
BEFORE = [DAY - timedelta(days=back) for back in range(1, 64)]


def volume(rows: int, amount: int | None = None) -> Volume:
    return Volume(rows, Decimal(rows * 50 if amount is None else amount))


def orders(rows: int, *, usual: int = 100, complete_to: date = DAY, **more: object) -> SourceFacts:
    """The day with so many orders after nine weeks of the usual."""
    published = {day: volume(usual) for day in BEFORE} | ({DAY: volume(rows)} if rows else {})
    return SourceFacts(published, first_day=BEFORE[-1], complete_to=complete_to, **more)  # type: ignore[arg-type]


def spend(today: dict[str, Volume], *, usual: dict[str, int], **more: object) -> SourceFacts:
    """The day's spend by channel after four weeks of the usual."""
    by_channel = {day: {name: volume(1, amount) for name, amount in usual.items()} for day in BEFORE[:28]}
    total = Volume(sum(each.rows for each in today.values()), sum((each.amount for each in today.values()), Decimal(0)))
    published = {day: volume(len(usual), sum(usual.values())) for day in BEFORE} | ({DAY: total} if total.rows else {})
    return SourceFacts(published, by_channel=by_channel | {DAY: today}, first_day=BEFORE[-1], **more)  # type: ignore[arg-type]


def certificate(source: Source, facts: SourceFacts, standing: Certificate | None = None) -> Certificate:
    return judge(source, [DAY], facts, {DAY: standing} if standing else {})[DAY]


def checks(source: Source, facts: SourceFacts, standing: Certificate | None = None) -> list[Check]:
    return [finding.check for finding in certificate(source, facts, standing).findings]


def test_an_ordinary_day_is_certified() -> None:
    """Most days need nobody's attention."""
    assert certificate(Source.ORDERS, orders(100)).status is CertificateStatus.CERTIFIED


@pytest.mark.parametrize(
    ("complete_to", "found"), [(DAY, []), (DAY - timedelta(days=1), [Check.NOT_COMPLETE])], ids=["to it", "before it"]
)
def test_orders_are_complete_once_a_later_row_is_in(complete_to: date, found: list[Check]) -> None:
    """The half of a day that is loaded so far does not pass for the day."""
    facts = orders(100, complete_to=complete_to)

    assert checks(Source.ORDERS, facts) == found


@pytest.mark.parametrize(("rows", "is_odd"), [(51, False), (49, True), (149, False), (151, True)])
def test_a_day_half_as_busy_as_its_weekday_is_marked(rows: int, *, is_odd: bool) -> None:
    """Half a load, or one that came twice, is looked at by somebody; it is shown all the same."""
    found = certificate(Source.ORDERS, orders(rows))

    assert found.status is (CertificateStatus.MARKED if is_odd else CertificateStatus.CERTIFIED)


def test_the_mark_says_what_is_odd_and_what_to_look_at() -> None:
    """A person who reads the mark knows where to begin."""
    (finding,) = certificate(Source.ORDERS, orders(7)).findings

    assert (finding.label, finding.detail) == ("unusually low orders", "7 against usually 100 rows")
    assert "look whether the load of orders was whole or came twice" in finding.advice


def test_one_odd_weekday_before_does_not_spoil_the_next() -> None:
    """After a sale the ordinary days that follow are not called odd."""
    facts = orders(100)
    spoiled = {day: volume(900) for day in (DAY - timedelta(weeks=1), DAY - timedelta(weeks=3))}

    assert checks(Source.ORDERS, SourceFacts({**facts.published, **spoiled}, complete_to=DAY)) == []


def test_few_orders_spread_by_chance_alone() -> None:
    """A shop with four orders a day is not marked each time it has nine."""
    assert checks(Source.ORDERS, orders(9, usual=4)) == []


def test_a_young_source_is_not_judged_by_its_weekdays() -> None:
    """Seven weeks are too few to know what is usual."""
    published = {day: volume(100) for day in BEFORE[:49]} | {DAY: volume(1)}

    assert checks(Source.ORDERS, SourceFacts(published, complete_to=DAY)) == []


def test_a_silent_day_of_a_busy_shop_is_marked() -> None:
    """An outage of the shop's feed is not read as a day on which nobody bought."""
    assert checks(Source.ORDERS, orders(0)) == [Check.NO_ROWS]


def test_a_day_of_spend_without_a_row_is_withheld() -> None:
    """Missing is not zero."""
    found = certificate(Source.SPEND, spend({}, usual={"meta": 100}))

    assert found.status is CertificateStatus.WITHHELD
    assert [finding.check for finding in found.findings] == [Check.NO_ROWS]


def test_a_loader_may_say_that_nothing_was_spent() -> None:
    """Once it is vouched for, nothing is zero."""
    assert checks(Source.SPEND, spend({}, usual={"meta": 100}, watermark=DAY)) == []


def test_half_of_the_spend_is_not_the_spend() -> None:
    """Meta's report failed, TikTok's came: the CAC of that day would be too good."""
    facts = spend({"tiktok": volume(1, 100)}, usual={"meta": 100, "tiktok": 100})

    (finding,) = (each for each in certificate(Source.SPEND, facts).findings if each.check is Check.MISSING_CHANNEL)

    assert (finding.label, finding.subject, finding.withholds) == ("no rows of meta's ad spend", "meta", True)


def test_spend_filled_with_zeros_is_not_believed() -> None:
    """A loader that writes zeros before the report is there does not make ads free."""
    assert Check.ALL_ZERO in checks(Source.SPEND, spend({"meta": volume(1, 0)}, usual={"meta": 100}))


def test_a_channel_that_was_always_free_may_be_free() -> None:
    """Who never spent on a channel is not asked why."""
    facts = spend({"meta": volume(1, 100), "other": volume(1, 0)}, usual={"meta": 100, "other": 0})

    assert checks(Source.SPEND, facts) == []


def test_a_channel_accepted_as_paused_is_not_missed_the_next_day() -> None:
    """TikTok is paused: one acceptance is enough."""
    usual = spend({"meta": volume(1, 100)}, usual={"meta": 100, "tiktok": 100})
    yesterday = DAY - timedelta(days=1)
    paused = {**usual.by_channel, yesterday: {"meta": volume(1, 100)}}
    published = {**usual.published, DAY: volume(2, 200)}

    facts = SourceFacts(published, by_channel=paused, accepted=frozenset({yesterday}))

    assert checks(Source.SPEND, SourceFacts(published, by_channel=paused)) == [Check.MISSING_CHANNEL]
    assert checks(Source.SPEND, facts) == []


def test_accepting_a_day_certifies_it() -> None:
    """Black Friday stays busy, and is no longer marked."""
    assert checks(Source.ORDERS, orders(900, accepted=frozenset({DAY}))) == []


@pytest.mark.parametrize(("rows", "amount"), [(99, 5_000), (101, 5_000), (100, 4_999)])
def test_a_day_that_does_not_add_up_is_withheld(rows: int, amount: int) -> None:
    """A number that is not what lies in the source is never shown."""
    facts = orders(100, counted={DAY: Counted(volume(rows, amount))}, accepted=frozenset({DAY}))

    found = certificate(Source.ORDERS, facts)

    assert found.status is CertificateStatus.WITHHELD
    assert [finding.check for finding in found.findings] == [Check.NOT_RECONCILED]


def test_unknown_channels_are_named() -> None:
    """Ads under an odd name do not vanish in "other"."""
    facts = orders(100, counted={DAY: Counted(volume(100), ("Reels", "Snap"))})

    assert [finding.subject for finding in certificate(Source.ORDERS, facts).findings] == ["Reels", "Snap"]


def test_a_day_that_is_not_counted_again_keeps_what_was_found() -> None:
    """What was wrong yesterday is not forgotten because nobody looked today."""
    found = Finding(Check.UNKNOWN_CHANNEL, "orders of 'Reels' under other", "fold it in", subject="Reels")
    standing = Certificate("orders", DAY, 100, (found,))

    assert checks(Source.ORDERS, orders(100), standing) == [Check.UNKNOWN_CHANNEL]
    assert checks(Source.ORDERS, orders(100, counted={DAY: Counted(volume(100))}), standing) == []


@pytest.mark.parametrize("source", [Source.REFUNDS, Source.EXPENSES, Source.CASH_BALANCES])
def test_where_no_row_means_none_nothing_is_missing(source: Source) -> None:
    """A day without refunds is a good day."""
    assert checks(source, SourceFacts({})) == []
