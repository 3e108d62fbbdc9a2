"""Everything a person can do, by name: the methods of the server that tests and the page call."""

from functools import cached_property

from sandbox.payload import Json
from sandbox.people import commands, talk
from sandbox.people.choices import Choices
from sandbox.people.desk import Desk
from sandbox.people.elements import Choice, find_control
from sandbox.people.interactions import Interactions
from sandbox.people.modals import Modals
from sandbox.people.results import NotPossibleError, Result
from sandbox.socket_mode import SocketMode
from sandbox.state.model import Channel, Message, User

Who = str | User
Where = str | Channel


class People:
    """People and conversations are given as values, ids or names; messages by their ts."""

    desk: Desk
    socket: SocketMode

    @cached_property
    def interactions(self) -> Interactions:
        """What people do to controls."""
        return Interactions(self.desk, Choices())

    @cached_property
    def modals(self) -> Modals:
        """What people do to modals."""
        return Modals(self.interactions)

    async def slash(self, who: Who, where: Where, command: str, text: str = "", thread_ts: str | None = None) -> Result:
        """Type a slash command; the answer says `operation_timeout` where the app did not ack within three seconds."""
        user = self.desk.workspace.user(who)
        channel = self.desk.place(user, where)
        result = await commands.type_command(self.desk, user, channel, command, text, thread_ts=thread_ts)
        if not result.ok:
            self.desk.workspace.faults.note(f"{command} failed with the error {result.error}")
        return result

    async def click(  # noqa: PLR0917  # tests and the page call it in this order
        self,
        who: Who,
        message_ts: str,
        where: Where,
        action_id: str,
        choice: Choice = None,
        block_id: str | None = None,
    ) -> Result:
        """Press a button, or choose in a menu the option of that value."""
        user = self.desk.workspace.user(who)
        message = self.desk.message(user, where, message_ts)
        return self._noted(await self.interactions.click(user, message, action_id, choice, block_id), action_id)

    async def click_in_view(
        self, who: Who, view_id: str, action_id: str, choice: Choice = None, *, block_id: str | None = None
    ) -> Result:
        """Press a button or choose in a menu of the person's App Home or modal."""
        user = self.desk.workspace.user(who)
        view = self.desk.workspace.views.find(view_id=view_id)
        if view is None or view.user != user.id:
            raise NotPossibleError(f"{user.real_name} sees no view {view_id}")
        return self._noted(await self.interactions.click_in_view(user, view, action_id, choice, block_id), action_id)

    async def suggest(
        self, who: Who, where: Where, message_ts: str, action_id: str, query: str, *, block_id: str | None = None
    ) -> list[Json]:
        """Type letters into an external menu of a message; returns the options that the app offers."""
        user = self.desk.workspace.user(who)
        message = self.desk.message(user, where, message_ts)
        control = find_control(message.blocks, action_id, block_id)
        return await self.interactions.suggest(user, control, query, self.interactions.from_message(message))

    async def suggest_in_view(
        self, who: Who, view_id: str, action_id: str, query: str, *, block_id: str | None = None
    ) -> list[Json]:
        """Type letters into an external menu of a view; returns the options that the app offers."""
        user, view = self.desk.workspace.user(who), self.desk.workspace.views.find(view_id=view_id)
        if view is None or view.user != user.id:
            raise NotPossibleError(f"{user.real_name} sees no view {view_id}")
        control = find_control(view.content["blocks"], action_id, block_id)
        return await self.interactions.suggest(user, control, query, self.interactions.from_view(view))

    async def submit(self, who: Who, values: dict[str, Choice] | None = None) -> Result:
        """Fill in the topmost modal, controls named by action_id, and submit it."""
        return self._noted(await self.modals.submit(self.desk.workspace.user(who), values or {}), "the modal")

    async def close_modal(self, who: Who) -> None:
        """Close the topmost modal."""
        await self.modals.close(self.desk.workspace.user(who))

    async def shortcut(self, who: Who, where: Where, message_ts: str, callback_id: str) -> Result:
        """Use a message shortcut."""
        user = self.desk.workspace.user(who)
        message = self.desk.message(user, where, message_ts)
        return self._noted(await self.interactions.shortcut(user, message, callback_id), callback_id)

    async def post_as_user(self, who: Who, where: Where, text: str, thread_ts: str | None = None) -> Message:
        """Write a message; "@kpibot" becomes a mention."""
        user = self.desk.workspace.user(who)
        return talk.post(self.desk, user, self.desk.place(user, where), text, thread_ts)

    async def send_direct(self, who: Who, text: str, thread_ts: str | None = None) -> Message:
        """Write to the bot directly."""
        user = self.desk.workspace.user(who)
        return talk.post(self.desk, user, self.desk.workspace.direct(user), text, thread_ts)

    async def react(self, who: Who, where: Where, message_ts: str, name: str) -> None:
        """Put an emoji under a message."""
        user = self.desk.workspace.user(who)
        talk.add_reaction(self.desk, user, self.desk.message(user, where, message_ts), name.strip(":"))

    async def unreact(self, who: Who, where: Where, message_ts: str, name: str) -> None:
        """Take an emoji away."""
        user = self.desk.workspace.user(who)
        talk.remove_reaction(self.desk, user, self.desk.message(user, where, message_ts), name.strip(":"))

    async def open_home(self, who: Who, tab: str = "home") -> None:
        """Open the app's home or messages tab; what the app publishes arrives later."""
        user = self.desk.workspace.user(who)
        self.desk.events.home_opened(user.id, tab, self.desk.workspace.direct(user).id)

    def _noted(self, result: Result, what: str) -> Result:
        if not result.ok:
            self.desk.workspace.faults.note(f"{what} failed with the error {result.error}")
        return result
