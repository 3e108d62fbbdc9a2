"""Bolt's app behind the border: what is not to be read gets one line in the log, and is acknowledged all the same."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.log_lines import log_line
from bot.receiving.checking import UnreadablePayloadError, kind_of, read_payload

_log = logging.getLogger("kpibot.payloads")


class CheckedApp(AsyncApp):
    """An AsyncApp whose listeners get readable payloads alone. Slack would send again what is not acknowledged."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # Bolt's
        super().__init__(raise_error_for_unhandled_request=True, **options)
        self.error(_not_handled)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Check, then dispatch."""
        try:
            req.body = read_payload(req.body)
        except UnreadablePayloadError as fault:
            log_line(_log, logging.WARNING, "payload refused", kind=kind_of(req.body), reason=fault)
            return BoltResponse(status=200)
        return await super().async_dispatch(req)


async def _not_handled(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Nobody listens to it, or a listener broke before it acknowledged."""
    if isinstance(error, BoltUnhandledRequestError):
        log_line(_log, logging.INFO, "payload unhandled", kind=kind_of(body))
    else:
        log_line(_log, logging.CRITICAL, "listener failed", kind=kind_of(body), error=type(error).__name__)
    return BoltResponse(status=200)
