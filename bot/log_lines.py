"""Log lines that machines can read: an event and key=value pairs, with the question's id bound from ask to answer.

Tokens, upload addresses and response_urls are kept out whatever a value holds: whoever reads a log may not post.
"""

import logging
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

_SECRETS = re.compile(r"x(?:ox[a-z]|app)-[\w.-]+|(?:https?|wss?|postgres(?:ql)?(?:\+\w+)?)://\S+")

# What people typed may be a book.
_LONGEST_VALUE = 500


class SecretsHidden(logging.Formatter):
    """Lines of whatever library, and traces, without what only their owners may read."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return _SECRETS.sub("[hidden]", super().format(record))


def write_log(level: int, form: str) -> None:
    """From now on this process writes its log to the standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(SecretsHidden(form))
    logging.basicConfig(level=level, handlers=[handler])
    # It tells each minute that it has called what is called each minute.
    logging.getLogger("apscheduler").setLevel(max(level, logging.WARNING))


@dataclass
class QuestionLog:
    """What is noted of one question: its id and how long each stage took."""

    id: str = field(default_factory=lambda: secrets.token_hex(4))
    facts: dict[str, object] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @property
    def total_ms(self) -> int:
        """How long ago it was asked."""
        return round((time.monotonic() - self.started) * 1000)


_CURRENT: ContextVar[QuestionLog | None] = ContextVar("question", default=None)


@contextmanager
def question_log(**facts: object) -> Iterator[QuestionLog]:
    """Everything logged inside, also by tasks that start there, carries the question's id."""
    question = QuestionLog(facts=dict(facts))
    token = _CURRENT.set(question)
    try:
        yield question
    finally:
        _CURRENT.reset(token)


def question_code() -> str:
    """The id of the current question: what a person tells the operator, and the operator finds in the log."""
    question = _CURRENT.get()
    return question.id if question is not None else "none"


@contextmanager
def timed(stage: str) -> Iterator[None]:
    """Note how long the block takes, as `<stage>_ms` of the current question."""
    started = time.monotonic()
    try:
        yield
    finally:
        question = _CURRENT.get()
        if question is not None:
            question.facts[f"{stage}_ms"] = round((time.monotonic() - started) * 1000)


def log_line(logger: logging.Logger, level: int, event: str, **facts: object) -> None:
    """One line; at CRITICAL, which is for faults of ours, with the exception that is being handled."""
    question = _CURRENT.get()
    bound = {"question": question.id} if question is not None else {}
    pairs = " ".join(f"{key}={_shown(value)}" for key, value in {**bound, **facts}.items())
    logger.log(level, "%s %s", event, pairs, exc_info=level >= logging.CRITICAL)


def _shown(value: object) -> str:
    text = _SECRETS.sub("[hidden]", str(value)[:_LONGEST_VALUE])
    if text and not re.search(r"[\s=\"]", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
