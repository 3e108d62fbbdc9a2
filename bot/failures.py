"""How what went wrong is logged: a refusal of Slack's in its own word, a fault of ours with its trace."""

import logging

from bot.log_lines import log_line
from bot.slack_errors import SlackError


def log_failure(logger: logging.Logger, event: str, error: Exception, **facts: object) -> None:
    """One line; called where the error is handled."""
    if isinstance(error, SlackError):
        log_line(logger, logging.ERROR, event, error=type(error).__name__, reason=error, **facts)
    else:
        log_line(logger, logging.CRITICAL, event, error=type(error).__name__, **facts)
