"""The ugly rows among the clean ones, each with what an import is expected to do about it.

An import that does all of it ends with the same company as one that read the clean files (`ugly=False`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from etl.sample.tables import ORDERS, REFUNDS, SPEND, Row, Table

APART = 25  # rows between two ugly ones, counted from the end of the file: all lie in days that people look at


class Outcome(StrEnum):
    """What becomes of an ugly row."""

    REFUSED = "refused"
    MENDED = "mended"
    ONCE = "counted once"
    HELD = "held"


@dataclass(frozen=True)
class UglyRow:
    """One fault: the row it is made from, what is changed in it, and the outcome to expect, in words.

    `changes` are templates over the clean row's columns. A mended row stands in the clean row's place; any other one
    stands below it.
    """

    name: str
    table: str
    outcome: Outcome
    expected: str
    changes: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


UGLY_ROWS = (
    UglyRow(
        name="another currency",
        table=ORDERS.name,
        outcome=Outcome.REFUSED,
        expected="An order in USD is refused: the company counts in CAD, and nothing here converts.",
        changes={"id": "{id}-USD", "currency": "USD"},
    ),
    UglyRow(
        name="negative amount",
        table=ORDERS.name,
        outcome=Outcome.REFUSED,
        expected="An order of -45.00 is refused: what is paid back belongs in refunds.",
        changes={"id": "{id}-NEG", "gross_amount": "-45.00"},
    ),
    UglyRow(
        name="time without a zone",
        table=ORDERS.name,
        outcome=Outcome.REFUSED,
        expected="An order whose time has no offset is refused: its day can only be guessed.",
        changes={"id": "{id}-NAIVE", "ordered_at": "{ordered_at:.19}"},
    ),
    UglyRow(
        name="the same line twice",
        table=ORDERS.name,
        outcome=Outcome.ONCE,
        expected="An order that stands in the file twice, the same in every column, is counted once.",
    ),
    UglyRow(
        name="no id",
        table=ORDERS.name,
        outcome=Outcome.REFUSED,
        expected="An order without an id is refused: a second import could not know it again.",
        changes={"id": ""},
    ),
    UglyRow(
        name="another spelling of Meta",
        table=ORDERS.name,
        outcome=Outcome.MENDED,
        expected="An order of the channel 'Facebook Ads' is counted as meta.",
        changes={"channel": "Facebook Ads"},
        where={"channel": "meta"},
    ),
    UglyRow(
        name="another spelling of TikTok",
        table=ORDERS.name,
        outcome=Outcome.MENDED,
        expected="An order of the channel 'TikTok ', with a space behind it, is counted as tiktok.",
        changes={"channel": "TikTok "},
        where={"channel": "tiktok"},
    ),
    UglyRow(
        name="a channel that nobody mapped",
        table=ORDERS.name,
        outcome=Outcome.MENDED,
        expected="An order of the channel 'Pinterest' is counted as other, and reported as unknown.",
        changes={"channel": "Pinterest"},
        where={"channel": "other"},
    ),
    UglyRow(
        name="more than was paid",
        table=REFUNDS.name,
        outcome=Outcome.REFUSED,
        expected="A refund of 99999.00 is refused: refunds never exceed what the order charged.",
        changes={"id": "{id}-OVER", "amount": "99999.00"},
    ),
    UglyRow(
        name="a refund of nothing",
        table=REFUNDS.name,
        outcome=Outcome.HELD,
        expected="A refund of the order O-999999, which is not there, is held and tried again at each import.",
        changes={"id": "{id}-LOST", "order_id": "O-999999"},
    ),
    UglyRow(
        name="another spelling in the spend",
        table=SPEND.name,
        outcome=Outcome.MENDED,
        expected="A day's spend of the channel 'TikTok Ads' is counted as tiktok.",
        changes={"channel": "TikTok Ads"},
        where={"channel": "tiktok"},
    ),
)


def with_ugly_rows(table: Table, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with the table's ugly ones among them; one that finds no clean row to be made from is left out."""
    chosen = _places(table, rows)
    for index, row in enumerate(rows):
        ugly = chosen.get(index)
        if ugly is None or ugly.outcome is not Outcome.MENDED:
            yield row
        if ugly is not None:
            yield _spoiled(ugly, _named(table, row))


def _places(table: Table, rows: Sequence[Row]) -> dict[int, UglyRow]:
    places: dict[int, UglyRow] = {}
    for nth, ugly in enumerate((one for one in UGLY_ROWS if one.table == table.name), 1):
        for index in range(len(rows) - 1 - APART * nth, -1, -1):
            if index not in places and ugly.where.items() <= _named(table, rows[index]).items():
                places[index] = ugly
                break
    return places


def _spoiled(ugly: UglyRow, clean: Mapping[str, str]) -> Row:
    return tuple(ugly.changes.get(column, "{" + column + "}").format(**clean) for column in clean)


def _named(table: Table, row: Row) -> dict[str, str]:
    return dict(zip(table.columns, row, strict=True))
