"""No text that anybody types ends in a stack trace, in a wait, or in a number that nobody asked for.

KPIBOT_SOAK: how many texts to try; `make soak` tries a million.
"""

import os
import random
from collections.abc import Iterator

from bot.language import LONGEST_TEXT, NotUnderstood, read_question
from bot.language.reading import MOST_WORDS
from bot.language.suggesting import MOST_SUGGESTIONS
from bot.language.vocabulary import usual_phrases
from bot.language.words import words_in
from bot.shown import Shown
from bot.views.message import TEXT_LIMIT
from bot.views.not_understood import not_understood

TEXTS = int(os.environ.get("KPIBOT_SOAK", "20000"))
# One seed for the suite; the soak's million begin with the same texts.
SEED = 20_261_122
PHRASES = [
    *usual_phrases(),
    *"by vs as last this past 2026 2026-10 2026-13 2026-02-30 2026-10-01..2026-10-31 since 0d 99999d q5 q3 30d".split(),  # noqa: SIM905  # read as a line of words
    *"meta <!channel> .. : / ' - % é 🚀 the how is country csv mars".split(),  # noqa: SIM905  # read as a line of words
]
LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789-:./'\t\n\x00\x1b\u200b\u202e\u00a0\ud800éßİﷺ漢🚀%&<>"


def texts(count: int) -> Iterator[str]:
    """Words of the vocabulary, with slips, in any mix, and whatever a keyboard or a paste can give."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    makers = chance.choices((_phrases, _slips, _noise, _paste), (60, 30, 8, 1), k=count)
    return (maker(chance) for maker in makers)


def _phrases(chance: random.Random) -> str:
    return " ".join(chance.choices(PHRASES, k=chance.randint(1, 3)))


def _slips(chance: random.Random) -> str:
    letters = list(_phrases(chance))
    for _ in range(chance.randint(1, 3)):
        letters[chance.randrange(len(letters))] = chance.choice(LETTERS)
    return "".join(letters)


def _noise(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(0, 25)))


def _paste(chance: random.Random) -> str:
    piece = chance.choice((_phrases, _slips, _noise))(chance) + chance.choice((" ", ""))
    return (piece * 400)[: chance.choice((299, 300, 301, 5_000))]


def test_any_text_is_read_or_asked_about() -> None:
    """A stack trace, or a button that leads nowhere."""
    tried, led_to = 0, set[Shown]()
    for text in texts(TEXTS):
        read = read_question(text)
        tried += 1
        if isinstance(read, NotUnderstood):
            _check(read)
        led_to.update(read.suggestions if isinstance(read, NotUnderstood) else [read])

    assert tried == TEXTS
    assert all(read_question(shown.words) == shown for shown in led_to)
    assert len(led_to) > TEXTS // 100


def _check(read: NotUnderstood) -> None:
    """It says something, within Slack's limits, and offers few buttons."""
    message = not_understood(read)
    assert read.troubles
    assert len(read.text) <= LONGEST_TEXT
    assert len(read.suggestions) <= MOST_SUGGESTIONS
    assert 0 < len(message.text) <= TEXT_LIMIT


def test_no_text_is_so_long_that_reading_it_takes_long() -> None:
    """One paste of a book would keep everybody waiting: what is read is bounded, whatever is typed."""
    for text in ("by " * 100_000, "a" * 300_000, "\ufdfa" * 300_000, "vs the " * 100_000, "1 2 " * 100_000):
        read = read_question(text)

        assert isinstance(read, NotUnderstood)
        assert len(read.text) <= LONGEST_TEXT
        assert sum(len(trouble.words) for trouble in read.troubles) <= MOST_WORDS


def test_what_lies_behind_the_longest_text_is_not_dropped_in_silence() -> None:
    """ "revenue", a screen of blanks and "not of Meta" would be answered as revenue."""
    assert isinstance(read_question("revenue" + " " * LONGEST_TEXT + "not of meta"), NotUnderstood)
    assert isinstance(read_question("revenue" + " " * LONGEST_TEXT), Shown)


def test_one_letter_may_stand_for_many_and_is_still_bounded() -> None:
    """Unicode has letters that become eighteen."""
    assert len(words_in("\ufdfa" * LONGEST_TEXT)) > MOST_WORDS
    assert isinstance(read_question("\ufdfa" * LONGEST_TEXT), NotUnderstood)
