"""Pages of experiments, from rows to what is said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from company import SmallCompany

from metrics.answer import Dashboard, Range, Status
from metrics.catalogue.dashboards import EXECUTIVE, FINANCE, GROWTH
from metrics.dashboard import PageDays
from metrics.engine import AsOf, CompanyView, answer_dashboard, answer_experiments
from metrics.experiments.model import Verdict
from metrics.experiments.pages import FLAGS, LIST, ONE, SUCCESS, Asked
from metrics.experiments.sentences import guard_texts, needed_text, verdict_text

LAST = date(2026, 11, 21)
FIRST = date(2026, 11, 1)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """A test that runs, one that was won, one that was split wrongly, a flag, and a draft."""
    company.experiment("bar", planned_users=40_000)
    company.experiment("checkout", status="completed", ended_on=LAST, planned_users=20_000)
    company.experiment("popup", status="completed", ended_on=LAST, planned_users=20_000)
    company.experiment("search", kind="feature_flag")
    company.experiment("points", status="draft", started_on=None)
    for number in range(21):
        day, times = FIRST + timedelta(days=number), number + 1
        company.result("bar", day, "control", 400 * times, 40 * times, 2_000 * times)
        company.result("bar", day, "new", 400 * times, 42 * times, 2_150 * times)
        company.result("checkout", day, "control", 500 * times, 50 * times)
        company.result("checkout", day, "one_page", 500 * times, 60 * times)
        company.result("popup", day, "control", 500 * times, 50 * times)
        company.result("popup", day, "new", 450 * times, 60 * times)
        company.result("search", day, "off", 1_000 * times - 20 * times**2, 60 * times)
        company.result("search", day, "on", 20 * times**2, 2 * times**2)
    company.publish()
    return company


def page(shop: SmallCompany, name: str, key: str | None = None, until: date | None = None) -> Dashboard:
    return answer_experiments(Asked(name, key, until), shop.view)


def test_the_list_has_each_experiment_with_what_may_be_said(shop: SmallCompany) -> None:
    """Who asks what is being tried sees all of it, the newest first, and no verdict that does not hold."""
    found = page(shop, LIST)

    assert [(each.design.key, each.verdict) for each in found.experiments] == [
        ("points", Verdict.NO_DATA),
        ("bar", Verdict.UNDECIDED),
        ("checkout", Verdict.WINNER),
        ("popup", Verdict.SAMPLE_RATIO),
        ("search", Verdict.UNDECIDED),
    ]
    assert [(each.title, each.value) for each in found.headlines] == [("Running", 2), ("Success rate (1 of 1)", 1)]
    # What was split wrongly is not drawn beside what was not.
    assert [part.name for part in found.rows[0][0].breakdown] == ["Bar", "Checkout"]


def test_one_test_has_its_intervals_its_history_and_what_is_needed(shop: SmallCompany) -> None:
    """A product manager decides whether to wait."""
    found = page(shop, ONE, "bar")
    (reading,) = found.experiments
    bars, line = found.rows[0]

    assert verdict_text(reading, "CAD").startswith("undecided: new +5.0% (−")
    assert needed_text(reading) == "23,200 more users are needed for its plan, about 29 days more at this pace."
    assert list(guard_texts(reading)) == [
        "The split of users is as planned: control 8,400 of 8,400 expected, new 8,400 of 8,400 expected; p 1.000."
    ]
    assert bars.breakdown[0].value == Decimal("0.05")
    assert isinstance(bars.breakdown[0].interval, Range)
    assert (line.series[-1].day, line.series[-1].value) == (LAST, Decimal("0.05"))
    assert line.usual[0].high - line.usual[0].low > line.usual[-1].high - line.usual[-1].low
    assert (line.band, line.zero) == ("the always-valid interval", "no lift")
    assert {each.status for each in found.headlines} == {Status.NONE}


def test_what_a_test_would_bring_a_month_has_its_interval(shop: SmallCompany) -> None:
    """A sum of money without how sure it is would be put into next year's plan."""
    money = next(each for each in page(shop, ONE, "bar").headlines if each.title == "Revenue a month")
    (part,) = money.breakdown

    # 3,150 more over 8,400 users, by 16,800 users in 21 days.
    assert money.value == (Decimal(3_150) / 8_400 * 16_800 / 21 * Decimal("30.4375")).quantize(Decimal("0.01"))
    assert part.interval is not None
    assert part.interval.low < 0 < money.value < part.interval.high
    checkout = next(each for each in page(shop, ONE, "checkout").headlines if each.title == "Revenue a month")
    assert (checkout.value, checkout.reason) == (None, "no revenue is known of its users")


def test_a_wrong_split_says_so_in_the_picture_too(shop: SmallCompany) -> None:
    """A picture is passed on without the words around it."""
    found = page(shop, ONE, "popup")

    assert verdict_text(found.experiments[0], "CAD").startswith("no verdict: users were not split as planned (control")
    assert all(each.title.endswith("(users split wrongly)") for each in found.rows[0])
    assert "users were not split as planned" in {each.reason for each in found.headlines}


def test_a_flag_has_its_adoption_and_is_marked_as_observed(shop: SmallCompany) -> None:
    """Whoever has a flag was not drawn by lot: it must not read as a test."""
    found = page(shop, FLAGS, "search")
    adoption, effect = found.rows[0]

    assert adoption.value == Decimal("0.42")
    assert [point.value for point in adoption.series][:2] == [Decimal("0.02"), Decimal("0.04")]
    assert effect.title == "On against off (observational)"
    assert verdict_text(found.experiments[0], "CAD").endswith("observational")
    assert [each.design.key for each in page(shop, FLAGS).experiments] == ["search"]


def test_the_success_rate_is_of_completed_tests_that_were_split_well(shop: SmallCompany) -> None:
    """What ran wrong must not count as a failure of the idea."""
    found = page(shop, SUCCESS)

    assert found.headlines[0].value == 1
    assert [each.design.key for each in found.experiments] == ["checkout", "popup"]


def test_an_unknown_key_names_those_that_there_are(shop: SmallCompany) -> None:
    """A slip of the pen leads on."""
    found = page(shop, ONE, "bra")

    assert found.experiments == ()
    assert found.notes == ("There is no experiment 'bra'. There are: points, bar, checkout, popup, search.",)


def test_a_running_test_without_new_results_says_so(shop: SmallCompany) -> None:
    """A stale verdict must not pass for a fresh one."""
    later = CompanyView(shop.database, shop.view.zone, "CAD", shop.now + timedelta(days=3))

    assert answer_experiments(Asked(ONE, "bar"), later).notes == ("Bar: no results since Nov 21, 2026.",)
    assert page(shop, ONE, "bar").notes == ()
    assert page(shop, ONE, "bar", date(2026, 11, 11)).experiments[0].users == 11 * 800


def test_an_older_snapshot_says_what_it_said(shop: SmallCompany) -> None:
    """A verdict can be looked up as it was when it was decided on."""
    then = page(shop, LIST).snapshot
    with shop.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE experiments SET status = 'stopped', ended_on = '2026-11-21' WHERE key = 'bar'"
        )
    shop.publish()
    assert then is not None
    before = CompanyView(shop.database, shop.view.zone, "CAD", shop.now, as_of=AsOf(then.id))

    statuses = [
        next(
            each.design.status for each in answer_experiments(Asked(LIST), view).experiments if each.design.key == "bar"
        )
        for view in (before, shop.view)
    ]
    assert statuses == ["running", "stopped"]


def test_a_company_without_experiments_is_told_what_to_do(company: SmallCompany) -> None:
    """An empty page would look like one that is broken."""
    company.publish()

    assert page(company, LIST).notes == ("There are no experiments: kpibot import experiments and experiment_results.",)


def test_leadership_and_growth_see_what_is_tried_on_their_pages(shop: SmallCompany) -> None:
    """Whoever looks at growth sees what is done about it; who looks at cash is spared."""
    pages = {layout.name: answer_dashboard(layout, PageDays(), shop.view) for layout in (EXECUTIVE, GROWTH, FINANCE)}

    titles = {name: [answer.title for answer in page.rows[-1]] for name, page in pages.items()}
    assert titles["executive"] == titles["growth"] == ["Lift of the best variant"]
    assert "Lift of the best variant" not in titles["finance"]
