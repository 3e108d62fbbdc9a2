"""What an owner wants to see of the journal, read from their words."""

import re
from dataclasses import replace

from bot.journal.book import Wanted

MOST_DAYS = 3_650
_DAYS = re.compile(r"(\d{1,4})d(?:ays)?", re.IGNORECASE)
_PERSON = re.compile(r"<?@?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?")


def read_wanted(words: str) -> Wanted:
    """Such as "30d U012AB3CD refused": days, a person, and letters, in any order."""
    wanted, letters = Wanted(), list[str]()
    for word in words.split():
        if days := _DAYS.fullmatch(word):
            wanted = replace(wanted, days=min(int(days[1]), MOST_DAYS))
        elif person := _PERSON.fullmatch(word):
            wanted = replace(wanted, person=person[1])
        else:
            letters.append(word)
    return replace(wanted, letters=" ".join(letters))
