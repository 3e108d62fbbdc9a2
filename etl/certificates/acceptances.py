"""What a person vouches for: that an odd day is right as it is."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from store.certificates import ACCEPTABLE, finding_of
from store.database import Database
from store.tables import acceptances, certificates


class AcceptanceError(Exception):
    """The day can't be accepted; the sentence says why, and what helps instead."""


def accept_day(database: Database, source: str, day: date, *, reason: str, by: str, now: datetime) -> tuple[str, ...]:
    """Accept what was found odd about the day; what is accepted, in words. The next run certifies it.

    Raises AcceptanceError where nothing odd was found, or what was found is no matter of opinion.
    """
    if not reason.strip():
        raise AcceptanceError("Say why the day is right: --reason 'TikTok was paused'.")
    with database.write() as connection:
        table = certificates.c
        query = select(table.findings).where(table.source == source, table.day == day)
        findings = [finding_of(each) for each in connection.execute(query).scalar() or ()]
        accepted = tuple(finding.label for finding in findings if finding.check in ACCEPTABLE)
        if not accepted:
            raise AcceptanceError(_nothing_to_accept(source, day, [each.advice for each in findings]))
        row = {"reason": reason.strip(), "accepted_by": by, "accepted_at": now}
        statement = insert(acceptances).values(source=source, day=day, **row)
        connection.execute(statement.on_conflict_do_update(index_elements=["source", "day"], set_=row))
    return accepted


def _nothing_to_accept(source: str, day: date, advice: list[str]) -> str:
    if not advice:
        return f"Nothing was found about {source} on {day} that would need accepting."
    return f"What was found about {source} on {day} can't be accepted: {'; '.join(advice)}."
