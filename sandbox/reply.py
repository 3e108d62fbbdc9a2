"""One answer to one HTTP request of the app's, before it is put on the wire."""

from dataclasses import dataclass, field

from sandbox.payload import Json


@dataclass(frozen=True)
class Reply:
    """Status, body (JSON, or text for the upload and response URLs) and headers. `ok` is what the journal says."""

    body: Json | str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the request did what it was meant to do."""
        return self.status == 200 and (isinstance(self.body, str) or bool(self.body.get("ok")))

    @property
    def error(self) -> str | None:
        """Slack's word for what went wrong."""
        return None if self.ok or isinstance(self.body, str) else str(self.body.get("error"))


def rate_limited(retry_after: int) -> Reply:
    """Over a limit: HTTP 429."""
    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(retry_after)})
