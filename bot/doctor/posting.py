"""A test message with a picture: posted, and taken away again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.doctor.finding import Finding, bad, good, note
from bot.slack_client import SlackClient
from bot.slack_errors import RefusedBlocksError, SlackError
from bot.uploading import Upload, completed, placed
from bot.views.blocks import paragraph, picture, rich, words
from bot.views.message import Message

_TEXT = "This is a test of kpibot doctor. It goes in a moment."
_ALT = "A test picture: a gauge"
_INVITE = "Write /invite @kpibot there, and check that people may post in it."


@dataclass(frozen=True)
class TrialPost:
    """Posts in one conversation. `pause`: waits so many seconds; Slack takes some to process a picture."""

    slack: SlackClient
    channel: str
    pause: Callable[[float], Awaitable[None]]
    patience: tuple[float, ...] = (0.5, 1, 2, 4, 8)

    async def findings(self, png: bytes) -> list[Finding]:
        """What became of it; whatever was posted is taken away, also where the rest went wrong."""
        about = f"post in {self.channel}"
        try:
            file_id = await self._upload(png)
        except SlackError as error:
            return [bad(about, f"the picture was not taken: {error}", "The scope files:write is needed.")]
        try:
            ts = await self._post(file_id)
        except SlackError as error:
            return [bad(about, f"the message was not taken: {error}", _INVITE), *await self._clear(file_id, None)]
        return [good(about, "a message with its picture was posted"), *await self._clear(file_id, ts)]

    async def _upload(self, png: bytes) -> str:
        upload = Upload("kpibot-doctor.png", "kpibot doctor", png, "image/png", _ALT)
        file_id = await placed(self.slack, upload)
        await completed(self.slack, file_id, upload.title)
        return file_id

    async def _post(self, file_id: str) -> str:
        message = Message(_TEXT, (rich(paragraph(words(_TEXT))), picture(file_id, _ALT)), shows_picture=True)
        for seconds in self.patience:
            try:
                return await self.slack.post(self.channel, message)
            except RefusedBlocksError as refused:
                if not refused.because_of_file:
                    raise
                await self.pause(seconds)
        return await self.slack.post(self.channel, message)

    async def _clear(self, file_id: str, ts: str | None) -> list[Finding]:
        about = f"clearing {self.channel}"
        try:
            if ts is not None:
                await self.slack.call("chat.delete", {"channel": self.channel, "ts": ts})
            await self.slack.call("files.delete", {"file": file_id}, as_form=True)
        except SlackError as error:
            return [note(about, f"not all of it could be taken away: {error}", "Delete it by hand.")]
        return [good(about, "it is taken away again")]
