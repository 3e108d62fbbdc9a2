"""The forms that an answer is handed over in as a file, and how people ask for one."""

import re
from enum import StrEnum


class Form(StrEnum):
    """What kind of file."""

    CSV = "csv"
    PDF = "pdf"


# "as csv", "as a pdf file", "in csv", and "csv" alone, wherever it stands.
_ASKED = re.compile(
    r"(?<!\S)(?:(?:show )?(?:as|in)(?: an?)? |to )?(?P<form>csv|pdf)(?: file)?(?=[\s.,!?]|$)[.,!?]*", re.IGNORECASE
)


def without_form(text: str) -> tuple[tuple[Form, ...], str]:
    """The forms that are asked for, each once, and the words without them."""
    found = tuple(dict.fromkeys(Form(match["form"].lower()) for match in _ASKED.finditer(text)))
    return found, " ".join(_ASKED.sub(" ", text).split()) if found else text
