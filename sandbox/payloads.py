"""Messages, users, channels, files and views as the JSON that apps know."""

from datetime import datetime

from sandbox.payload import Json
from sandbox.state.files import File
from sandbox.state.model import Channel, ChannelKind, Message, User
from sandbox.state.views import View
from sandbox.state.workspace import Workspace


def user_json(workspace: Workspace, user: User) -> Json:
    """A user as users.info shows it."""
    profile = {"real_name": user.real_name, "display_name": user.name}
    return {
        "id": user.id,
        "team_id": workspace.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "is_bot": user.is_bot,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_app_user": False,
        "tz": user.zone,
        "profile": profile | ({"bot_id": workspace.app.bot_id} if user.is_bot else {}),
    }


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """A conversation as conversations.info shows it."""
    common = {"id": channel.id, "is_archived": channel.is_archived, "is_im": channel.kind is ChannelKind.DIRECT}
    if channel.kind is ChannelKind.DIRECT:
        return common | {"user": channel.direct_with, "is_channel": False}
    return common | {
        "name": channel.name,
        "is_channel": channel.kind is ChannelKind.PUBLIC,
        "is_group": channel.kind is ChannelKind.PRIVATE,
        "is_private": channel.kind is ChannelKind.PRIVATE,
        "is_member": workspace.app.bot_user in channel.members,
        "is_ext_shared": channel.is_shared,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic},
    }


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as conversations.history shows it."""
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    body["team"] = workspace.team_id
    body |= _optional(message)
    if message.by_bot:
        body |= {"bot_id": workspace.app.bot_id, "app_id": workspace.app.app_id}
        body["bot_profile"] = {"id": workspace.app.bot_id, "app_id": workspace.app.app_id, "name": workspace.app.name}
    if message.files:
        body["files"] = [file_json(workspace, file) for file in _files_of(workspace, message)]
    if message.metadata and with_metadata:
        body["metadata"] = message.metadata
    if not message.is_reply:
        body |= _thread_summary(workspace, message)
    return body


def _optional(message: Message) -> Json:
    parts: Json = {
        "blocks": list(message.blocks),
        "thread_ts": message.thread_ts,
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "edited": message.edited_ts and {"user": message.user, "ts": message.edited_ts},
        "reactions": [{"name": r.name, "users": list(r.users), "count": len(r.users)} for r in message.reactions],
    }
    return {name: value for name, value in parts.items() if value}


def _files_of(workspace: Workspace, message: Message) -> list[File]:
    return [file for file in map(workspace.files.get, message.files) if file is not None]


def _thread_summary(workspace: Workspace, message: Message) -> Json:
    replies = [r for r in workspace.log.replies(message.channel, message.ts) if r.visible_to(None)]
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {"thread_ts": message.ts, "reply_count": len(replies), "reply_users": users, "latest_reply": replies[-1].ts}


def file_json(workspace: Workspace, file: File) -> Json:
    """A file as files.info shows it: what it is appears only once it is processed."""
    body: Json = {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "user": file.owner,
        "size": file.length,
        "alt_txt": file.alt_txt or "",
        "is_public": bool(file.shares),
        "created": int((file.completed or workspace.clock.now()).timestamp()),
        "mimetype": "",
        "filetype": "",
        "shares": _shares_json(workspace, file, workspace.clock.now()),
        "channels": sorted({channel for channel, _ in file.shares}),
    }
    if file.is_ready(workspace.clock.now()):
        body |= {"mimetype": file.mimetype, "filetype": file.mimetype.rsplit("/", 1)[-1]}
    return body


def _shares_json(workspace: Workspace, file: File, now: datetime) -> Json:
    if not file.is_ready(now):
        return {}
    shares: Json = {}
    for channel_id, ts in file.shares:
        channel = workspace.directory.by_id(channel_id)
        kind = "public" if channel is not None and channel.kind is ChannelKind.PUBLIC else "private"
        shares.setdefault(kind, {}).setdefault(channel_id, []).append({"ts": ts})
    return shares


def view_json(workspace: Workspace, view: View) -> Json:
    """A view as views.open answers it."""
    identity: Json = {
        "id": view.id,
        "team_id": workspace.team_id,
        "app_id": workspace.app.app_id,
        "bot_id": workspace.app.bot_id,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": {}},
    }
    defaults = {"private_metadata": "", "callback_id": "", "external_id": ""}
    return defaults | view.content | identity
