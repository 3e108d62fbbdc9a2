"""Outlooks as answers: from rows to the sentence, and what is refused."""

from datetime import date, timedelta

import pytest
from company import SmallCompany

from metrics.answer import Absence, ChartKind
from metrics.answer.wording import sentence
from metrics.engine import answer_ahead
from metrics.periods import Trailing
from metrics.question import Question

LAST = date(2026, 11, 21)


@pytest.fixture
def shop(company: SmallCompany) -> SmallCompany:
    """150 days with an order of 50 each, and of 150 on Saturdays."""
    for n in range(150):
        day = LAST - timedelta(days=n)
        company.order(f"o{n}", f"c{n}", day, amount=150 if day.weekday() == 5 else 50)
    company.spend(LAST - timedelta(days=150), LAST, 10)
    company.publish()
    return company


def test_the_next_days_are_told_with_their_bands_and_their_error(shop: SmallCompany) -> None:
    """A number of the future without its error would be taken for a promise."""
    answer = answer_ahead(Question("revenue", Trailing(7)), shop.view)

    assert (answer.value, answer.chart, answer.previous, answer.target) == (450, ChartKind.OUTLOOK, None, None)
    assert (answer.period.start, answer.period.end) == (LAST + timedelta(days=1), LAST + timedelta(days=7))
    assert sentence(answer).startswith(
        "Revenue outlook: $450.00. Next 7 days, Nov 22 – Nov 28, 2026. 80% between $450.00 and $450.00"
    )
    assert "Made again from" in sentence(answer)
    assert len(answer.series) == 90


@pytest.mark.parametrize(
    ("metric", "days", "reason"),
    [
        ("revenue", 90, "there are 150 days of data, and 90 days ahead take 223"),
        ("revenue", 6, "an outlook is of 7 to 180 days, and not of 6"),
        ("revenue", 400, "an outlook is of 7 to 180 days, and not of 400"),
        ("cac", 7, "an outlook is of what adds up over days, such as revenue or orders; CAC does not"),
        ("mrr", 7, "an outlook is of what adds up over days, such as revenue or orders; MRR does not"),
        ("netrevenue", 7, "refunds are not connected: import a file of refunds"),
    ],
)
def test_what_can_not_be_foreseen_is_refused_with_a_sentence(
    shop: SmallCompany, metric: str, days: int, reason: str
) -> None:
    """Nobody is told a number that nothing stands behind."""
    answer = answer_ahead(Question(metric, Trailing(days)), shop.view)

    assert (answer.value, answer.reason, answer.outlook) == (None, reason, None)
    assert answer.absence in {Absence.UNDEFINED, Absence.TOO_SMALL, Absence.NO_DATA}


def test_an_outlook_of_an_earlier_day_does_not_know_what_came(shop: SmallCompany) -> None:
    """A backtest by hand would be flattered by what it should not have seen."""
    then = Question("revenue", Trailing(7), as_of=LAST - timedelta(days=3))

    answer = answer_ahead(then, shop.view)

    assert (answer.period.start, answer.series[-1].day) == (LAST - timedelta(days=2), LAST - timedelta(days=3))
