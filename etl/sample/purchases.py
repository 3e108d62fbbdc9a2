"""What one customer buys on which day: the value that the two kinds of customers produce."""

from dataclasses import dataclass
from datetime import date

from etl.sample.goods import Price


@dataclass(frozen=True)
class Purchase:
    """An order before it has a time of day and an id; `months` only with a subscription."""

    day: date
    price: Price
    channel: str
    subscription: str | None = None
    months: int | None = None
    is_renewal: bool = False
