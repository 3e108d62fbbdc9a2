"""One row of the table that an answer is as a file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Row:
    """One row of the table; the fields are its columns, in their order.

    `row`: what kind of value it is. `day`: the point's, the first day of a bucket or the last of a trailing window.
    `remark`: why there is no value, or what is to be known. A fraction is of one: 0.05 is 5 %.
    """

    metric: str
    title: str
    row: str
    dimension: str | None = None
    part: str | None = None
    day: date | None = None
    start: date | None = None
    end: date | None = None
    grain: str | None = None
    trailing_days: int | None = None
    value: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    remark: str | None = None
    definition: str | None = None
    snapshot: int | None = None
    published_at: datetime | None = None
    data_through: date | None = None
