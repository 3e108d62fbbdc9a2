"""What an app may answer through a response_url, or in the payload of an ack."""

from dataclasses import replace

from sandbox.content import Content, checked
from sandbox.errors import ApiError
from sandbox.events import Events
from sandbox.methods.call import Arguments
from sandbox.state.links import LinkKind, ResponseLink
from sandbox.state.model import Message
from sandbox.state.workspace import Workspace


class Responder:
    """Turns answers into messages. The bot need not be a member: a response_url bypasses that."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def respond(self, link: ResponseLink, arguments: Arguments) -> None:
        """Post, replace or delete as the answer says; raises ApiError where Slack refuses."""
        if arguments.flag("delete_original"):
            self._delete_original(link, arguments)
            return
        blocks, metadata = arguments.rows("blocks"), arguments.mapping("metadata")
        content = checked(self._workspace, arguments.text("text"), blocks, metadata)
        # To a slash command there is no original: Slack posts a new message (bolt-js #2287).
        if arguments.flag("replace_original") and link.kind is not LinkKind.COMMAND:
            self._replace_original(link, content)
        else:
            self._post(link, arguments, content)

    def _original(self, link: ResponseLink) -> Message:
        message = self._workspace.log.get(link.channel, link.message_ts or "")
        if message is None:
            raise ApiError("message_not_found")
        return message

    def _delete_original(self, link: ResponseLink, arguments: Arguments) -> None:
        if link.kind is LinkKind.COMMAND:
            raise ApiError("cant_delete_message")
        if set(arguments.values) != {"delete_original"}:
            raise ApiError("invalid_arguments")
        message = self._original(link)
        self._workspace.log.delete(message.channel, message.ts)
        self._events.message_deleted(message)

    def _replace_original(self, link: ResponseLink, content: Content) -> None:
        before = self._original(link)
        if not before.by_bot:
            raise ApiError("cant_update_message")
        edited_ts = None if before.ephemeral_for else self._timestamp()
        after = replace(before, text=content.text, blocks=content.blocks or (), edited_ts=edited_ts)
        self._workspace.log.put(replace(after, metadata=content.metadata or before.metadata))
        self._events.message_changed(before, after)

    def _post(self, link: ResponseLink, arguments: Arguments, content: Content) -> None:
        is_public = _is_public(arguments)
        if is_public:
            self._refuse_archived(link)
            self._show_typed_command(link)
        message = Message(
            channel=link.channel,
            ts=self._timestamp(),
            user=self._workspace.app.bot_user,
            text=content.text,
            blocks=content.blocks or (),
            thread_ts=arguments.text("thread_ts") or None,
            by_bot=True,
            ephemeral_for=None if is_public else link.user,
            metadata=content.metadata,
        )
        self._workspace.log.put(message)
        self._events.message_posted(message)

    def _refuse_archived(self, link: ResponseLink) -> None:
        if self._workspace.channel(link.channel).is_archived:
            raise ApiError("is_archived")

    def _show_typed_command(self, link: ResponseLink) -> None:
        current = self._workspace.links.get(link.key)
        if current is None or current.typed is None:
            return
        self._workspace.links.forget_typed(link.key)
        typed = Message(link.channel, self._timestamp(), link.user, current.typed, subtype="slash_command")
        self._workspace.log.put(typed)

    def _timestamp(self) -> str:
        return self._workspace.ids.timestamp(self._workspace.clock.now())


def _is_public(arguments: Arguments) -> bool:
    response_type = arguments.text("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise ApiError("invalid_arguments")
    return response_type == "in_channel"
