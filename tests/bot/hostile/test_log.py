"""Whoever reads the log may not post, nor open the database."""

import logging
from io import StringIO

import pytest

from bot.log_lines import SecretsHidden, log_line

SECRETS = (
    "xoxb-1-2-abc",
    "xapp-1-A-2-def",
    "https://hooks.slack.com/commands/T1/2/xyz",
    "wss://wss-primary.slack.com/link/?ticket=abc",
    "postgresql://ada:hunter2@db.example/kpi",
    "postgresql+psycopg://ada:hunter2@db.example/kpi",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_trace_and_a_librarys_line_hide_secrets(secret: str) -> None:
    """An address with its ticket stands in many an error of a library."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(SecretsHidden("%(message)s"))
    error = OSError(f"cannot reach {secret}")
    trace = (OSError, error, None)
    record = logging.LogRecord("slack_sdk", logging.ERROR, __file__, 1, "cannot reach %s", (secret,), trace)
    handler.handle(record)

    assert "cannot reach [hidden]" in written.getvalue()
    assert "OSError: cannot reach [hidden]" in written.getvalue()
    assert secret not in written.getvalue()


def test_what_people_type_can_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A pasted book for each question would push out what the operator looks for."""
    log_line(logging.getLogger("kpibot.questions"), logging.WARNING, "question", words="x" * 40_000)

    assert len(caplog.text) < 1000
