"""What the digests promise, from the calendar alone: what the auditor goes by."""

from datetime import UTC, datetime
from typing import Any

import pytest
from company import ZONE

from bot.digest.configured import read_digests
from bot.digest.promised import promised_digests
from bot.promises import Promise

NO_CONNECTION: Any = None


def promised(text: str, after: datetime, upto: datetime) -> list[Promise]:
    return promised_digests(read_digests(text), ZONE)(NO_CONNECTION, after, upto)


def test_each_edition_is_promised_by_its_deadline() -> None:
    """A Monday without its weekly digest is noticed, and not only one without any."""
    found = promised(
        "executive -> C0123", datetime(2026, 11, 22, 13, tzinfo=UTC), datetime(2026, 11, 23, 13, tzinfo=UTC)
    )

    due, deadline = datetime(2026, 11, 23, 12, 30, tzinfo=UTC), datetime(2026, 11, 23, 14, 15, tzinfo=UTC)
    assert found == [
        Promise("digest", "executive daily 2026-11-23", "C0123", due, deadline),
        Promise("digest", "executive weekly 2026-11-23", "C0123", due, deadline),
    ]


def test_windows_that_meet_promise_each_digest_once() -> None:
    """The auditor that looks every minute neither misses one nor takes one for two."""
    due = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    before, after = datetime(2026, 11, 22, 12, 29, tzinfo=UTC), datetime(2026, 11, 22, 12, 31, tzinfo=UTC)

    assert len(promised("executive -> C0123", before, due)) == 1
    assert promised("executive -> C0123", due, after) == []


@pytest.mark.parametrize(
    ("when", "day", "hour"),
    [
        ("at 02:30", datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("at 07:30", datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 8, 11, 30, tzinfo=UTC)),
        ("when ready", datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 1, 5, 10, tzinfo=UTC)),
        ("at 07:30", datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 1, 12, 30, tzinfo=UTC)),
    ],
)
def test_days_on_which_the_clock_changes_have_one_digest(when: str, day: datetime, hour: datetime) -> None:
    """An hour that is skipped is made up for, and one that comes twice counts once."""
    found = promised(f"executive -> C0123 {when}", day, day.replace(hour=23))

    assert [each.due_at for each in found if "daily" in each.subject] == [hour]
