"""Sharing completed uploads: Slack posts the message once the files are processed, not at once."""

from dataclasses import dataclass

from sandbox.content import checked
from sandbox.errors import ApiError, invalid_arguments
from sandbox.methods.call import Call
from sandbox.payload import Json
from sandbox.state.files import File
from sandbox.state.model import Channel, Message


@dataclass(frozen=True)
class Targets:
    """Where to share, below which message, and with which words."""

    channels: tuple[Channel, ...]
    thread_ts: str | None
    text: str
    blocks: tuple[Json, ...]


def checked_targets(call: Call) -> Targets:
    """Where the uploads go; raises before anything is completed."""
    names = call.arguments.text("channel_id") or call.arguments.text("channels")
    channels = tuple(_channel(call, name.strip()) for name in names.split(",") if name.strip())
    thread_ts = call.arguments.text("thread_ts") or None
    if thread_ts is not None and len(channels) != 1:
        raise invalid_arguments("thread_ts needs exactly one channel [json-pointer:/thread_ts]")
    if thread_ts is not None and call.workspace.log.get(channels[0].id, thread_ts) is None:
        raise ApiError("thread_not_found")
    return Targets(channels, thread_ts, *_words(call))


def _channel(call: Call, name: str) -> Channel:
    return call.writable(call.known(call.workspace.directory.by_id(name)))


def _words(call: Call) -> tuple[str, tuple[Json, ...]]:
    comment, blocks = call.arguments.text("initial_comment"), call.arguments.rows("blocks")
    if comment or not blocks:
        return comment, ()
    return "", checked(call.workspace, "", blocks, None).blocks or ()


def share_when_ready(call: Call, files: list[File], targets: Targets) -> None:
    """Post the files to each target once all of them are processed; files that never are stay unshared."""
    moments = [file.ready for file in files]
    if targets.channels and None not in moments:
        latest = max(moment for moment in moments if moment is not None)
        call.events.tasks.start(_share(call, files, targets, (latest - call.workspace.clock.now()).total_seconds()))


async def _share(call: Call, files: list[File], targets: Targets, seconds: float) -> None:
    if seconds > 0:
        await call.workspace.clock.sleep(seconds)
    # Some may have been deleted meanwhile.
    there = [file for file in files if call.workspace.files.get(file.id) is not None]
    for channel in targets.channels if there else ():
        _post(call, there, channel, targets)


def _post(call: Call, files: list[File], channel: Channel, targets: Targets) -> None:
    message = Message(
        channel=channel.id,
        ts=call.workspace.ids.timestamp(call.workspace.clock.now()),
        user=call.workspace.app.bot_user,
        text=targets.text,
        blocks=targets.blocks,
        thread_ts=targets.thread_ts,
        by_bot=True,
        files=tuple(file.id for file in files),
        subtype="file_share",
    )
    call.workspace.log.put(message)
    for file in files:
        call.workspace.files.share(file.id, channel.id, message.ts)
    call.events.message_posted(message)
