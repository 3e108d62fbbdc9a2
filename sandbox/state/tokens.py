"""The secrets of the installed app, and what may pass for a token."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum


class TokenKind(StrEnum):
    """Who a Web API method wants to be called by."""

    BOT = "bot"
    APP = "app"
    NONE = "none"


@dataclass(frozen=True)
class Tokens:
    """The app's tokens and signing secret. Random by default: nothing in the repository opens a running workspace."""

    bot: str
    app: str
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def random(cls) -> "Tokens":
        """A fresh pair in Slack's shapes."""
        return cls(f"xoxb-sandbox-{secrets.token_hex(12)}", f"xapp-1-sandbox-{secrets.token_hex(12)}")


def redacted(token: str | None) -> str:
    """A token as a log may show it: its kind and nothing else."""
    if not token:
        return "none"
    return f"{token.split('-', 1)[0]}-…" if token.startswith(("xoxb-", "xapp-")) else "unknown"
