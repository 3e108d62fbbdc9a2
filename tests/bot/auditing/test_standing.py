"""`/kpi status` says what was delivered last, what is missing, and when nobody looks any more."""

from datetime import date
from typing import Any

from clocks import set_clock
from company import SmallCompany
from moments import NOW

from bot.status import Status, read_status
from bot.views.status import status_message
from bot.views.status_lines import Line, delivery_lines, verdict


def status(office: Any) -> Status:
    return read_status(office.database, "America/Toronto", NOW)


def test_the_last_delivery_of_each_series_is_said(office: Any) -> None:
    """Whether the weekly one still comes is known on the day on which it does not."""
    for number, day in enumerate((date(2026, 11, 21), date(2026, 11, 22))):
        sent = office.owe("subscription", f"cac {number}", series="cac weekly", channel="U7")
        office.posts.prove(sent, ended_at=office.at("07:31", day))

    assert delivery_lines(status(office)) == [
        Line("subscription “cac weekly”", "last delivered Nov 22, 07:31", channel="U7"),
        Line("digest", "last delivered Nov 21, 08:00", channel="C1"),
    ]


def test_what_is_missing_comes_first(office: Any) -> None:
    """It would stand below what is well."""
    office.look_at("09:02")
    found = delivery_lines(status(office))

    due = "was due Nov 22, 09:00: it was never made"
    assert found[0] == Line("digest “executive 2026-11-22”", due, needs_attention=True, channel="C1")
    assert found[1].text == "last delivered Nov 21, 08:00"


def test_the_verdict_says_that_a_delivery_is_missing(office: Any) -> None:
    """The first line would say that all is in."""
    message = status_message(status(office))
    office.look_at("09:02")
    shop_with_numbers(office)

    assert "missing" not in message.text
    assert verdict(status(office)) == "A delivery is missing."


def test_a_channel_is_shown_by_its_name(office: Any) -> None:
    """Nobody knows which one C1 is."""
    message = status_message(status(office))
    runs = [run for block in message.blocks if block["type"] == "rich_text" for run in runs_of(block)]

    assert {"type": "channel", "channel_id": "C1"} in runs
    assert "digest for C1: last delivered Nov 21, 08:00" in message.text


def test_an_auditor_that_looks_no_more_is_noticed(office: Any) -> None:
    """ "Nothing is missing" would mean that nobody looked."""
    office.look_at("09:00")
    set_clock(office.database, office.at("09:05"))
    before = delivery_lines(status(office))
    set_clock(office.database, office.at("09:06"))
    found = delivery_lines(status(office))

    assert "the auditor" not in [line.about for line in before]
    text = "has not looked since Nov 22, 09:00: is kpibot running?"
    assert found[0] == Line("the auditor", text, needs_attention=True)


def runs_of(block: Any) -> list[Any]:
    """The runs of a rich text, of its lists as well."""
    found = []
    for part in block["elements"]:
        rows = part["elements"] if part["type"] == "rich_text_list" else [part]
        found += [run for row in rows for run in row["elements"]]
    return found


def shop_with_numbers(office: Any) -> None:
    """Something is published."""
    shop = SmallCompany(office.database)
    shop.customers(date(2026, 11, 21), 1)
    shop.publish()
