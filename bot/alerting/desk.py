"""What people ask of alerts, and what they make of rules: words in, a message for the asker alone out. It blocks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.grammar import EXAMPLE, GrammarError, read_rule, rule_words
from alerts.keeping import read_episodes
from alerts.rules_kept import free_key, keep_rule, mute_rule, remove_rule
from alerts.trials import trial
from alerts.watching import Watched
from bot.access.policy import EVERYTHING, Sight
from bot.alerting.content import told_of
from bot.alerting.responders import CHANGES
from bot.alerting.running import Alerts
from bot.alerting.trial_picture import IllustratedTrial, illustrated
from bot.views.access import refusal_message
from bot.views.alert_lists import history_message, open_message, rules_message, said, trial_message
from bot.views.message import Message
from metrics.answer.wording import day_text
from metrics.engine import one_snapshot
from store.clock import current_moment
from store.database import Database

USUAL_DAYS, MOST_DAYS = 30, 3_650
_SOON = "It is judged within a minute."
_HISTORY = re.compile(r"(?:(\d{1,4}) ?d(?:ays?)?)?", re.IGNORECASE)
_MUTE = re.compile(r"(\S+)(?: for)? (\d{1,3}) ?([hdw])\w*", re.IGNORECASE)
_WINDOW = re.compile(r"(\S+) from (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)", re.IGNORECASE)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
USAGE: Mapping[str, str] = {
    "list": "/kpi alert list",
    "test": "/kpi alert test RULE, its name or its words",
    "add": f"/kpi alert add {EXAMPLE}",
    "edit": "/kpi alert edit NAME and the new words",
    "mute": "/kpi alert mute NAME 4h, 2d or 1w; or from 2026-12-24 to 2026-12-27",
    "unmute": "/kpi alert unmute NAME",
    "remove": "/kpi alert remove NAME",
}


@dataclass(frozen=True)
class AlertDesk:
    """Answers what is asked of a company's alerts."""

    alerts: Alerts

    def of(self, verb: str, words: str, person: str, sight: Sight = EVERYTHING) -> Message | IllustratedTrial:
        """Do what was asked, for who may see so much. Whatever is not understood is told, with what would be."""
        verbs: Mapping[str, Callable[[str, str], Message | IllustratedTrial]] = {
            "open": lambda *_: self._open(sight),
            "history": lambda words, _: self._history(words, sight),
            "list": lambda *_: rules_message(self._rules(sight)),
            "test": lambda words, _: self._test(words, sight),
            "add": self._add,
            "edit": self._edit,
            "mute": self._mute,
            "unmute": self._unmute,
            "remove": self._remove,
        }
        if verb not in verbs:
            return said(f"I don't understand “{verb}”. There are: {'; '.join(USAGE.values())}.")
        try:
            if verb in CHANGES | {"test"} and (kept := self._kept(words.strip(), sight)):
                return kept
            return verbs[verb](words.strip(), person)
        except GrammarError as error:
            return said(str(error))

    def _rules(self, sight: Sight) -> tuple[Watched, ...]:
        return tuple(each for each in self.alerts.rules() if sight.sees(each.metric))

    def _kept(self, words: str, sight: Sight) -> Message | None:
        """That the rule of these words, as it is or as they would make it, is over what somebody may not see."""
        name, _, rest = words.partition(" ")
        meant = (self._rule(name), self._written(words), self._written(rest))
        kept = next((each.metric for each in meant if each and not sight.sees(each.metric)), None)
        return refusal_message(kept, (kept,), sight) if kept else None

    @staticmethod
    def _written(words: str) -> Watched | None:
        try:
            return read_rule(words)
        except GrammarError:
            return None

    def _open(self, sight: Sight) -> Message:
        rules = {each.key: each for each in self._rules(sight)}
        with self._database.read() as connection:
            episodes = [each for each in read_episodes(connection, open_only=True) if sight.sees(each.metric)]
        with one_snapshot(self.alerts.answering.view()) as seen:
            told = [told_of(each, rules.get(each.key), seen.ask) for each in episodes]
        return open_message(told, rules.values())

    def _history(self, words: str, sight: Sight) -> Message:
        asked = _HISTORY.fullmatch(words)
        if asked is None:
            return said("Write for how many days: /kpi alerts history 30d.")
        days = min(int(asked[1] or USUAL_DAYS), MOST_DAYS)
        rules = {each.key: each for each in self._rules(sight)}
        with self._database.read() as connection:
            found = read_episodes(connection, since=current_moment(connection) - timedelta(days=days))
        episodes = [each for each in found if sight.sees(each.metric)]
        with one_snapshot(self.alerts.answering.view()) as seen:
            return history_message([told_of(each, rules.get(each.key), seen.ask) for each in episodes], days)

    def _test(self, words: str, sight: Sight) -> Message | IllustratedTrial:
        watched = self._rule(words) or read_rule(words)
        if not sight.sees(watched.metric):
            return refusal_message(watched.metric, (watched.metric,), sight)
        with one_snapshot(self.alerts.answering.view()) as seen:
            tried = trial(watched, seen.ask)
            if tried is None:
                return said("There are no closed days to replay yet.")
            message = trial_message(watched, tried, [told_of(each, watched, seen.ask) for each in tried.all])
            return illustrated(message, watched, tried, seen.ask)

    def _add(self, words: str, person: str) -> Message:
        written = read_rule(words)
        with self._database.write() as connection:
            watched = read_rule(words, free_key(connection, written.metric, self.alerts.declared()))
            keep_rule(connection, watched, person)
        return said(f"Added as {watched.key}: “{rule_words(watched)}”. {_SOON}{self._where(watched)}")

    def _edit(self, words: str, person: str) -> Message:
        name, _, rest = words.partition(" ")
        before = self._rule(name)
        if before is None:
            return self._unknown(name)
        try:
            watched = read_rule(rest, before.key)
        except GrammarError:
            # Who edits a rule need not say again which number it is of.
            watched = read_rule(f"{before.metric} {rest}", before.key)
        with self._database.write() as connection:
            keep_rule(connection, watched, person)
        return said(f"{before.key} was “{rule_words(before)}”, and is “{rule_words(watched)}” now. {_SOON}")

    def _mute(self, words: str, person: str) -> Message:
        window = _WINDOW.fullmatch(words)
        if window is not None:
            return self._mute_days(window, person)
        asked = _MUTE.fullmatch(words)
        watched = self._rule(asked[1]) if asked else None
        if asked is None or watched is None:
            return self._unknown(asked[1]) if asked else said(f"Write {USAGE['mute']}.")
        with self._database.write() as connection:
            until = current_moment(connection) + int(asked[2]) * _UNITS[asked[3].lower()]
            mute_rule(connection, watched.key, until, person)
        return said(f"{watched.key} is muted for {asked[2]}{asked[3].lower()}. What is bad by then is told then.")

    def _mute_days(self, asked: re.Match[str], person: str) -> Message:
        """A window of whole days of the company's zone, the last one included."""
        watched = self._rule(asked[1])
        if watched is None:
            return self._unknown(asked[1])
        try:
            first, last = date.fromisoformat(asked[2]), date.fromisoformat(asked[3])
        except ValueError:
            return said(f"There is no such day. Write {USAGE['mute']}.")
        if last < first:
            return said(f"The last day lies before the first one. Write {USAGE['mute']}.")
        zone = ZoneInfo(self.alerts.answering.zone)
        begin, until = (datetime.combine(each, time(), zone) for each in (first, last + timedelta(days=1)))
        with self._database.write() as connection:
            mute_rule(connection, watched.key, until, person, begin)
        return said(
            f"{watched.key} is muted from {day_text(first)} to {day_text(last)}. What is bad then is told after."
        )

    def _unmute(self, words: str, person: str) -> Message:
        watched = self._rule(words)
        if watched is None:
            return self._unknown(words)
        with self._database.write() as connection:
            mute_rule(connection, watched.key, None, person)
        return said(f"{watched.key} speaks again.")

    def _remove(self, words: str, person: str) -> Message:
        watched = self._rule(words)
        if watched is None:
            return self._unknown(words)
        with self._database.write() as connection:
            remove_rule(connection, watched.key, person)
        return said(f"{watched.key} is not watched any more. It was: “{rule_words(watched)}”.")

    @property
    def _database(self) -> Database:
        return self.alerts.answering.database

    def _rule(self, name: str) -> Watched | None:
        return next((each for each in self.alerts.rules() if each.key == name.lower()), None)

    def _unknown(self, name: str) -> Message:
        names = ", ".join(each.key for each in self.alerts.rules())
        return said(f"There is no rule {name!r}. There are: {names}.")

    def _where(self, watched: Watched) -> str:
        return (
            ""
            if watched.place or self.alerts.place
            else " Nobody is told: it names no channel, nor does KPIBOT_ALERTS."
        )


def no_alerts(verb: str, words: str, person: str, sight: Sight) -> Message:  # noqa: ARG001  # as AlertDesk.of
    """Where nothing is watched."""
    return said("No alerts are judged here.")
