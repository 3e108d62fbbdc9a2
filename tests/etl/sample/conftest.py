"""Sample companies, each generated once, read back by plain pandas that shares no code with generator or engine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.sample import SampleFiles, write_sample_company

LAST_DAY = date(2026, 11, 22)
AGES = range(0, 361, 30)


@dataclass(frozen=True)
class Book:
    """A company's files as tables: `day` is the local day, `first_day` and `age` (in days) are the customer's."""

    last: pd.Timestamp
    orders: pd.DataFrame
    refunds: pd.DataFrame
    spend: pd.DataFrame
    customers: pd.DataFrame

    def window(self, days: int = 30, *, ago: int = 0) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first and last of so many days, which end so many days before the last one."""
        until = self.last - pd.Timedelta(days=ago)
        return until - pd.Timedelta(days=days - 1), until

    def cac(self, channel: str | None = None, *, ago: int = 0) -> float:
        """Spend over new customers, of 30 days."""
        spend, customers = _of(self.spend, channel), _of(self.customers, channel)
        days = self.window(ago=ago)
        return float(spend["amount"][spend["day"].between(*days)].sum() / customers["first_day"].between(*days).sum())

    def ltv(self, channel: str | None = None, *, ago: int = 0) -> float:
        """What a customer has been worth over 360 days: for each bucket, by the latest customers who lived it."""
        return sum(self._profit(cohort, age) / len(cohort) for age, cohort in self.cohorts(channel, ago=ago).items())

    def cohorts(self, channel: str | None = None, *, ago: int = 0) -> dict[int, pd.Index]:
        """For the last age of each bucket: the customers of the 90 days that end so long before."""
        born = _of(self.customers, channel)["first_day"]
        return {age: _latest(born, self.last - pd.Timedelta(days=ago + age)) for age in AGES}

    def retention(self, within: int) -> float:
        """The share of 30 days of customers, 90 days old or older, who ordered again within so many local days."""
        cohort = self.customers.index[self.customers["first_day"].between(*self.window(ago=90))]
        return float(cohort.isin(self.orders["customer_id"][self.orders["age"].between(1, within)]).mean())

    def _profit(self, cohort: pd.Index, age: int) -> float:
        ages = (age - 29, age) if age else (0, 0)
        orders, refunds = (
            rows[rows["age"].between(*ages) & rows["customer_id"].isin(cohort)] for rows in (self.orders, self.refunds)
        )
        return float(orders["gross_amount"].sum() - orders["cogs"].sum() - refunds["amount"].sum())


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The files of the demo's company, as the demo gets them."""
    return write_sample_company(tmp_path_factory.mktemp("ugly"), LAST_DAY)


@pytest.fixture(scope="session")
def clean_files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The same company without the ugly rows."""
    return write_sample_company(tmp_path_factory.mktemp("clean"), LAST_DAY, ugly=False)


@pytest.fixture(scope="session")
def book(clean_files: SampleFiles) -> Book:
    """The demo's company as tables."""
    return read_book(clean_files, LAST_DAY)


@pytest.fixture
def company_ending(tmp_path: Path) -> Callable[[date], Book]:
    """The company that a demo of another day shows."""
    return lambda day: read_book(write_sample_company(tmp_path, day, ugly=False), day)


def read_book(files: SampleFiles, last_day: date) -> Book:
    """The files as tables, with what the days say of each customer."""
    orders, refunds, spend = pd.read_csv(files.orders), pd.read_csv(files.refunds), pd.read_csv(files.spend)
    orders["day"], refunds["day"] = _local_day(orders["ordered_at"]), _local_day(refunds["refunded_at"])
    spend["day"] = pd.to_datetime(spend["day"])
    customers = orders.groupby("customer_id").agg(first_day=("day", "first"), channel=("channel", "first"))
    orders = orders.join(customers["first_day"], on="customer_id")
    orders["age"] = (orders["day"] - orders["first_day"]).dt.days
    refunds = refunds.join(
        orders.set_index("id")[["customer_id", "first_day", "gross_amount", "ordered_at"]], on="order_id"
    )
    refunds["age"] = (refunds["day"] - refunds["first_day"]).dt.days
    return Book(pd.Timestamp(last_day), orders, refunds, spend, customers)


def _local_day(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).dt.tz_convert("America/Toronto").dt.tz_localize(None).dt.normalize()


def _of(rows: pd.DataFrame, channel: str | None) -> pd.DataFrame:
    return rows if channel is None else rows[rows["channel"] == channel]


def _latest(born: pd.Series, until: pd.Timestamp) -> pd.Index:
    latest = born[born <= until].max()
    return born.index[born.between(latest - pd.Timedelta(days=89), latest)]
