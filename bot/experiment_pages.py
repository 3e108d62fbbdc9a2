"""Pages of experiments: how people ask for one, and what it is of."""

import re
from datetime import date

from bot.shown import Page
from metrics.experiments.pages import FLAGS, LIST, ONE, SUCCESS, Asked

# Keys are letters, digits and a few signs, as they are typed after the word.
_KEY = re.compile(r"[\w.:-]{1,200}")
_LIST_WORDS = {"", "list", "status", "all"}
_SUCCESS_WORDS = {"success", "success rate", "rate", "won", "that succeeded"}


def read_experiments(text: str) -> Page | None:
    """The page that is meant by the words after "experiments" or "experiment"; None where no key is in them."""
    words = " ".join(text.split())
    if words.lower() in _LIST_WORDS:
        return Page(LIST)
    if words.lower() in _SUCCESS_WORDS:
        return Page(SUCCESS)
    return Page(f"{ONE} {words}") if _KEY.fullmatch(words) else None


def read_flags(text: str) -> Page | None:
    """The page that is meant by the words after "flags"; None where no key is in them."""
    words = " ".join(text.split())
    if words.lower() in _LIST_WORDS:
        return Page(FLAGS)
    return Page(f"{FLAGS} {words}") if _KEY.fullmatch(words) else None


def is_of_experiments(page: Page) -> bool:
    """Whether the page is one of these."""
    return page.name.partition(" ")[0] in {LIST, ONE, FLAGS}


def asked_of(page: Page, until: date | None = None) -> Asked:
    """What the page is of, up to a day."""
    if page.name in {LIST, SUCCESS, FLAGS}:
        return Asked(page.name, until=until)
    name, _, key = page.name.partition(" ")
    return Asked(name, key, until)
