"""Files to Slack, in its three steps: a place for the bytes, the bytes, and the word that the file is whole."""

import json
from dataclasses import dataclass

from bot.legible import legible
from bot.slack_client import SlackClient
from bot.slack_errors import UncertainError

_TITLE_LIMIT = 200


@dataclass(frozen=True)
class Upload:
    """A file to be uploaded. `alt_text`: a picture in words."""

    filename: str
    title: str
    content: bytes
    content_type: str
    alt_text: str = ""


@dataclass(frozen=True)
class Share:
    """Where a file is shown: a conversation, a thread of it where it is in one, and the words beside the file."""

    channel: str
    thread_ts: str | None
    words: str


async def placed(slack: SlackClient, upload: Upload) -> str:
    """Bring the bytes to Slack, where nobody sees them yet; returns the file's id. Raises SlackError."""
    announced: dict[str, str | int] = {"filename": upload.filename, "length": len(upload.content)}
    announced |= {"alt_txt": legible(upload.alt_text)} if upload.alt_text else {}
    place = await slack.call("files.getUploadURLExternal", announced, as_form=True)
    url = str(place["upload_url"])
    try:
        await slack.send_bytes(url, upload.content, upload.content_type)
    except UncertainError:
        # The same file again: nothing is left behind.
        await slack.send_bytes(url, upload.content, upload.content_type)
    return str(place["file_id"])


async def completed(slack: SlackClient, file_id: str, title: str, share: Share | None = None) -> None:
    """Say that the file is whole, once, and share it where that is wanted. Raises SlackError; where that is an
    UncertainError it may be done, and must not be done again.
    """
    arguments = {"files": json.dumps([{"id": file_id, "title": legible(title)[:_TITLE_LIMIT]}])}
    if share is not None:
        arguments |= {"channel_id": share.channel, "initial_comment": share.words}
        arguments |= {"thread_ts": share.thread_ts} if share.thread_ts else {}
    await slack.call("files.completeUploadExternal", arguments, as_form=True)
