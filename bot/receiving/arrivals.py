"""A way by which Slack's deliveries arrive."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from slack_bolt.async_app import AsyncApp

# What the bot still waits for, in words; None where it can answer. It blocks.
Readiness = Callable[[], str | None]


def always_ready() -> str | None:
    """There is nothing to wait for."""
    return None


@dataclass(frozen=True)
class Nothing:
    """No delivery arrives at this process."""

    @asynccontextmanager
    async def into(
        self,
        app: AsyncApp,  # noqa: ARG002  # as Arrivals
        on_hello: Callable[[], None],  # noqa: ARG002
        readiness: Readiness,  # noqa: ARG002
    ) -> AsyncIterator[None]:
        """Nothing arrives inside."""
        yield


class Arrivals(Protocol):
    """Socket Mode or HTTP."""

    def into(
        self, app: AsyncApp, on_hello: Callable[[], None], readiness: Readiness
    ) -> AbstractAsyncContextManager[None]:
        """Slack's deliveries reach the app inside. `on_hello`: called whenever they begin to arrive, or again do.

        `readiness`: for those who ask from outside. Raises SettingsError where nothing can arrive.
        """
