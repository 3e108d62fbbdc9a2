"""What each channel is credited with, held against a recomputation from the rows without a line of the engine."""

import os
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from company import SmallCompany
from moments import NOW

from etl.certificates import write_watermark
from etl.company import Company
from etl.importing import import_file
from etl.run import run_etl
from etl.sample import write_sample_company
from metrics.answer import Answer, Dashboard
from metrics.attribution.answering import UNTOUCHED
from metrics.attribution.rules import Rule
from metrics.engine import AsOf, CompanyView, answer_attribution
from metrics.period_words import read_period
from metrics.question import Question
from store.database import Database

YESTERDAY = date(2026, 11, 21)


def asked(database: Database, words: str = "30d", rule: Rule | None = None, as_of: AsOf | None = None) -> Dashboard:
    period = read_period(words)
    assert period is not None
    return answer_attribution(
        Question("attribution", period), rule, CompanyView(database, "America/Toronto", "CAD", NOW, as_of=as_of)
    )


def parts(answer: Answer) -> dict[str, Decimal | None]:
    return {part.name: part.value for part in answer.breakdown}


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """Forty customers of two channels and two of none."""
    day = date(2026, 11, 10)
    company.customers(day, 40, prefix="c")
    for number in range(40):
        company.touch(f"c-meta-{day}-{number}", day - timedelta(days=3), "tiktok")
        company.touch(f"c-meta-{day}-{number}", day - timedelta(days=1), "meta")
    company.customers(day, 2, prefix="w")
    company.spend(date(2026, 10, 20), YESTERDAY, 30)
    company.complete("orders", YESTERDAY)
    company.complete("touchpoints", YESTERDAY)
    company.run()
    return company


def test_each_rule_shares_out_the_same_conversions(shop: SmallCompany) -> None:
    """The columns of the table would be of different customers."""
    page = asked(shop.database)

    assert [answer.value for answer in page.headlines[:2]] == [42, 2100]
    by_title = {answer.title: parts(answer) for row in page.rows for answer in row}
    assert by_title["First touch"] == {"meta": 0, "tiktok": 40, UNTOUCHED: 2}
    assert by_title["Last touch"] == {"meta": 40, "tiktok": 0, UNTOUCHED: 2}
    assert by_title["Linear"] == {"meta": 20, "tiktok": 20, UNTOUCHED: 2}
    assert len(by_title) == len(Rule)


def test_one_rule_has_its_conversions_revenue_and_cac(shop: SmallCompany) -> None:
    """Somebody who trusts one rule would have to read across seven."""
    page = asked(shop.database, rule=Rule.LINEAR)
    ((conversions, revenue, cac),) = page.rows

    assert parts(conversions) == {"meta": 20, "tiktok": 20, UNTOUCHED: 2}
    assert parts(revenue) == {"meta": 1000, "tiktok": 1000, UNTOUCHED: 100}
    # 30 days of 30 in the days of the period, all of it meta's.
    assert parts(cac) == {"meta": Decimal(45), "tiktok": 0}
    assert page.headlines[2].value == Decimal(900) / 42


def test_too_few_conversions_have_no_cac_but_a_reason(shop: SmallCompany) -> None:
    """A channel with one conversion would look as dear as all of its spend."""
    page = asked(shop.database, rule=Rule.FIRST)
    part = next(part for part in page.rows[0][2].breakdown if part.name == "meta")

    assert part.value is None
    assert part.reason == "0 conversions are credited, and it takes at least 20"


def test_spend_that_is_late_holds_the_days_back(shop: SmallCompany) -> None:
    """Every channel would look cheap on the last days."""
    shop.order("late", "late", date(2026, 11, 21))
    with shop.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM spend WHERE day > '2026-11-19'")
    shop.run()
    page = asked(shop.database)

    assert page.period.end == date(2026, 11, 19)
    assert page.freshness is not None
    assert page.freshness.days_behind == 2


def test_without_touchpoints_it_says_what_to_do(company: SmallCompany) -> None:
    """Every conversion would be of no channel."""
    company.customers(date(2026, 11, 10), 30)
    company.complete("orders", YESTERDAY)
    company.run()

    (whole,) = asked(company.database).headlines
    assert whole.value is None
    assert whole.reason == "touchpoints are not connected: import a file of touchpoints"


def test_without_spend_there_are_conversions_and_a_reason_for_no_cac(company: SmallCompany) -> None:
    """A company without ads could not see where its customers come from."""
    company.customers(date(2026, 11, 10), 30)
    company.touch("c-meta-2026-11-10-1", date(2026, 11, 9), "meta")
    company.complete("orders", YESTERDAY)
    company.complete("touchpoints", YESTERDAY)
    company.run()
    page = asked(company.database, rule=Rule.LAST)

    assert parts(page.rows[0][0]) == {"meta": 1, UNTOUCHED: 29}
    assert page.headlines[2].reason == "ad spend is not connected"


def test_an_older_snapshot_still_answers_as_it_did(shop: SmallCompany) -> None:
    """What was posted last week could not be computed again."""
    before = asked(shop.database)
    assert before.snapshot is not None
    shop.touch("w-meta-2026-11-10-0", date(2026, 11, 9), "meta")
    shop.run()

    after, again = asked(shop.database), asked(shop.database, as_of=AsOf(before.snapshot.id))
    assert parts(after.rows[0][0])[UNTOUCHED] == 1
    assert again.rows == before.rows


@pytest.fixture
def sample(database: Database, tmp_path: Path) -> dict[str, pd.DataFrame]:
    """The sample company of 150 days, published; its clean rows as pandas reads them."""
    files = write_sample_company(tmp_path, YESTERDAY, days=150, ugly=False)
    for source in ("orders", "refunds", "spend", "touchpoints"):
        import_file(database, Company(), source, getattr(files, source))
    for source in ("orders", "spend", "touchpoints"):
        write_watermark(database, source, YESTERDAY, NOW)
    run_etl(database, Company(), NOW)
    return {source: pd.read_csv(getattr(files, source)) for source in ("orders", "spend", "touchpoints")}


def test_the_sample_companys_credits_are_those_of_an_independent_recomputation(
    database: Database, sample: dict[str, pd.DataFrame]
) -> None:
    """Seven numbers that nobody has ever checked would move budgets."""
    first_day = YESTERDAY - timedelta(days=89)
    journeys = _journeys(sample, first_day)
    page = asked(database, "90d")
    _looked_at(page)

    assert page.headlines[0].value == len(journeys)
    assert page.headlines[1].value == sum((Decimal(f"{money:.2f}") for _, money in journeys), Decimal(0))
    shown = {answer.title: answer for row in page.rows for answer in row}
    for title, rule in _RULES.items():
        expected: defaultdict[str, float] = defaultdict(float)
        money: defaultdict[str, float] = defaultdict(float)
        for touched, revenue in journeys:
            for channel, share in rule(touched).items():
                expected[channel] += share
                money[channel] += share * revenue
        for part in shown[title].breakdown:
            assert float(part.value or 0) == pytest.approx(expected[part.name], abs=0.011), (title, part.name)
            revenue_of = next(float(each.value or 0) for each in part.inputs if each.name == "revenue")
            assert revenue_of == pytest.approx(money[part.name], abs=0.011), (title, part.name)
        assert sum((part.value or Decimal(0) for part in shown[title].breakdown), Decimal(0)) == len(journeys)


Touched = list[tuple[str, int]]


def _journeys(rows: dict[str, pd.DataFrame], first_day: date) -> list[tuple[Touched, float]]:
    """Of each customer with a first order in the days: the touches (channel, days before), and the order's money."""
    orders, touches = rows["orders"], rows["touchpoints"]
    orders["at"] = pd.to_datetime(orders["ordered_at"], utc=True)
    touches["at"] = pd.to_datetime(touches["touched_at"], utc=True)
    first = orders.sort_values(["at", "id"]).groupby("customer_id").head(1)
    day = first["at"].dt.tz_convert("America/Toronto").dt.tz_localize(None).dt.normalize()
    first = first.assign(day=day)[day >= pd.Timestamp(first_day)]
    joined = first.merge(touches, on="customer_id", suffixes=("", "_touch"))
    touched_day = joined["at_touch"].dt.tz_convert("America/Toronto").dt.tz_localize(None).dt.normalize()
    joined = joined.assign(ago=(joined["day"] - touched_day).dt.days)
    joined = joined[(joined["at_touch"] <= joined["at"]) & (joined["ago"] <= 30)]
    by_customer = {
        customer: list(zip(group["channel_touch"], group["ago"], strict=True))
        for customer, group in joined.sort_values(["at_touch", "channel_touch"]).groupby("customer_id")
    }
    return [
        (by_customer.get(customer, []), float(money))
        for customer, money in zip(first["customer_id"], first["gross_amount"], strict=True)
    ]


def _shares(touched: Touched, weights: list[float]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for (channel, _), weight in zip(touched, weights, strict=True):
        found[channel] += weight / sum(weights)
    return dict(found)


def _of_touched(weigh: object) -> object:
    return lambda touched: _shares(touched, weigh(touched)) if touched else {UNTOUCHED: 1.0}  # type: ignore[operator]  # a lambda


def _forty_twenty_forty(touched: Touched) -> list[float]:
    if len(touched) < 3:
        return [1.0] * len(touched)
    return [0.4, *[0.2 / (len(touched) - 2)] * (len(touched) - 2), 0.4]


def _set(touched: Touched) -> dict[str, float]:
    names = {channel for channel, _ in touched}
    return dict.fromkeys(names, 1 / len(names)) if names else {UNTOUCHED: 1.0}


_RULES = {
    "First touch": _of_touched(lambda touched: [1.0] + [0.0] * (len(touched) - 1)),
    "Last touch": _of_touched(lambda touched: [0.0] * (len(touched) - 1) + [1.0]),
    "Linear": _of_touched(lambda touched: [1.0] * len(touched)),
    "Position 40/20/40": _of_touched(_forty_twenty_forty),
    "Decay, 7 days": _of_touched(lambda touched: [0.5 ** (ago / 7) for _, ago in touched]),
    "Shapley": _set,
}


def _looked_at(page: Dashboard) -> None:
    """The page as a file, for whoever wants to look at it."""
    if folder := os.environ.get("KPIBOT_LOOK"):
        from pickle import dumps  # noqa: PLC0415  # only then

        Path(folder, "attribution.pickle").write_bytes(dumps(page))
