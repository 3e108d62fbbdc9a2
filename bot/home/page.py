"""What a person's App Home holds: the numbers of the chosen tab, and what the person asked and starred."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.access.limited import LimitedAnswers, limited_page
from bot.access.policy import EVERYTHING, Sight
from bot.exhibits import Answers
from bot.language import NotUnderstood, read_question
from bot.remembering import PeoplesMemory
from bot.shown import Shown, words_of
from metrics.answer import Answer, Dashboard
from metrics.periods import PeriodSpec

MY_METRICS = "my metrics"
MOST_RECENT = 5
# An App Home holds 100 blocks, and an entry takes two.
_MOST_ENTRIES = 40


class Dashboards(Protocol):
    """What has the dashboards: bot.dashboards.Pages."""

    def names(self) -> tuple[str, ...]:
        """What each is called, in the order of the tabs."""

    def dashboard(self, name: str, period: PeriodSpec | None) -> Dashboard:
        """The one of that name, from one snapshot; it blocks. Without a period each number has its own."""


@dataclass(frozen=True)
class Entry:
    """One number of the page and the words that ask for it; no answer where these words are understood no more."""

    words: str
    answer: Answer | None
    is_starred: bool


@dataclass(frozen=True)
class Page:
    """A tab with its numbers under headings. `recent`: questions that are not shown as numbers, to ask again."""

    tabs: tuple[str, ...]
    tab: str
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]
    recent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pages:
    """Puts pages together. It blocks: from an event loop call it in a thread."""

    answers: Answers
    dashboards: Dashboards
    memory: PeoplesMemory

    @property
    def tabs(self) -> tuple[str, ...]:
        """Every tab; the first is the one that a newcomer sees."""
        return (*self.dashboards.names(), MY_METRICS)

    def page(self, user: str, tab: str, sight: Sight = EVERYTHING) -> Page:
        """A person's page, with what they may see; a tab that is no more is the first one."""
        starred, recent = self.memory.starred(user), self.memory.recent(user, MOST_RECENT)
        if tab not in self.dashboards.names():
            mine = (
                ("Starred", self._asked(starred, starred, sight)),
                ("Asked last", self._asked(recent, starred, sight)),
            )
            return Page(self.tabs, MY_METRICS, mine)
        dashboard = limited_page(self.dashboards.dashboard(tab, None), sight)
        return Page(self.tabs, tab, ((dashboard.title, tuple(_shown(dashboard, starred))),), recent)

    def _asked(self, asked: Sequence[str], starred: Sequence[str], sight: Sight) -> tuple[Entry, ...]:
        return tuple(Entry(words, self._answer(words, sight), words in starred) for words in asked[:_MOST_ENTRIES])

    def _answer(self, words: str, sight: Sight) -> Answer | None:
        read = read_question(words)
        seen = LimitedAnswers(self.answers, sight)
        return None if isinstance(read, NotUnderstood) else seen.answer(read.question)


def _shown(dashboard: Dashboard, starred: Sequence[str]) -> Iterator[Entry]:
    """Each number of a dashboard once, the headlines first."""
    answers = (*dashboard.headlines, *(answer for row in dashboard.rows for answer in row))
    by_words: dict[str, Answer] = {}
    for answer in answers:
        by_words.setdefault(words_for(answer), answer)
    for words, answer in list(by_words.items())[:_MOST_ENTRIES]:
        yield Entry(words, answer, words in starred)


def words_for(answer: Answer) -> str:
    """Words that ask for this answer again, as nearly as the language can say it."""
    period = answer.period_words or f"{answer.period.start}..{answer.period.end}"
    by = (f" by {answer.dimension}", "") if answer.dimension else ("",)
    read = (read_question(f"{answer.metric} {period}{part}") for part in by)
    return next((words_of(each.question) for each in read if isinstance(each, Shown)), answer.metric)
