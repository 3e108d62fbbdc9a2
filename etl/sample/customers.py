"""Who comes, when, and through which channel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etl.sample.channels import CHANNELS, Channel
from etl.sample.dice import Dice
from etl.sample.seasons import demand, growth


@dataclass(frozen=True)
class Span:
    """The days of the company's history, both ends included."""

    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each day, the oldest first."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def before_end(self, day: date) -> int:
        """How many days lie between a day and the last one."""
        return (self.last - day).days


@dataclass(frozen=True)
class Customer:
    """Someone who ordered: their first order's day and channel."""

    number: int
    first_day: date
    channel: Channel

    @property
    def id(self) -> str:
        """The id in the files."""
        return f"C-{self.number:05d}"


def expected_arrivals(channel: Channel, day: date, span: Span) -> float:
    """How many new customers a channel brings on a day, before chance."""
    return channel.arrivals * growth(span.before_end(day)) * demand(day)


def arrivals(span: Span, dice: Dice) -> Iterator[Customer]:
    """Every customer of the history, the earliest first."""
    number = 0
    for day in span.days():
        for channel in CHANNELS:
            for _ in range(dice.count(expected_arrivals(channel, day, span))):
                number += 1
                yield Customer(number, day, channel)
