"""Which company a delivery is for: the workspace that Slack says it comes from, and no other."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp

from bot.receiving.arrivals import Readiness
from bot.receiving.signed_request import Json


def team_of(payload: Json) -> str | None:
    """The workspace of a command, event or interaction."""
    team = payload.get("team_id") or _object(payload.get("team")).get("id")
    return str(team) if team else None


def is_ending(payload: Json) -> bool:
    """Whether the app may do nothing more in the workspace: it was removed, or its bot's token was revoked."""
    event = _object(payload.get("event"))
    kind = event.get("type")
    return kind == "app_uninstalled" or (kind == "tokens_revoked" and bool(_object(event.get("tokens")).get("bot")))


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Router:
    """The apps that run, by their workspaces."""

    apps: dict[str, AsyncApp] = field(default_factory=dict)

    def app_for(self, payload: Json) -> AsyncApp | None:
        """The app of the payload's workspace; None where it does not run."""
        team = team_of(payload)
        return self.apps.get(team) if team else None


@dataclass(frozen=True)
class TeamArrivals:
    """What arrives for one workspace."""

    router: Router
    team: str

    @asynccontextmanager
    async def into(
        self,
        app: AsyncApp,
        on_hello: Callable[[], None],
        readiness: Readiness,  # noqa: ARG002  # the hub answers for itself
    ) -> AsyncIterator[None]:
        """The workspace's deliveries reach the app inside."""
        self.router.apps[self.team] = app
        on_hello()
        try:
            yield
        finally:
            self.router.apps.pop(self.team, None)
