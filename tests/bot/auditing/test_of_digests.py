"""The digests that a company truly has: promised by its settings, whoever else has stopped."""

from datetime import timedelta
from typing import Any

from clocks import set_clock

from bot.auditing.auditor import audit
from bot.digest.configured import read_digests
from bot.digest.desk import DigestDesk
from bot.digest.promised import promised_digests

DIGESTS = read_digests("executive -> C012AB3CD; finance -> C045EF6GH by 8:30")


def configure(office: Any) -> None:
    """From six in the morning on, there are these digests."""
    office.look_at("06:00")
    office.auditor = office.replica("a", promises=[promised_digests(DIGESTS, "America/Toronto")])


def test_with_the_digests_scheduler_disabled_the_auditor_speaks(office: Any) -> None:
    """Story 24: nothing happens, and nobody notices."""
    configure(office)
    told = []
    for clock in ("08:46", "08:47", "09:16", "09:17", "12:00"):
        office.look_at(clock)
        told.append(len(office.told()))

    assert told == [0, 1, 1, 2, 2]
    assert office.told()[0].startswith("The digest “finance daily 2026-11-22” for <#C045EF6GH> was due Nov 22, 08:45: ")
    assert "it was never made" in office.told()[1]


def test_what_the_scheduler_owes_is_what_was_promised(office: Any) -> None:
    """A slip between two names would call the owner each morning, for digests that everybody reads."""
    configure(office)
    set_clock(office.database, office.at("09:00") + timedelta(minutes=1))
    DigestDesk(office.database, "America/Toronto", "CAD", DIGESTS).owe_what_is_due()
    office.posts.deliver()
    set_clock(office.database, office.at("12:00"))
    audit(office.auditor)

    assert len(office.posts.rows("digest")) == 3
    assert office.told() == []


def test_a_digest_that_is_configured_today_has_no_yesterday(office: Any) -> None:
    """Whoever adds a digest would be told that three days of it are missing."""
    office.look_at("08:00")
    office.auditor = office.replica("a", promises=[promised_digests(DIGESTS, "America/Toronto")])
    office.look_at("12:00")

    assert office.told() == []
