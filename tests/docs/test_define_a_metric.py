"""The metric of the guide, as it stands there, answers a question."""

import re
import textwrap
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from company import ZONE, SmallCompany

from bot.answering import Answering
from metrics.catalogue import METRICS
from metrics.metric import Metric
from metrics.periods import Between
from metrics.question import Question
from store.database import Database

GUIDE = (Path(__file__).parents[2] / "docs" / "define-a-metric.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def test_the_metric_of_the_guide_is_the_ratio_of_the_sums(database: Database) -> None:
    """Who follows the guide would end with a declaration that does not even load."""
    snippet = re.findall(r"<!-- python: metric -->\n(.*?)<!-- /python -->", GUIDE, re.DOTALL)[0]
    declared: dict[str, object] = {}
    exec(textwrap.dedent(snippet), declared)  # noqa: S102  # it is what the guide says
    metric = declared["SPEND_SHARE"]
    assert isinstance(metric, Metric)
    company = SmallCompany(database, now=NOW)
    first, last = date(2026, 11, 1), date(2026, 11, 20)
    company.customers(first, 10)
    company.customers(last, 30)
    company.spend(first, last, 13)
    company.publish()
    catalogue = {each.name: each for each in METRICS} | {metric.name: metric}
    answering = Answering(database, ZONE, "CAD", lambda: NOW, catalogue)

    share = answering.answer(Question(metric.name, Between(first, last)))
    revenue = answering.answer(Question("revenue", Between(first, last)))

    days = (last - first + timedelta(days=1)).days
    assert revenue.value
    assert share.value == Decimal(13 * days) / revenue.value
