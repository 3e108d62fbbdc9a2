"""What a Web API method answers when it refuses."""

from sandbox.payload import Json


class ApiError(Exception):
    """Slack's `{"ok": false, "error": ...}`, with the fields that go with it."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def body(self) -> Json:
        """The JSON that the caller reads."""
        return {"ok": False, "error": self.error, **self.extra}


class RateLimitedError(ApiError):
    """The caller is over a limit: HTTP 429 with Retry-After in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


def invalid_arguments(*messages: str) -> ApiError:
    """The refusal of malformed arguments, in Slack's own layout."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {text}" for text in messages]})
