"""Looking at the rules day after day: every episode that they mean, once, whoever looks and however often."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from company import SmallCompany
from quarters import CHANNELS, LAST, Quarter, days
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError
from watches import CAC, CHANNEL_CAC, REFUNDS, RULES, levels

from alerts.episodes import Episode
from alerts.evaluation import What
from alerts.keeping import read_episodes
from alerts.looking import Look, look
from alerts.rules import Rule, Severity
from alerts.watching import Watched
from metrics.engine import DEFAULT_CATALOGUE, OneSnapshot
from metrics.metric import Metric
from store.tables import alert_log

_WHOLE, _DAY = "", timedelta(days=1)
BEGIN = date(2026, 9, 14)


Spell = tuple[str, str, date, date | None, Severity]


class Told:
    """Hears of looks, and remembers them."""

    def __init__(self) -> None:
        self.looks: list[Look] = []

    def __call__(self, connection: Connection, looked: Look, seen: OneSnapshot) -> None:  # noqa: ARG002  # as Tell has it
        self.looks.append(looked)

    @property
    def whats(self) -> list[What]:
        """All that it heard of episodes, in order."""
        courses = [course for looked in self.looks for course in looked.courses if course.episode]
        return [event.what for course in courses for event in course.events]


def spells(quarter: Quarter) -> set[Spell]:
    """The episodes as they are kept: what, from when, to when, and how bad."""
    return {(each.key, each.part, each.opened_on, each.ended_on, each.worst_severity) for each in episodes_of(quarter)}


def episodes_of(quarter: Quarter) -> tuple[Episode, ...]:
    with quarter.database.read() as connection:
        return read_episodes(connection)


def run(quarter: Quarter, first: date, last: date, rules: tuple[Watched, ...] = RULES) -> Told:
    """Look each morning."""
    told = Told()
    for day in days(first, last):
        look(quarter.view(day), rules, told)
    return told


def by_hand(rule: Rule, value_on: Callable[[date], Decimal | None], key: str, part: str) -> set[Spell]:
    """The episodes as the rule reads word for word: a level holds from so many bad days to as many safe ones, and an
    episode lasts from the first to the last day on which one does.
    """
    seen: list[Decimal] = []
    found: list[Spell] = []
    for day in days(BEGIN - 29 * _DAY, LAST):
        value = value_on(day)
        seen += [] if value is None else [value]
        holding = (level.severity for level in rule.levels if _holds(level.enter, level.exit, rule, seen))
        bad = max(holding, default=None)
        begun = found[-1] if found and found[-1][3] is None else None
        if bad and begun is None:
            found.append((key, part, max(day, BEGIN), None, bad))
        elif bad and begun:
            # How bad it was before the watching began is not told.
            worst = bad if day <= BEGIN else max(begun[4], bad)
            found[-1] = (*begun[:4], worst)
        elif begun:
            found[-1] = (*begun[:3], day, begun[4])
    return {each for each in found if each[3] is None or each[3] > BEGIN}


def _holds(enter: Decimal, leave: Decimal, rule: Rule, values: list[Decimal]) -> bool:
    number, holds = rule.for_days, False
    for end in range(number, len(values) + 1):
        run_of_days = values[end - number : end]
        if all(value > enter for value in run_of_days):
            holds = True
        elif all(value <= leave for value in run_of_days):
            holds = False
    return holds


def test_a_quarter_day_by_day_has_the_episodes_that_the_rules_mean(quarter: Quarter) -> None:
    """On-call hears of all that is bad, of nothing else, and of each once."""
    expected = (
        by_hand(REFUNDS.rule, lambda day: quarter.refund_rate(day, 7), "refunds", _WHOLE)
        | by_hand(CAC.rule, lambda day: quarter.cac(day, 10, *CHANNELS), "cac", _WHOLE)
        | by_hand(CHANNEL_CAC.rule, lambda day: quarter.cac(day, 10, "meta"), "cac-2", "meta")
        | by_hand(CHANNEL_CAC.rule, lambda day: quarter.cac(day, 10, "tiktok"), "cac-2", "tiktok")
    )

    told = run(quarter, BEGIN, LAST)

    assert spells(quarter) == expected
    assert len(expected) >= 6
    assert told.whats.count(What.OPENED) == len(expected)
    assert told.whats.count(What.RESOLVED) == sum(each[3] is not None for each in expected)


def test_days_that_were_missed_are_made_up_for(quarter: Quarter) -> None:
    """A weekend of downtime loses no episode and invents none."""
    for day in [*days(BEGIN, BEGIN + 5 * _DAY), BEGIN + 17 * _DAY, LAST]:
        look(quarter.view(day), RULES, Told())
    made_up = spells(quarter)
    expected = by_hand(REFUNDS.rule, lambda day: quarter.refund_rate(day, 7), "refunds", _WHOLE)

    assert {each for each in made_up if each[0] == "refunds"} == expected


def test_looking_again_finds_nothing(quarter: Quarter) -> None:
    """A restart or a second look tells nobody anything twice."""
    run(quarter, BEGIN, BEGIN + 3 * _DAY)

    assert look(quarter.view(BEGIN + 3 * _DAY), RULES, Told()) is None


class Overtaking(dict[str, Metric]):
    """A catalogue at whose first use another replica looks, and is done."""

    def __init__(self, quarter: Quarter, other: Told) -> None:
        super().__init__(DEFAULT_CATALOGUE)
        self._quarter, self._other = quarter, other

    def get(self, name: str, default: Any = None) -> Any:
        if not self._other.looks:
            look(self._quarter.view(LAST), RULES, self._other)
        return super().get(name, default)


def test_of_two_replicas_one_tells(quarter: Quarter) -> None:
    """Two processes that judge the same day at once post one message."""
    faster, slower = Told(), Told()

    overtaken = look(replace(quarter.view(LAST), catalogue=Overtaking(quarter, faster)), RULES, slower)

    assert (overtaken, len(faster.looks), len(slower.looks)) == (None, 1, 0)
    assert len(episodes_of(quarter)) == faster.whats.count(What.OPENED) > 0


def test_what_is_told_is_undone_with_what_it_tells_of(quarter: Quarter) -> None:
    """A crash while the message is written loses neither the message nor the episode: the next look has both."""

    def crash(connection: Connection, looked: Look, seen: OneSnapshot) -> None:  # noqa: ARG001  # as Tell has it
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look(quarter.view(LAST), RULES, crash)
    assert episodes_of(quarter) == ()

    told = Told()
    look(quarter.view(LAST), RULES, told)

    assert len(told.looks[0].open) == len(episodes_of(quarter)) > 0


def test_the_first_look_tells_only_of_what_is_bad_now(quarter: Quarter) -> None:
    """Who installs kpibot is not told of last month."""
    told = run(quarter, LAST, LAST)

    assert set(told.whats) <= {What.OPENED}
    assert all(each.is_open for each in episodes_of(quarter))
    assert all(each.since >= LAST - 29 * _DAY for each in episodes_of(quarter))


def test_the_log_only_grows(quarter: Quarter) -> None:
    """Nobody can make it look as if an alert had not been there."""
    run(quarter, LAST, LAST)

    with quarter.database.read() as connection:
        assert connection.execute(select(alert_log)).all()
    with pytest.raises(DBAPIError, match="append-only"), quarter.database.write() as connection:
        connection.execute(update(alert_log).values(reason="nothing happened"))


def test_a_rule_that_is_changed_keeps_its_open_episode_or_closes_it_with_a_reason(quarter: Quarter) -> None:
    """Nobody resets an alert by moving its level, nor is anybody told that all is well when only the rule changed."""
    run(quarter, BEGIN, LAST, (CAC,))
    standing = [each for each in episodes_of(quarter) if each.is_open]
    stricter = replace(CAC, rule=levels("20", "25", 1), changed_by="U1")
    laxer = replace(CAC, rule=levels("900", "1000", 1), changed_by="U2")

    carried = run(quarter, LAST, LAST, (stricter,))
    after_carrying = episodes_of(quarter)[-1]
    closed = run(quarter, LAST, LAST, (laxer,))

    assert [each.id for each in standing] == [after_carrying.id]
    assert (carried.whats, after_carrying.severity, after_carrying.is_open) == ([What.CARRIED], Severity.CRITICAL, True)
    assert (closed.whats, episodes_of(quarter)[-1].ending) == ([What.CLOSED], What.CLOSED)
    assert closed.looks[0].courses[0].person == "U2"


def test_an_episode_of_a_rule_that_is_removed_is_closed(quarter: Quarter) -> None:
    """An alert of which nobody knows the rule any more does not stay open for ever."""
    run(quarter, LAST, LAST, (replace(CAC, rule=levels("20", "25", 1)),))

    gone = run(quarter, LAST, LAST, ())

    assert gone.whats == [What.CLOSED]
    assert gone.looks[0].courses[0].events[0].reason == "the rule was removed"


def test_late_rows_page_nobody_for_past_days(quarter: Quarter) -> None:
    """A refund that comes late is noted beside the day that it would have made bad; the next closed day decides."""
    strict = replace(CAC, rule=levels("200", "300", 1))
    run(quarter, LAST, LAST, (strict,))
    shop = SmallCompany(quarter.database)
    shop.spend(LAST, LAST, 20_000, "other")
    shop.publish()

    told = run(quarter, LAST, LAST, (strict,))

    (revised,) = told.looks[0].courses
    (event,) = revised.events
    assert (revised.episode, event.what, event.severity) == (None, What.REVISED, Severity.CRITICAL)
    assert told.looks[0].open == ()
    assert run(quarter, LAST + _DAY, LAST + _DAY, (strict,)).whats == []


def test_a_day_whose_spend_is_missing_waits_and_resolves_nothing(quarter: Quarter) -> None:
    """An episode stays as it is while nobody knows, and is judged when the day closes."""
    strict = replace(CAC, rule=levels("20", "25", 1))
    run(quarter, LAST, LAST, (strict,))
    before = episodes_of(quarter)

    told = run(quarter, LAST + _DAY, LAST + 3 * _DAY, (strict,))

    assert (told.whats, episodes_of(quarter)) == ([], before)
