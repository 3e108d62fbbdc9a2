"""What one person sees of the workspace, as one JSON object for the page."""

from sandbox.faults import described
from sandbox.payload import Json
from sandbox.payloads import message_json, view_json
from sandbox.state.files import PICTURES, File
from sandbox.state.model import Channel, ChannelKind, Message, User
from sandbox.state.workspace import Workspace

_LATEST = 200
_LOG_LINES = 40


def snapshot(workspace: Workspace, viewer: User, connections: int) -> Json:
    """Everything that the page shows to that person."""
    workspace.direct(viewer)
    channels = [c for c in workspace.directory.channels if viewer.id in c.members]
    home = workspace.views.home(viewer.id)
    return {
        "revision": workspace.changes.revision,
        "me": viewer.id,
        "users": [_user(user) for user in workspace.directory.users],
        "groups": [{"id": group.id, "handle": group.handle} for group in workspace.directory.groups.values()],
        "channels": [_channel(workspace, channel) for channel in channels],
        "messages": {channel.id: _messages(workspace, channel, viewer) for channel in channels},
        "commands": [
            {"name": c.name, "description": c.description, "hint": c.usage_hint} for c in workspace.app.commands
        ],
        "shortcuts": [{"id": s.callback_id, "name": s.name} for s in workspace.app.shortcuts],
        "home": view_json(workspace, home) if home is not None else None,
        "modals": [view_json(workspace, view) for view in workspace.views.stack(viewer.id)],
        "faults": _faults(workspace, connections),
    }


def _user(user: User) -> Json:
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "is_bot": user.is_bot}


def _channel(workspace: Workspace, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": workspace.app.name if channel.kind is ChannelKind.DIRECT else channel.name,
        "is_direct": channel.kind is ChannelKind.DIRECT,
        "is_private": channel.kind is ChannelKind.PRIVATE,
        "is_archived": channel.is_archived,
        "has_bot": workspace.app.bot_user in channel.members,
        "topic": channel.topic,
        "members": len(channel.members),
    }


def _messages(workspace: Workspace, channel: Channel, viewer: User) -> list[Json]:
    return [_message(workspace, message) for message in workspace.messages(channel, viewer)[-_LATEST:]]


def _message(workspace: Workspace, message: Message) -> Json:
    files = [file for file in map(workspace.files.get, message.files) if file is not None]
    shown = message_json(workspace, message) | {"is_ephemeral": message.ephemeral_for is not None}
    return shown | {"by_bot": message.by_bot, "is_reply": message.is_reply, "files": [_file(file) for file in files]}


def _file(file: File) -> Json:
    body: Json = {"id": file.id, "name": file.name, "title": file.title or file.name, "alt": file.alt_txt or file.name}
    return body | {"is_picture": file.mimetype in PICTURES, "size": file.length}


def _faults(workspace: Workspace, connections: int) -> Json:
    log = workspace.faults.log[-_LOG_LINES:]
    return {
        "active": [{"id": fault.id, "what": described(fault)} for fault in workspace.faults.active],
        "log": [{"at": event.at.isoformat(), "what": event.what} for event in reversed(log)],
        "connections": connections,
        "token_revoked": workspace.token_revoked,
        "rate_limits": workspace.settings.rate_limits,
        "refuse_unshared_files": workspace.settings.refuse_unshared_files,
    }
