"""The status in sentences: one set of lines for a message and for a terminal."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.auditing.findings import Missing
from bot.auditing.standing import Delivered
from bot.status import SourceStatus, Status
from bot.views.audit import name_text
from bot.views.blocks import capital
from bot.views.durations import duration_text
from bot.views.shared_words import moment_text
from etl.backfill.records import Backfill
from etl.run_records import RunRecord, RunStatus
from metrics.answer.wording import day_text
from metrics.closing import close
from metrics.reader import Doubt
from store.certificates import Finding
from store.measures import Cadence

_MOST_DOUBTS = 6
_MOST_DELIVERIES = 12


@dataclass(frozen=True)
class Line:
    """What it is about, what is to be said of it, and whether somebody should look. `channel`: where, if anywhere."""

    about: str
    text: str
    needs_attention: bool = False
    channel: str = ""


def verdict(status: Status) -> str:
    """The whole of it in one sentence."""
    if status.snapshot is None:
        return "No numbers have been computed yet: import the sources and run the ETL."
    if status.owed:
        return f"The daily run of {' and '.join(map(day_text, status.owed[:3]))} is owed."
    missing = len(status.deliveries.missing)
    if missing:
        return "A delivery is missing." if missing == 1 else f"{missing} deliveries are missing."
    waiting = [line.about for line in source_lines(status) if line.needs_attention]
    if waiting:
        return f"{capital(' and '.join(waiting))} {'needs' if waiting == ['ad spend'] else 'need'} a look."
    return "All that is connected is in, and adds up."


def source_lines(status: Status) -> list[Line]:
    """A line for each source: how far it is closed, and what holds it back."""
    return [_source_line(each, status) for each in status.sources]


def parts(status: Status) -> tuple[tuple[str, list[Line]], ...]:
    """All lines under their titles; titles without lines are left out."""
    found = (
        ("Sources", source_lines(status)),
        ("To look at", doubt_lines(status)),
        ("Owed", owed_lines(status)),
        ("Backfills", backfill_lines(status)),
        ("Deliveries", delivery_lines(status)),
        ("Last runs", run_lines(status)),
    )
    return tuple((title, lines) for title, lines in found if lines)


def doubt_lines(status: Status) -> list[Line]:
    """What the certificates say, the newest day first, with what to look at."""
    doubts = sorted((doubt for each in status.sources for doubt in each.doubts), key=lambda doubt: doubt.day)
    lines = [_doubt_line(doubt, finding) for doubt in reversed(doubts) for finding in doubt.findings]
    rest = len(lines) - _MOST_DOUBTS
    more = [Line("", f"{rest} more of the last two months.")] if rest > 0 else []
    return lines[:_MOST_DOUBTS] + more


def run_lines(status: Status) -> list[Line]:
    """A line for each of the last runs, the newest first."""
    return [_run_line(run, status.zone) for run in status.runs]


def _source_line(each: SourceStatus, status: Status) -> Line:
    state, source = each.state, each.source
    if not state.connected:
        return Line(source.label, "not connected")
    if state.first_day is None:
        return Line(source.label, "connected; no rows yet")
    if source.cadence is Cadence.SPARSE:
        return Line(
            source.label, f"last row {day_text(state.last_day or state.first_day)}; a day without a row means none"
        )
    freshness = close(frozenset({source.value}), {source.value: state}, status.today).freshness
    text = f"closed through {day_text(freshness.through)}"
    if freshness.held_back_by:
        return Line(source.label, f"{text}: {freshness.held_back_by}", needs_attention=True)
    return Line(source.label, text)


def _doubt_line(doubt: Doubt, finding: Finding) -> Line:
    about = f"{day_text(doubt.day)}, {doubt.source.label}"
    detail = f" ({finding.detail})" if finding.detail else ""
    return Line(about, f"{finding.label}{detail}. {capital(finding.advice)}.", finding.withholds)


def owed_lines(status: Status) -> list[Line]:
    """The nightly runs that are due and not done."""
    return [Line(f"daily run of {day_text(day)}", "owed", needs_attention=True) for day in status.owed]


def backfill_lines(status: Status) -> list[Line]:
    """The backfills that are not finished: how far they are, and how they go on where nobody is at them."""
    return [_backfill_line(each) for each in status.backfills]


def _backfill_line(each: Backfill) -> Line:
    days, done = each.days, sum(not part.is_due for part in each.slices)
    again = f"kpibot etl backfill --from {days.start} --to {days.end}"
    return Line(
        f"{days.start} to {days.end}", f"{done} of {len(each.slices)} slices done; goes on, or is taken up by `{again}`"
    )


def delivery_lines(status: Status) -> list[Line]:
    """What is missing, and when each series was delivered last."""
    found = status.deliveries
    lines = [_missing_line(each, status.zone) for each in found.missing[:_MOST_DELIVERIES]]
    lines += [_delivered_line(each, status.zone) for each in found.last[:_MOST_DELIVERIES]]
    rest = max(len(found.missing) - _MOST_DELIVERIES, 0) + max(len(found.last) - _MOST_DELIVERIES, 0)
    more = [Line("", f"{rest} more.")] if rest else []
    return _silence(status) + lines + more


def _silence(status: Status) -> list[Line]:
    since = status.deliveries.silent_since
    if since is None:
        return []
    text = f"has not looked since {moment_text(since.astimezone(status.zone))}: is kpibot running?"
    return [Line("the auditor", text, needs_attention=True)]


def _missing_line(each: Missing, zone: ZoneInfo) -> Line:
    text = f"was due {moment_text(each.due_at.astimezone(zone))}: {each.why}"
    return Line(name_text(each.kind, each.subject), text, needs_attention=True, channel=each.channel)


def _delivered_line(each: Delivered, zone: ZoneInfo) -> Line:
    name = name_text(each.kind, each.series) if each.series else each.kind
    return Line(name, f"last delivered {moment_text(each.at.astimezone(zone))}", channel=each.channel)


def _run_line(run: RunRecord, zone: ZoneInfo) -> Line:
    about = moment_text(run.started_at.astimezone(zone))
    which = run.trigger.replace("_", " ")
    match run.status:
        case RunStatus.RUNNING:
            step = f": step {run.step} of {run.steps}, {run.label}" if run.step else ""
            return Line(about, f"{which} run under way{step}")
        case RunStatus.ABANDONED:
            return Line(about, f"{which} run abandoned: its process went without a word", needs_attention=True)
        case RunStatus.FAILED:
            return Line(about, f"{which} run failed: {run.error or 'no reason was recorded'}", needs_attention=True)
    took = f" in {duration_text((run.finished_at - run.started_at).total_seconds())}" if run.finished_at else ""
    if run.snapshot_id is None:
        return Line(about, f"{which} run ({run.kind}{took}): nothing had changed")
    return Line(
        about, f"{which} run ({run.kind}{took}): snapshot {run.snapshot_id}, {run.rows_changed or 0:,} rows changed"
    )
