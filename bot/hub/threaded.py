"""Slack's stores for an event loop: each call in a thread."""

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.blocking import in_thread
from bot.hub.installations import EncryptedInstallations


class ThreadedInstallations(AsyncInstallationStore):
    """Installations."""

    def __init__(self, store: EncryptedInstallations) -> None:
        self._store = store

    async def async_save(self, installation: Installation) -> None:
        """Keep one."""
        await in_thread(self._store.save, installation)

    async def bot_of(self, team: str) -> Bot | None:
        """The bot of a workspace, with its token."""
        return await in_thread(self._store.find_bot, enterprise_id=None, team_id=team)

    async def async_forget(self, team: str) -> None:
        """The app is no longer in a workspace."""
        await in_thread(self._store.delete_bot, enterprise_id=None, team_id=team)
        await in_thread(self._store.delete_installation, enterprise_id=None, team_id=team)


class ThreadedStates(AsyncOAuthStateStore):
    """The states of installations under way."""

    def __init__(self, store: OAuthStateStore) -> None:
        self._store = store

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new one."""
        return await in_thread(self._store.issue, *args, **kwargs)

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours, and is used for the first time."""
        return await in_thread(self._store.consume, state)
