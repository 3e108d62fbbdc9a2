"""A look at all rules: the closed days since the last one are judged, from one snapshot, and what came of it is kept
and told in one transaction. Any number of replicas may look at once: of those that do, one keeps and tells.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from alerts.developing import Ask, Days, Development, Looking
from alerts.episodes import Course, Episode, ended
from alerts.evaluation import Event, What
from alerts.keeping import Kept, claim_look, forget_known, keep_course, keep_known, read_episodes, read_kept
from alerts.watching import Watched
from metrics.engine import CompanyView, OneSnapshot, one_snapshot


@dataclass(frozen=True)
class Look:
    """What a look found, as it is kept: its number, what changed, and all that is open now, by what watches it."""

    number: int
    snapshot: int
    courses: tuple[Course, ...]
    open: tuple[Episode, ...]
    rules: Mapping[str, Watched]


# In the transaction that keeps what was found; what is told is asked of the look's own snapshot.
Tell = Callable[[Connection, Look, OneSnapshot], None]


def look(view: CompanyView, rules: Iterable[Watched], tell: Tell) -> Look | None:
    """Look once; None where there is nothing new to look at, or another replica was faster. It blocks."""
    watched = {each.key: each for each in rules}
    with view.database.read() as connection:
        kept = read_kept(connection)
    with one_snapshot(view) as seen:
        snapshot = seen.published.snapshot
        mark = _mark(view, seen, watched.values())
        if snapshot is None or kept.mark == mark:
            return None
        found = {key: _developments(each, kept, snapshot.id, seen.ask) for key, each in watched.items()}
        with view.database.write() as connection:
            if not claim_look(connection, kept, mark):
                return None
            courses = (*_keep(connection, found), *_close_unwatched(connection, watched, kept, seen))
            standing = read_episodes(connection, open_only=True)
            looked = Look(kept.number + 1, snapshot.id, courses, standing, watched)
            tell(connection, looked, seen)
            return looked


def _developments(watched: Watched, kept: Kept, snapshot: int, ask: Ask) -> list[Development]:
    known, standing = kept.known.get(watched.key, {}), kept.open.get(watched.key, {})
    return list(Looking(Days(watched, ask), snapshot, known, standing).developments())


def _keep(connection: Connection, found: Mapping[str, Iterable[Development]]) -> tuple[Course, ...]:
    courses = []
    for key, developments in found.items():
        for each in developments:
            keep_known(connection, key, each.part, each.known)
            courses += [keep_course(connection, course) for course in each.courses]
    return tuple(courses)


def _close_unwatched(
    connection: Connection, watched: Mapping[str, Watched], kept: Kept, seen: OneSnapshot
) -> list[Course]:
    """An episode of a rule that is no more is closed, and says so; nothing is forgotten in silence."""
    for key in kept.known.keys() - watched.keys():
        forget_known(connection, key)
    gone = (episode for key, parts in kept.open.items() if key not in watched for episode in parts.values())
    return [keep_course(connection, _closed(episode, seen)) for episode in gone]


def _closed(episode: Episode, seen: OneSnapshot) -> Course:
    event = Event(What.CLOSED, seen.published.today, episode.value, None, "the rule was removed")
    return ended(Course(episode.key, episode.part, episode, (event,)), event)


def _mark(view: CompanyView, seen: OneSnapshot, rules: Iterable[Watched]) -> str:
    """All that a look depends on: while it stays the same, there is nothing to find."""
    today = view.now.astimezone(ZoneInfo(view.zone)).date()
    facts = (seen.published.snapshot, today, sorted(rules, key=lambda each: each.key))
    return sha256(repr(facts).encode()).hexdigest()
