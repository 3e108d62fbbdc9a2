"""Who has installed the app, with their tokens: encrypted where they lie, and never in a log."""

from collections.abc import Callable
from typing import TypeVar

from cryptography.fernet import Fernet, InvalidToken
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from sqlalchemy import Engine, MetaData, Table, Text

from bot.settings import SettingsError

Kept = TypeVar("Kept", Bot, Installation)
_SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")


class EncryptedInstallations(SQLAlchemyInstallationStore):
    """Slack's own store, whose secrets only the key opens. It blocks.

    Fernet: AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec.
    """

    def __init__(self, client_id: str, engine: Engine, key: str) -> None:
        super().__init__(client_id=client_id, engine=engine)
        try:
            self._fernet = Fernet(key)
        except ValueError:
            raise SettingsError("KPIBOT_HUB_KEY is no key: make one with kpibot hub-key, and keep it.") from None

    @classmethod
    def build_installations_table(cls, metadata: MetaData, table_name: str) -> Table:
        """What is encrypted is longer than a token."""
        return _with_room(super().build_installations_table(metadata, table_name))

    @classmethod
    def build_bots_table(cls, metadata: MetaData, table_name: str) -> Table:
        """What is encrypted is longer than a token."""
        return _with_room(super().build_bots_table(metadata, table_name))

    def save(self, installation: Installation) -> None:
        """Keep an installation."""
        super().save(self._with(installation, self._hidden))

    def save_bot(self, bot: Bot) -> None:
        """Keep a bot; `save` hands one over whose secrets are encrypted already."""
        super().save_bot(self._with(bot, self._hidden_once))

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, with its token; None where nobody has installed the app."""
        found = super().find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return self._with(found, self._shown) if found else None

    def _with(self, of: Kept, change: Callable[[str], str]) -> Kept:
        for name in _SECRETS:
            value = getattr(of, name, None)
            if value:
                setattr(of, name, change(value))
        return of

    def _hidden(self, value: str) -> str:
        return self._fernet.encrypt(value.encode()).decode()

    def _hidden_once(self, value: str) -> str:
        return value if value.startswith("gAAAA") else self._hidden(value)

    def _shown(self, value: str) -> str:
        try:
            return self._fernet.decrypt(value.encode()).decode()
        except InvalidToken:
            raise SettingsError("KPIBOT_HUB_KEY is not the key that the tokens were encrypted with.") from None


def _with_room(table: Table) -> Table:
    for name in _SECRETS:
        if name in table.c:
            table.c[name].type = Text()
    return table
