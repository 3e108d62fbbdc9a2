"""What every action of a person needs: the workspace, the way to the app, and the fields that all payloads share."""

from dataclasses import dataclass

from sandbox.acks import Line
from sandbox.events import Events
from sandbox.payload import Json
from sandbox.people.results import NotPossibleError
from sandbox.responses import Responder
from sandbox.state.links import ResponseLink
from sandbox.state.model import Channel, Message, User
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """The parts of the server that people's actions touch."""

    workspace: Workspace
    app: Line
    events: Events
    responder: Responder
    base_url: str

    def response_url(self, link: ResponseLink) -> str:
        """The address of a response link."""
        return f"{self.base_url}/response/{link.key}"

    def envelope(self, user: User) -> Json:
        """What every interaction's payload says of the person, the workspace and the app."""
        team = self.workspace.team_id
        return {
            "team": {"id": team, "domain": self.workspace.team_domain},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team},
            "api_app_id": self.workspace.app.app_id,
            "token": "deprecated",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def timestamp(self) -> str:
        """A fresh message timestamp."""
        return self.workspace.ids.timestamp(self.workspace.clock.now())

    def place(self, user: User, where: str | Channel) -> Channel:
        """A conversation that the person may write in."""
        channel = self.workspace.channel(where)
        if user.id not in channel.members:
            raise NotPossibleError(f"{user.real_name} is not a member of #{channel.name}")
        if channel.is_archived:
            raise NotPossibleError(f"#{channel.name} is archived")
        return channel

    def message(self, user: User, where: str | Channel, ts: str) -> Message:
        """A message that the person can see."""
        channel = self.workspace.channel(where)
        message = self.workspace.log.get(channel.id, ts)
        if message is None or not message.visible_to(user.id):
            raise NotPossibleError(f"{user.real_name} sees no message {ts} in #{channel.name}")
        return message
