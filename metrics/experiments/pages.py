"""Pages of experiments: all of them, one of them, how many succeeded, and flags. Each from one snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from metrics.answer import Answer, Dashboard, Period
from metrics.answer.wording import day_text
from metrics.answerer import Published
from metrics.experiments.flag_numbers import flag_headlines, flag_rows
from metrics.experiments.model import Kind, Reading, Status, Verdict
from metrics.experiments.numbers import Frame, count, lifts_of_experiments, success_rate
from metrics.experiments.published import days_by_key, read_designs
from metrics.experiments.reading import read, readings
from metrics.experiments.sentences import stale_text
from metrics.experiments.success import counted, successes
from metrics.experiments.trial_numbers import trial_headlines, trial_rows

LIST, SUCCESS, FLAGS = "experiments", "experiments success", "flags"
ONE = "experiment"
_SHOWN = 8


@dataclass(frozen=True)
class Asked:
    """What a page is of: a list by its name, or the one with that key; `until`: the last day that may count."""

    name: str
    key: str | None = None
    until: date | None = None


def experiments_page(asked: Asked, published: Published) -> Dashboard:
    """The page. One that there is no such experiment for has no experiments, and a note that names what there is."""
    closed = min(asked.until or date.max, published.today - timedelta(days=1))
    if asked.key is not None:
        return _one(asked, closed, published)
    found = tuple(_of_kind(asked.name, read_experiments(published, closed)))
    page = replace(_page(asked.name, _TITLES[asked.name], found, closed, published), experiments=found)
    if not found:
        what = "feature flags" if asked.name == FLAGS else "experiments"
        return replace(page, notes=(f"There are no {what}: kpibot import experiments and experiment_results.",))
    stale = tuple(note for each in found if (note := stale_text(each, closed)))
    frame = Frame(page.period, page.snapshot, published.currency)
    headlines = _headlines(asked.name, found, frame)
    kind = Kind.FEATURE_FLAG if asked.name == FLAGS else Kind.AB_TEST
    return replace(page, headlines=headlines, rows=_lifts(found, kind, frame), notes=stale)


_TITLES = {LIST: "Experiments", SUCCESS: "Success rate of experiments", FLAGS: "Feature flags"}


def read_experiments(published: Published, closed: date) -> tuple[Reading, ...]:
    """Each experiment by the end of a day, the newest first."""
    days = days_by_key(published.reader, closed)
    return tuple(read(design, days.get(design.key, {})) for design in read_designs(published.reader))


def with_experiments(page: Dashboard, published: Published, until: date | None) -> Dashboard:
    """The page with what is tried in a row of its own; as it is, where nothing can be said of any experiment."""
    closed = min(until or date.max, published.today - timedelta(days=1))
    found = read_experiments(published, closed)
    frame = Frame(page.period, page.snapshot, published.currency)
    return replace(page, rows=(*page.rows, *_lifts(found, Kind.AB_TEST, frame)))


def _of_kind(name: str, found: Sequence[Reading]) -> Iterator[Reading]:
    for each in found:
        is_flag = each.design.kind is Kind.FEATURE_FLAG
        is_completed_test = each.design.status is Status.COMPLETED and not is_flag
        if {FLAGS: is_flag, SUCCESS: is_completed_test}.get(name, True):
            yield each


def _headlines(name: str, found: Sequence[Reading], frame: Frame) -> tuple[Answer, ...]:
    running = sum(each.design.status is Status.RUNNING for each in found)
    tests = [each for each in found if each.design.kind is Kind.AB_TEST]
    success = success_rate(len(successes(tests)), len(counted(tests)), frame)
    if name == FLAGS:
        return (count("Flags that are on for some", running, frame),)
    if name == SUCCESS:
        return (success, count("Completed tests", len(tests), frame))
    return (count("Running", running, frame), success)


def _lifts(found: Sequence[Reading], kind: Kind, frame: Frame) -> tuple[tuple[Answer, ...], ...]:
    """The newest of a kind that a verdict is not withheld of, side by side: what was observed is not beside what was
    tested.
    """
    told = [each for each in found if each.design.kind is kind and each.effects]
    sound = [each for each in told if each.verdict is not Verdict.SAMPLE_RATIO][:_SHOWN]
    title = "Lift of the best variant" if kind is Kind.AB_TEST else "On against off (observational)"
    return ((lifts_of_experiments(title, sound, frame),),) if sound else ()


def _one(asked: Asked, closed: date, published: Published) -> Dashboard:
    designs = {design.key: design for design in read_designs(published.reader)}
    design = designs.get(asked.key or "")
    if design is None:
        known = ", ".join(designs) or "none: kpibot import experiments"
        note = f"There is no experiment {asked.key!r}. There are: {known}."
        return replace(_page(f"{ONE} {asked.key}", "No such experiment", (), closed, published), notes=(note,))
    days = days_by_key(published.reader, closed, design.key).get(design.key, {})
    now = read(design, days)
    page = _page(f"{asked.name} {design.key}", design.title, (now,), closed, published)
    stale = stale_text(now, closed)
    notes = (stale,) if stale else ()
    frame = Frame(page.period, page.snapshot, published.currency)
    page = replace(page, experiments=(now,), notes=notes)
    if design.kind is Kind.FEATURE_FLAG:
        rows = flag_rows(now, days, frame)
        return replace(page, headlines=flag_headlines(now, frame), rows=rows)
    rows = trial_rows(now, readings(design, days), frame)
    return replace(page, headlines=trial_headlines(now, frame), rows=rows)


def _page(name: str, title: str, found: Sequence[Reading], closed: date, published: Published) -> Dashboard:
    started = [each.design.started_on for each in found if each.design.started_on]
    read_to = max((each.day for each in found if each.day), default=closed)
    first = min((each for each in started if each <= read_to), default=read_to)
    period = Period(first, read_to, f"results to {day_text(read_to)}")
    return Dashboard(name, title, period, (), (), snapshot=published.snapshot)
