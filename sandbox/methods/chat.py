"""chat.*: posting, editing and deleting messages."""

from dataclasses import replace

from sandbox.content import TEXT_LIMIT, UPDATE_TEXT_LIMIT, Content, checked
from sandbox.errors import ApiError, invalid_arguments
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.payloads import message_json
from sandbox.state.model import Channel, Message


def _target(call: Call) -> Channel:
    """The conversation to post to: by id, by #name, or a person's id for their direct conversation."""
    where, directory = call.arguments.need("channel"), call.workspace.directory
    if directory.has_user(where):
        if directory.direct(where) is None:
            call.require_scope("im:write")
        return directory.open_direct(where, call.workspace.app.bot_user)
    named = next((c for c in directory.channels if where.removeprefix("#") == c.name), None)
    return call.known(directory.by_id(where) or named)


def _content(call: Call, limit: int = TEXT_LIMIT) -> Content:
    arguments = call.arguments
    if arguments.values.get("attachments"):
        raise invalid_arguments("this workspace shows blocks, not attachments [json-pointer:/attachments]")
    blocks, metadata = arguments.rows("blocks"), arguments.mapping("metadata")
    return checked(call.workspace, arguments.text("text"), blocks, metadata, limit=limit)


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.arguments.text("thread_ts") or None
    if thread_ts is None:
        return None
    parent = call.workspace.log.get(channel.id, thread_ts)
    if parent is None or parent.ephemeral_for is not None:
        raise ApiError("thread_not_found")
    return parent.thread_ts or parent.ts


def _new_message(call: Call, channel: Channel, content: Content) -> Message:
    return Message(
        channel=channel.id,
        ts=call.workspace.ids.timestamp(call.workspace.clock.now()),
        user=call.workspace.app.bot_user,
        text=content.text,
        blocks=content.blocks or (),
        thread_ts=_thread(call, channel),
        by_bot=True,
        metadata=content.metadata,
        client_msg_id=call.arguments.text("client_msg_id") or None,
        reply_broadcast=call.arguments.flag("reply_broadcast"),
    )


def _post_message(call: Call) -> Json:
    channel = call.writable(_target(call))
    call.workspace.limits.count_post(channel.id)
    message = call.workspace.log.put(_new_message(call, channel, _content(call)))
    call.events.message_posted(message)
    shown = message_json(call.workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _post_ephemeral(call: Call) -> Json:
    channel, user = call.writable(call.channel()), call.arguments.need("user")
    if not call.workspace.directory.has_user(user) or user not in channel.members:
        raise ApiError("user_not_in_channel")
    message = replace(_new_message(call, channel, _content(call)), ephemeral_for=user)
    if message.is_reply and not _is_active(call, message):
        # As Slack documents it: accepted, and shown to nobody.
        call.workspace.faults.note("an ephemeral message for a thread without replies is shown to nobody")
    else:
        call.workspace.log.put(message)
    return {"message_ts": message.ts}


def _is_active(call: Call, message: Message) -> bool:
    """Whether the thread has replies that everybody sees."""
    replies = call.workspace.log.replies(message.channel, message.thread_ts or "")
    return any(reply.ephemeral_for is None for reply in replies)


def _own_message(call: Call, refusal: str) -> Message:
    channel = call.writable(call.channel())
    message = call.workspace.log.get(channel.id, call.arguments.need("ts"))
    if message is None or message.ephemeral_for is not None:
        raise ApiError("message_not_found")
    if not message.by_bot:
        raise ApiError(refusal)
    return message


def _update(call: Call) -> Json:
    before = _own_message(call, "cant_update_message")
    content = _content(call, UPDATE_TEXT_LIMIT)
    after = _edited(call, before, content)
    call.workspace.log.put(after)
    call.events.message_changed(before, after)
    return {
        "channel": after.channel,
        "ts": after.ts,
        "text": after.text,
        "message": message_json(call.workspace, after),
    }


def _edited(call: Call, before: Message, content: Content) -> Message:
    """The message with new content. Blocks and metadata that are not given stay; an empty list removes the blocks."""
    return replace(
        before,
        text=content.text,
        blocks=before.blocks if content.blocks is None else content.blocks,
        metadata=content.metadata or before.metadata,
        edited_ts=call.workspace.ids.timestamp(call.workspace.clock.now()),
    )


def _delete(call: Call) -> Json:
    message = _own_message(call, "cant_delete_message")
    call.workspace.log.delete(message.channel, message.ts)
    call.events.message_deleted(message)
    return {"channel": message.channel, "ts": message.ts}


METHODS = (
    Method("chat.postMessage", _post_message, "chat:write", tier="special"),
    Method("chat.postEphemeral", _post_ephemeral, "chat:write", tier=4),
    Method("chat.update", _update, "chat:write", tier=3),
    Method("chat.delete", _delete, "chat:write", tier=3),
)
