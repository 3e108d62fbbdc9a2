"""Waits when Slack says that a method was called too often, within bounds, and never for a post."""

import asyncio

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack_errors import retry_after

LONGEST_WAIT = 10.0
# A post that was answered with 429 may have landed all the same, and nobody wants it twice.
NEVER_REPEATED = ("/chat.postMessage", "/chat.postEphemeral")


class RateLimitRetryHandler(AsyncRetryHandler):
    """Honours Retry-After, up to twice for a call, where the wait is bearable for somebody who looks at the screen."""

    def __init__(self) -> None:
        super().__init__(max_retry_count=2)

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002  # slack_sdk's signature
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  # slack_sdk's signature
    ) -> bool:
        if response is None or response.status_code != 429 or request.url.endswith(NEVER_REPEATED):
            return False
        return retry_after(response.headers) <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002  # slack_sdk's signature
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  # slack_sdk's signature
    ) -> None:
        """Wait as long as Slack asks."""
        state.next_attempt_requested = True
        state.increment_current_attempt()
        if response is not None:
            await asyncio.sleep(retry_after(response.headers))
