"""One workspace: its people, conversations, messages, files and views, the installed app, and the rules it lives by."""

from dataclasses import replace

from sandbox.clock import Clock, SystemClock
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.payload import Json
from sandbox.rate_limits import RateLimits
from sandbox.settings import Settings
from sandbox.state.cast import APP, CHANNELS, USER_GROUPS, USERS
from sandbox.state.changes import Changes
from sandbox.state.directory import Directory
from sandbox.state.files import FileShelf
from sandbox.state.ids import Ids
from sandbox.state.links import ResponseLinks
from sandbox.state.manifest import as_declared
from sandbox.state.messages import MessageLog
from sandbox.state.model import AppProfile, Channel, ChannelKind, Message, User, UserGroup
from sandbox.state.tokens import TokenKind, Tokens
from sandbox.state.views import ViewDesk
from sandbox.triggers import Triggers

TEAM_ID = "T00SANDBOX"
TEAM_DOMAIN = "sandbox"


class Workspace:
    """All state, in memory. Its parts are public: a test may look at any of them, and set up what it needs."""

    def __init__(
        self,
        users: tuple[User, ...],
        channels: tuple[Channel, ...],
        app: AppProfile,
        *,
        tokens: Tokens | None = None,
        settings: Settings | None = None,
        groups: tuple[UserGroup, ...] = (),
    ) -> None:
        self.team_id, self.team_domain = TEAM_ID, TEAM_DOMAIN
        self.clock: Clock = SystemClock()
        self.settings = settings or Settings()
        self.app = app
        self.tokens = tokens or Tokens.random()
        self.token_revoked = False
        self._codes: set[str] = set()
        self.changes = Changes()
        self.ids = Ids()
        self.directory = Directory(users, channels, self.ids, self.changes, groups)
        self.log = MessageLog(self.changes)
        self.files = FileShelf(self.ids, self.changes)
        self.views = ViewDesk(self.changes)
        self.journal = Journal(self.changes)
        self.faults = Faults(self.clock, self.changes)
        self.limits = RateLimits(self.settings, self.clock)
        self.triggers = Triggers(self.settings, self.clock)
        self.links = ResponseLinks(self.settings, self.clock)

    @classmethod
    def demo(cls, *, tokens: Tokens | None = None, settings: Settings | None = None) -> "Workspace":
        """A small company: Ada, Grace and the bot in #general and #growth, and #finance without the bot."""
        return cls(USERS, CHANNELS, APP, tokens=tokens, settings=settings, groups=USER_GROUPS)

    @property
    def bot_token(self) -> str:
        """The bot's token (xoxb-), as it would stand in SLACK_BOT_TOKEN."""
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token (xapp-) for Socket Mode."""
        return self.tokens.app

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with, as it would stand in SLACK_SIGNING_SECRET."""
        return self.tokens.signing_secret

    @property
    def bot(self) -> User:
        """The app's own user."""
        return self.directory.user(self.app.bot_user)

    def use_clock(self, clock: Clock) -> None:
        """Live by another clock from now on."""
        self.clock = clock
        self.faults.use(clock)
        self.limits.clock = self.triggers.clock = self.links.clock = clock

    def configure(self, **changes: object) -> None:
        """Change settings by name, e.g. `configure(ack_seconds=0.1)`."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names and types are checked by replace
        self.limits.settings = self.triggers.settings = self.links.settings = self.settings
        self.changes.touch()

    def user(self, who: str | User) -> User:
        """The person of that id or name."""
        return self.directory.user(who)

    def channel(self, where: str | Channel) -> Channel:
        """The conversation of that id or name."""
        return self.directory.channel(where)

    def direct(self, who: str | User) -> Channel:
        """That person's direct conversation with the bot, opened if need be."""
        return self.directory.open_direct(self.user(who).id, self.app.bot_user)

    def messages(self, where: str | Channel, viewer: str | User | None = None) -> list[Message]:
        """What a viewer sees in a conversation, replies included, oldest first; without a viewer, what all see."""
        viewer_id = self.user(viewer).id if viewer is not None else None
        return [m for m in self.log.in_channel(self.channel(where).id) if m.visible_to(viewer_id)]

    def thread(self, where: str | Channel, thread_ts: str, viewer: str | User | None = None) -> list[Message]:
        """The replies below a message that a viewer sees, oldest first."""
        return [m for m in self.messages(where, viewer) if m.is_reply and m.thread_ts == thread_ts]

    def accepts(self, token: str | None, kind: TokenKind) -> bool:
        """Whether a token is the app's living one of that kind."""
        if kind is TokenKind.NONE:
            return True
        if kind is TokenKind.APP:
            return token == self.tokens.app
        return token == self.tokens.bot and not self.token_revoked

    def install(self, manifest: Json) -> None:
        """Reinstall the app as its manifest declares it: scopes, commands, message shortcuts and events."""
        self.app = as_declared(self.app, manifest)
        self.changes.touch()

    def add_user(self, name: str, real_name: str) -> User:
        """Another person, member of no channel yet."""
        user = User(self.ids.make("U"), name, real_name)
        self.directory.add_user(user)
        return user

    def add_channel(self, name: str, *members: str | User, private: bool = False, with_bot: bool = True) -> Channel:
        """Another channel with these members (everybody where none is named)."""
        people = [self.user(member) for member in members] or [u for u in self.directory.users if not u.is_bot]
        ids = frozenset(user.id for user in people) | ({self.app.bot_user} if with_bot else set())
        kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
        channel = Channel(self.ids.make("C"), name.removeprefix("#"), kind, ids)
        self.directory.put(channel)
        return channel

    def set_scopes(self, *scopes: str) -> None:
        """Reinstall the app with exactly these bot scopes."""
        self.app = replace(self.app, scopes=frozenset(scopes))
        self.changes.touch()

    def subscribe(self, *events: str) -> None:
        """Subscribe the app to exactly these events (`message.im`, `app_mention`, ...)."""
        self.app = replace(self.app, events=frozenset(events))
        self.changes.touch()

    def use_request_url(self, url: str | None) -> None:
        """Switch Socket Mode off and deliver over HTTP to this loopback address; None switches it on again."""
        self.app = replace(self.app, request_url=url)
        self.changes.touch()

    def consent(self) -> str:
        """Somebody allows the app to be installed: the code that it gets its token for, once."""
        code = self.ids.make("code")
        self._codes.add(code)
        return code

    def use_code(self, code: str) -> bool:
        """Whether the code is good; from now on it is not."""
        is_good = code in self._codes
        self._codes.discard(code)
        return is_good

    def archive(self, where: str | Channel) -> None:
        """Archive a channel."""
        self._set_archived(where, is_archived=True)

    def unarchive(self, where: str | Channel) -> None:
        """Bring an archived channel back."""
        self._set_archived(where, is_archived=False)

    def invite_bot(self, where: str | Channel) -> None:
        """Make the bot a member."""
        self.directory.join(where, self.app.bot_user)
        self.faults.note(f"the bot was invited to #{self.channel(where).name}")

    def remove_bot(self, where: str | Channel) -> None:
        """Throw the bot out of a channel."""
        self.directory.leave(where, self.app.bot_user)
        self.faults.note(f"the bot was removed from #{self.channel(where).name}")

    def revoke_token(self) -> None:
        """Make the bot's token worthless, as uninstalling the app does."""
        self.token_revoked = True
        self.faults.note("the bot's token was revoked")

    def restore_token(self) -> None:
        """Make the bot's token good again."""
        self.token_revoked = False
        self.faults.note("the bot's token was restored")

    def rename(self, where: str | Channel, name: str) -> None:
        """Give a channel another name."""
        self.directory.put(replace(self.channel(where), name=name.removeprefix("#")))

    def _set_archived(self, where: str | Channel, *, is_archived: bool) -> None:
        channel = self.channel(where)
        self.directory.put(replace(channel, is_archived=is_archived))
        self.faults.note(f"#{channel.name} was {'archived' if is_archived else 'unarchived'}")
