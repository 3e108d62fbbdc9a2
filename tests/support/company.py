"""A company of a few rows, written straight into the source tables and published."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from moments import NOW
from sqlalchemy import func, insert, select

from etl.certificates import write_watermark
from etl.company import Company
from etl.run import run_etl
from metrics.answer import Answer, Comparison, Grain
from metrics.catalogue.assumed import catalogue_under
from metrics.engine import CompanyView, answer_question, answer_reasons
from metrics.period_words import read_period
from metrics.question import DEFAULT_PERIOD, Question
from store.assumptions import Assumptions, read_assumptions
from store.database import Database
from store.tables import (
    cash_balances,
    expenses,
    experiment_results,
    experiments,
    forecasts,
    imports,
    orders,
    refunds,
    spend,
    touchpoints,
)

ZONE = "America/Toronto"


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(ZONE))


class _AskedBesides(TypedDict, total=False):
    grain: Grain
    versus: Comparison
    as_of: date


@dataclass(frozen=True)
class SmallCompany:
    """Writes rows and asks questions; `now` is a Sunday morning, Nov 22, 2026, in Toronto."""

    database: Database
    now: datetime = NOW
    assumptions: Assumptions = field(default_factory=Assumptions)

    def order(
        self, id_: str, customer: str, day: date, *, amount: int = 50, cogs: int = 20, channel: str = "meta"
    ) -> None:
        row = {
            "id": id_,
            "customer_id": customer,
            "ordered_at": noon(day),
            "gross_amount": amount,
            "cogs": cogs,
            "currency": "CAD",
            "channel": channel,
        }
        self._insert(orders, [row])

    def customers(self, day: date, number: int, channel: str = "meta", prefix: str = "c") -> None:
        """So many customers whose first and only order is on this day."""
        for index in range(number):
            name = f"{prefix}-{channel}-{day}-{index}"
            self.order(f"o-{name}", name, day, channel=channel)

    def refund(self, id_: str, order: str, day: date, amount: int) -> None:
        self._insert(refunds, [{"id": id_, "order_id": order, "refunded_at": noon(day), "amount": amount}])

    def spend(self, first: date, last: date, amount: int, channel: str = "meta") -> None:
        """So much on each day."""
        days = (first + timedelta(days=index) for index in range((last - first).days + 1))
        rows = [
            {
                "day": day,
                "channel": channel,
                "amount": Decimal(amount),
                "currency": "CAD",
                "impressions": 100,
                "clicks": 10,
            }
            for day in days
        ]
        self._insert(spend, rows)

    def expense(self, day: date, amount: int, category: str = "payroll") -> None:
        self._insert(expenses, [{"day": day, "category": category, "amount": amount, "currency": "CAD"}])

    def balance(self, day: date, balance: int, financing: int = 0) -> None:
        row = {"day": day, "balance": balance, "financing": financing, "currency": "CAD"}
        self._insert(cash_balances, [row])

    def touch(self, customer: str, day: date, channel: str) -> None:
        """A customer meets a channel at noon."""
        self._insert(touchpoints, [{"customer_id": customer, "touched_at": noon(day), "channel": channel}])

    def forecast(self, month: date, metric: str, value: float | str, scenario: str = "base") -> None:
        """What finance expects of a month, which its first day names."""
        row = {"month": month, "metric": metric, "scenario": scenario, "value": Decimal(str(value))}
        self._insert(forecasts, [row])

    def experiment(self, key: str, **columns: object) -> None:
        """A test of conversions that runs since Nov 1, 2026, or what else is said of it."""
        usual = {
            "name": key.capitalize(),
            "kind": "ab_test",
            "status": "running",
            "hypothesis": "",
            "started_on": date(2026, 11, 1),
            "ended_on": None,
            "primary_metric": "conversion",
            "success_threshold": Decimal("0.05"),
            "alpha": Decimal("0.05"),
            "power": Decimal("0.8"),
            "planned_users": None,
            "allocation": "",
        }
        self._insert(experiments, [{"key": key, **usual, **columns}])

    def result(self, key: str, day: date, variant: str, *sums: int) -> None:
        """Users, conversions and perhaps revenue of a variant by the end of a day, each buyer for the same amount."""
        users, conversions, revenue = (*sums, 0)[:3]
        squared = Decimal(revenue) ** 2 / conversions if conversions else Decimal(0)
        row = {"experiment_key": key, "day": day, "variant": variant, "is_control": variant in {"control", "off"}}
        done = {"users": users, "conversions": conversions, "revenue": revenue, "revenue_squared": squared}
        self._insert(experiment_results, [{**row, **done}])

    def connect(self, source: str) -> None:
        """The source was imported, and held no row."""
        counts = dict.fromkeys(("read", "new", "changed", "same", "held", "refused"), 0)
        self._insert(imports, [{"source": source, "file": "empty.csv", "imported_at": self.now, **counts}])

    def complete(self, source: str, day: date) -> None:
        """The loader says that the source is complete to this day."""
        write_watermark(self.database, source, day, self.now)

    def publish(self) -> None:
        """Publish, all that was written being complete to its last day of a source's own."""
        with self.database.read() as connection:
            lasts = {"orders": func.max(orders.c.ordered_at), "spend": func.max(spend.c.day)}
            written = {source: connection.execute(select(last)).scalar() for source, last in lasts.items()}
        for source, last in written.items():
            if last:
                self.complete(source, last.astimezone(ZoneInfo(ZONE)).date() if isinstance(last, datetime) else last)
        self.run()

    def run(self) -> None:
        """Publish what is there, with nobody's word that it is complete."""
        run_etl(self.database, Company(zone=ZONE), self.now)

    def at(self, year: int, month: int, day: int) -> "SmallCompany":
        """The same company on the noon of another day."""
        return replace(self, now=noon(date(year, month, day)))

    @property
    def view(self) -> CompanyView:
        """Whose numbers are asked, and when."""
        return CompanyView(self.database, ZONE, "CAD", self.now, catalogue_under(self.assumptions))

    def assuming(self, **assumptions: object) -> "SmallCompany":
        """The same company under other assumptions."""
        return replace(self, assumptions=read_assumptions(json.dumps(assumptions)))

    def ask(
        self, metric: str, period: str | None = None, by: str | None = None, **asked: Unpack[_AskedBesides]
    ) -> Answer:
        spec = read_period(period) if period else DEFAULT_PERIOD
        assert spec is not None
        question = Question(metric, spec, by, **asked)
        return answer_question(question, self.view)

    def why(self, metric: str, period: str | None = None, versus: Comparison = Comparison.PREVIOUS) -> Answer:
        """The number with what moved it."""
        spec = read_period(period) if period else DEFAULT_PERIOD
        assert spec is not None
        return answer_reasons(Question(metric, spec, versus=versus), self.view)

    def _insert(self, table: object, rows: Iterable[dict[str, object]]) -> None:
        with self.database.write() as connection:
            connection.execute(insert(table), list(rows))  # type: ignore[arg-type]  # a Table
