"""What can go wrong between the bot and Slack, by what is to be done about it.

SlackError
├── RefusedBlocksError   Slack does not take this message's blocks: send plainer ones
├── NoEntryError         not here, or not now: say it another way
    ├── MovedError           not here, and from now on elsewhere: put it again
    ├── TooManyError         not now: wait as long as it says
├── UncertainError       nobody knows whether it happened: don't repeat what must not happen twice
└── RefusedError         anything else; repeating it would not help
"""

from collections.abc import Mapping

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError


class SlackError(Exception):
    """A call of Slack's failed; the message names the method and Slack's word for it, `code`."""

    code = ""


class RefusedBlocksError(SlackError):
    """The blocks are refused. `because_of_file`: a picture in them can't be shown, or can't be shown yet."""

    because_of_file = False


class NoEntryError(SlackError):
    """The bot may not write here, or not at this rate."""


class MovedError(SlackError):
    """The place has moved to where it may write: what was to be put is to be put again."""


class TooManyError(NoEntryError):
    """Slack was asked too often. `retry_after`: the seconds to wait."""

    def __init__(self, text: str, retry_after: float) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class UncertainError(SlackError):
    """The connection broke, or Slack failed half-way: it may have happened."""


class RefusedError(SlackError):
    """Slack refused, for a reason that stays."""


_NO_ENTRY = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "cant_update_message",
        "message_not_found",
        "thread_not_found",
        "user_not_in_channel",
        "edit_window_closed",
    }
)
_TOO_MANY = frozenset({"ratelimited", "rate_limited"})
# Slack's own words on these: some part of the operation may have succeeded.
_UNCERTAIN = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments"})
CONNECTION_ERRORS = (ClientError, TimeoutError, OSError)


def error_of(method: str, failure: SlackApiError) -> SlackError:
    """What a failed call means."""
    response = failure.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    body = getattr(response, "data", None)
    seconds = retry_after(getattr(response, "headers", {}))
    return error_of_body(method, status, body if isinstance(body, dict) else {}, seconds)


def retry_after(headers: Mapping[str, str | list[str]]) -> float:
    """The seconds that Slack asks to wait; one where it does not say."""
    named = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    text = named[0] if isinstance(named, list) else named
    return float(text) if text.isdigit() else 1.0


def error_of_body(method: str, status: int, body: dict[str, object], seconds: float = 1.0) -> SlackError:
    """What an answer that is not ok means, from its status and JSON. `seconds`: how long to wait, if that helps."""
    code = str(body.get("error") or f"http_{status}")
    failure = _error_of_code(method, status, code, body, seconds)
    failure.code = code
    return failure


def _error_of_code(method: str, status: int, code: str, body: dict[str, object], seconds: float) -> SlackError:
    text = f"{method} failed: {code}"
    if code in _BLOCKS:
        refused = RefusedBlocksError(f"{text} {body.get('errors') or ''}".strip())
        refused.because_of_file = "invalid slack file" in str(body)
        return refused
    if status == 429 or code in _TOO_MANY:
        return TooManyError(text, seconds)
    if code in _NO_ENTRY:
        return NoEntryError(text)
    if status >= 500 or code in _UNCERTAIN:
        return UncertainError(text)
    return RefusedError(text)
