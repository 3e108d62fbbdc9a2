"""Whether all that a digest tells is in: the night's run, and each source that its numbers depend on."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, exists, func, select

from bot.digest.editions import last_day
from bot.digest.held_back import held_back
from bot.digest.slots import DigestSlot
from etl.booking import DAILY_JOB
from etl.schedule.slots import SlotStatus
from metrics.closing import not_connected
from metrics.metric import Metric
from metrics.reading import read_sources
from store.tables import job_slots, snapshots


def is_ready(connection: Connection, slot: DigestSlot, catalogue: Mapping[str, Metric]) -> bool:
    """Whether the digest may go out whole. What is written then decides; this look is cheap, for while it waits."""
    if not is_run_done(connection, slot.local_date) or not _is_anything_published(connection):
        return False
    return arrived(connection, slot, catalogue, slot.digest.audience.headlines) is not None


def arrived(
    connection: Connection, slot: DigestSlot, catalogue: Mapping[str, Metric], metrics: Iterable[str]
) -> tuple[str, ...] | None:
    """Those of these metrics that can be told, once none of them is held back; None until then.

    A metric whose source nobody has brought will not arrive, and nothing waits for it.
    """
    sources, day = read_sources(connection), last_day(slot.local_date)
    brought = {
        name: catalogue[name] for name in metrics if not not_connected(catalogue[name].expression.sources(), sources)
    }
    asked = ((metric, slot.edition.question(metric, slot.local_date)) for metric in brought.values())
    return None if any(held_back(metric, question, sources, day) for metric, question in asked) else tuple(brought)


def is_run_done(connection: Connection, local_date: date) -> bool:
    """Whether the daily run of that date, or a later one, is done."""
    done = (job_slots.c.job == DAILY_JOB, job_slots.c.status == SlotStatus.DONE)
    last: date | None = connection.execute(select(func.max(job_slots.c.local_date)).where(*done)).scalar()
    return last is not None and last >= local_date


def _is_anything_published(connection: Connection) -> bool:
    return bool(connection.execute(select(exists(select(snapshots.c.id)))).scalar())
