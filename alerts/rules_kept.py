"""Rules that were made, changed, muted or removed at run time: each change is a version, and the newest stands.

They are kept as the words that were typed. A declared rule has a row only where somebody has touched it.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from alerts.grammar import GrammarError, read_rule, rule_words
from alerts.watching import Watched
from store.clock import current_moment
from store.tables import alert_rules

_log = logging.getLogger("kpibot.alerts")


@dataclass(frozen=True)
class KeptRule:
    """The newest version of a rule. `words`: None where it stands as it is declared."""

    key: str
    version: int
    words: str | None
    muted_from: datetime | None
    muted_until: datetime | None
    is_removed: bool
    changed_by: str


def read_rules(connection: Connection, declared: Iterable[Watched], place: str | None) -> tuple[Watched, ...]:
    """All that is watched now: what is declared, as people have changed it, and what they have added.

    `place`: who is told of a rule that names nobody. Words that are no rule any more are logged and left out.
    """
    now, kept = current_moment(connection), read_kept_rules(connection)
    found = {each.key: each for each in declared}
    for key, rule in kept.items():
        watched = _watched(rule, found.get(key), now)
        if watched is None:
            found.pop(key, None)
        else:
            found[key] = watched
    return tuple(replace(each, place=each.place or place) for _, each in sorted(found.items()))


def read_kept_rules(connection: Connection) -> Mapping[str, KeptRule]:
    """The newest version of each rule that somebody has touched."""
    query = select(alert_rules).order_by(alert_rules.c.key, alert_rules.c.version)
    return {
        row.key: KeptRule(
            row.key, row.version, row.words, row.muted_from, row.muted_until, row.is_removed, row.changed_by
        )
        for row in connection.execute(query)
    }


def keep_rule(connection: Connection, watched: Watched, person: str) -> None:
    """A rule as it is from now on; where it was muted, it stays so."""
    before = read_kept_rules(connection).get(watched.key)
    muted = {"muted_from": before.muted_from, "muted_until": before.muted_until} if before else {}
    _keep(connection, watched.key, person, words=rule_words(watched), **muted)


def mute_rule(
    connection: Connection, key: str, until: datetime | None, person: str, begin: datetime | None = None
) -> None:
    """Tell nobody of it until then, from now on or from `begin`; None ends a mute, and takes back a coming one."""
    before = read_kept_rules(connection).get(key)
    words = before.words if before else None
    _keep(connection, key, person, words=words, muted_from=begin, muted_until=until)


def remove_rule(connection: Connection, key: str, person: str) -> None:
    """It is not watched any more."""
    _keep(connection, key, person, words=None, is_removed=True)


def free_key(connection: Connection, metric: str, declared: Iterable[Watched]) -> str:
    """A name for a new rule over a metric, that no rule has or had: "cac", "cac-2"."""
    taken = {each.key for each in declared} | read_kept_rules(connection).keys()
    names = (metric if number == 1 else f"{metric}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _keep(connection: Connection, key: str, person: str, **changed: object) -> None:
    before = read_kept_rules(connection).get(key)
    version = before.version + 1 if before else 1
    connection.execute(insert(alert_rules).values(key=key, version=version, changed_by=person, **changed))


def _watched(rule: KeptRule, declared: Watched | None, now: datetime) -> Watched | None:
    if rule.is_removed:
        return None
    has_begun = rule.muted_from is None or rule.muted_from <= now
    is_muted = has_begun and rule.muted_until is not None and rule.muted_until > now
    if rule.words is None:
        return replace(declared, is_muted=is_muted) if declared else None
    try:
        return replace(read_rule(rule.words, rule.key), is_muted=is_muted, changed_by=rule.changed_by)
    except GrammarError as error:
        _log.error("alert rule not understood key=%s reason=%s", rule.key, error)  # the sentence says it all
        return None
