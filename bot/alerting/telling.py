"""Tells of a look: one message for what opens at once in a conversation, edited as it goes on, its story in the thread.

All of it is owed in the transaction that keeps what happened, so neither is ever without the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, select

from alerts.episodes import Course, Episode
from alerts.evaluation import What
from alerts.holds_kept import settle
from alerts.keeping import read_episodes, told_by
from alerts.looking import Look
from alerts.rules import Severity
from bot.alerting.changing_hands import EDIT_KIND, edit_series
from bot.alerting.content import Told, drawn_levels, told_of
from bot.shown import words_of
from bot.views.alert import alert_message, story_message
from bot.views.alert_words import number, story_line, title_of
from metrics.engine import OneSnapshot
from store.clock import current_moment
from store.owing import Action, OwedMessage, Priority, StatedNumber, owe, withdraw
from store.tables import outbox

KIND, STORY_KIND = "alert", "alert-story"
_QUIET = frozenset({What.PENDING, What.CALMED})
_WORSE = frozenset({What.OPENED, What.ESCALATED})
_OVERTAKEN = "what it says is not true any more"


def tell(connection: Connection, look: Look, seen: OneSnapshot) -> None:
    """Owe what people are to be told of a look. What got worse is in nobody's hands any more, and says so."""
    settle(connection)
    _Telling(connection, replace(look, open=read_episodes(connection, open_only=True)), seen).tell()


@dataclass(frozen=True)
class _Telling:
    connection: Connection
    look: Look
    seen: OneSnapshot

    def tell(self) -> None:
        joined, alone = self._untold()
        for episode, outbox_id in joined:
            told_by(self.connection, outbox_id, [episode])
        happened = [course for course in self.look.courses if course.episode and _is_news(course)]
        moved = {course.episode.outbox_id for course in happened if course.episode and course.episode.outbox_id}
        for outbox_id in sorted({*moved, *(outbox_id for _, outbox_id in joined)}):
            self._go_on(outbox_id, happened)
        for place, episodes in groupby(sorted(alone, key=self._place), self._place):
            self._post(place, list(episodes))

    def _untold(self) -> tuple[list[tuple[Episode, int]], list[Episode]]:
        """Episodes without a message: those that belong under one that has it, and the others.

        One that is over already is told of where it opened since the last look, while nobody was there.
        """
        over = [
            each.episode for each in self.look.courses if each.episode and not each.episode.is_open and _began(each)
        ]
        untold = [each for each in (*self.look.open, *over) if each.outbox_id is None and self._is_told(each)]
        parents = {each: parent for each in untold if (parent := self._parent(each)) is not None}
        return list(parents.items()), [each for each in untold if each not in parents]

    def _is_told(self, episode: Episode) -> bool:
        watched = self.look.rules.get(episode.key)
        return watched is not None and watched.place is not None and not watched.is_muted

    def _is_muted(self, course: Course) -> bool:
        watched = self.look.rules.get(course.key)
        return watched is not None and watched.is_muted

    def _place(self, episode: Episode) -> str:
        return self.look.rules[episode.key].place or ""

    def _parent(self, episode: Episode) -> int | None:
        """The message of the whole that a part belongs to, where it stands in the same conversation."""
        wholes = (
            each
            for each in self.look.open
            if episode.part
            and not each.part
            and each.metric == episode.metric
            and each.outbox_id
            and self._is_told(each)
        )
        return next((each.outbox_id for each in wholes if self._place(each) == self._place(episode)), None)

    def _post(self, channel: str, episodes: Sequence[Episode]) -> None:
        """A new message that tells of these episodes."""
        told = [self._told(each) for each in episodes]
        ids = "+".join(str(each.id) for each in episodes)
        subject = f"{ids} at look {self.look.number}"
        owed = owe(self.connection, replace(self._owed(KIND, subject, channel, told), states=self._states(told)))
        if owed is not None:
            told_by(self.connection, owed, episodes)

    def _go_on(self, outbox_id: int, happened: Iterable[Course]) -> None:
        """Something happened to what a message tells of. What nobody has read yet is written anew."""
        episodes = read_episodes(self.connection, outbox_ids=[outbox_id])
        channel = self.connection.execute(select(outbox.c.channel).where(outbox.c.id == outbox_id)).scalar_one()
        # Kept in place also where it is muted: whoever reads it reads what is true.
        if withdraw(self.connection, outbox_id, _OVERTAKEN):
            self._post(channel, episodes)
            return
        told = {each.id: self._told(each) for each in episodes}
        subject = f"{outbox_id} at look {self.look.number}"
        edit = self._owed(EDIT_KIND, subject, channel, list(told.values()))
        owe(self.connection, replace(edit, action=Action.EDIT, about_id=outbox_id, series=edit_series(outbox_id)))
        self._tell_story(outbox_id, channel, told, happened)

    def _tell_story(
        self, outbox_id: int, channel: str, told: dict[int | None, Told], happened: Iterable[Course]
    ) -> None:
        happenings = [
            (told[course.episode.id], event)
            for course in happened
            if course.episode and course.episode.id in told and not self._is_muted(course)
            for event in course.events
        ]
        sentences = [line for each, event in happenings if (line := story_line(each, event))]
        if not sentences:
            return
        message = story_message(sentences, [each for each, event in happenings if event.what in _WORSE])
        subject = f"{outbox_id} at look {self.look.number}"
        now = current_moment(self.connection)
        priority = _priority(each.episode for each in told.values())
        story = OwedMessage(STORY_KIND, subject, channel, message.text, message.blocks, now, priority=priority)
        owe(self.connection, replace(story, about_id=outbox_id, snapshot_id=self.look.snapshot))

    def _told(self, episode: Episode) -> Told:
        return told_of(episode, self.look.rules.get(episode.key), self.seen.ask, self.seen.why)

    def _owed(self, kind: str, subject: str, channel: str, told: Sequence[Told]) -> OwedMessage:
        message = alert_message(told)
        first = told[0]
        words = first.shown.words
        as_of = first.now.period.end
        place = {"words": words, "as_of": as_of.isoformat(), "snapshot_id": self.look.snapshot, "at": 2}
        picture = place | drawn_levels(first)
        return OwedMessage(
            kind,
            subject,
            channel,
            message.text,
            message.blocks,
            current_moment(self.connection),
            priority=_priority(each.episode for each in told),
            picture=picture if len(told) == 1 and first.episode.is_open else None,
            words=words,
            snapshot_id=self.look.snapshot,
        )

    def _states(self, told: Iterable[Told]) -> list[StatedNumber]:
        """The numbers that the message states of the company as a whole."""
        numbers = (each for each in told if not each.episode.part and each.episode.is_open and each.watched)
        return [
            StatedNumber(
                words=words_of(each.watched.stated()) if each.watched else each.episode.metric,
                as_of=each.now.period.end,
                title=title_of(each),
                shown=number(each, each.episode.value),
                value=each.episode.value,
                snapshot_id=self.look.snapshot,
            )
            for each in numbers
        ]


def _is_news(course: Course) -> bool:
    return any(event.what not in _QUIET for event in course.events)


def _began(course: Course) -> bool:
    return any(event.what is What.OPENED for event in course.events)


def _priority(episodes: Iterable[Episode]) -> Priority:
    is_critical = any(each.is_open and each.severity is Severity.CRITICAL for each in episodes)
    return Priority.CRITICAL if is_critical else Priority.ALERT
