"""The status in sentences: one set of lines for a message and for a terminal."""

from dataclasses import dataclass

from bot.status import RunStatus, SourceStatus, Status
from bot.views.blocks import capital
from metrics.answer.wording import day_text
from metrics.closing import close
from metrics.reader import Doubt
from store.certificates import Finding
from store.measures import Cadence

_MOST_DOUBTS = 6


@dataclass(frozen=True)
class Line:
    """What it is about, what is to be said of it, and whether somebody should look."""

    about: str
    text: str
    needs_attention: bool = False


def verdict(status: Status) -> str:
    """The whole of it in one sentence."""
    if status.snapshot is None:
        return "No numbers have been computed yet: import the sources and run the ETL."
    waiting = [line.about for line in source_lines(status) if line.needs_attention]
    if waiting:
        return f"{capital(' and '.join(waiting))} {'needs' if waiting == ['ad spend'] else 'need'} a look."
    return "All that is connected is in, and adds up."


def source_lines(status: Status) -> list[Line]:
    """A line for each source: how far it is closed, and what holds it back."""
    return [_source_line(each, status) for each in status.sources]


def doubt_lines(status: Status) -> list[Line]:
    """What the certificates say, the newest day first, with what to look at."""
    doubts = sorted((doubt for each in status.sources for doubt in each.doubts), key=lambda doubt: doubt.day)
    lines = [_doubt_line(doubt, finding) for doubt in reversed(doubts) for finding in doubt.findings]
    rest = len(lines) - _MOST_DOUBTS
    more = [Line("", f"{rest} more of the last two months.")] if rest > 0 else []
    return lines[:_MOST_DOUBTS] + more


def run_lines(status: Status) -> list[Line]:
    """A line for each of the last runs, the newest first."""
    return [_run_line(run) for run in status.runs]


def _source_line(each: SourceStatus, status: Status) -> Line:
    state, source = each.state, each.source
    if not state.connected:
        return Line(source.label, "not connected")
    if state.first_day is None:
        return Line(source.label, "connected; no rows yet")
    if source.cadence is Cadence.SPARSE:
        return Line(source.label, f"last row {day_text(state.last_day or state.first_day)}; no row of a day means none")
    freshness = close(frozenset({source.value}), {source.value: state}, status.today).freshness
    text = f"closed through {day_text(freshness.through)}"
    if freshness.held_back_by:
        return Line(source.label, f"{text}: {freshness.held_back_by}", needs_attention=True)
    return Line(source.label, text)


def _doubt_line(doubt: Doubt, finding: Finding) -> Line:
    about = f"{day_text(doubt.day)}, {doubt.source.label}"
    detail = f" ({finding.detail})" if finding.detail else ""
    return Line(about, f"{finding.label}{detail}. {capital(finding.advice)}.", finding.withholds)


def _run_line(run: RunStatus) -> Line:
    when = f"{run.started_at:%b} {run.started_at.day}, {run.started_at:%H:%M}"
    if run.status != "done":
        return Line(when, f"{run.status} ({run.kind}): {run.error or 'no reason was recorded'}", needs_attention=True)
    took = "" if run.seconds is None else f" in {_duration_text(run.seconds)}"
    if run.snapshot_id is None:
        return Line(when, f"nothing had changed ({run.kind}{took})")
    return Line(when, f"snapshot {run.snapshot_id}: {run.rows_changed or 0:,} rows changed ({run.kind}{took})")


def _duration_text(seconds: float) -> str:
    if seconds < 60:  # a minute
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"
