"""What the listeners read of Slack's payloads, as it must be. What they don't read may be anything."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, Json, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,64}$")]
Ts = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}\.[0-9]{1,6}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{1,2000}$")]
Name = Annotated[str, StringConstraints(max_length=255)]


class Shape(BaseModel):
    """A part of a payload."""

    model_config = ConfigDict(strict=True, frozen=True)


class Named(Shape):
    """Whatever has an id."""

    id: Id


class Told(Shape):
    """An event, whatever it is."""

    type: Name


class Delivered(Shape):
    """What is read of every payload."""

    type: Name | None = None
    event_id: Token | None = None
    trigger_id: Token | None = None
    event: Told | None = None


class Typed(Shape):
    """A slash command."""

    command: Name
    user_id: Id
    channel_id: Id
    trigger_id: Token
    response_url: Address
    text: str | None = None
    channel_name: str | None = None


class Option(Shape):
    """What was chosen in a menu."""

    value: str


class Action(Shape):
    """A control that was used."""

    action_id: Name
    action_ts: Ts
    block_id: Name | None = None
    value: str | None = None
    selected_option: Option | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.selected_option is None:
            raise ValueError("it has neither a value nor a choice")
        return self


class Block(Shape):
    """A block of a message that came back."""

    type: Name
    elements: list[dict[str, Any]] = Field(default_factory=list)


class Message(Shape):
    """A message that something was done to."""

    ts: Ts
    thread_ts: Ts | None = None
    text: str | None = None
    bot_id: Id | None = None
    blocks: list[Block] | None = None


class Container(Shape):
    """Where a control stands."""

    message_ts: Ts
    thread_ts: Ts | None = None
    is_ephemeral: bool | None = None


class Clicked(Shape):
    """A click on a control of a message."""

    user: Named
    trigger_id: Token
    actions: Annotated[list[Action], Field(min_length=1)]
    channel: Named
    container: Container
    response_url: Address
    message: Message | None = None


class Origin(Shape):
    """What a view of ours carries."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    channel: Id
    thread_ts: Ts | None = None
    response_url: Address | None = None


class View(Shape):
    """A view that something was done in."""

    private_metadata: Json[Origin]


class ClickedInView(Shape):
    """A click on a control of a view."""

    user: Named
    trigger_id: Token
    actions: Annotated[list[Action], Field(min_length=1)]
    view: View


class Filled(Shape):
    """A field of a form."""

    value: str | None = None
    selected_option: Option | None = None


class State(Shape):
    """What a form holds."""

    values: dict[str, dict[str, Filled]]


class FilledView(View):
    """A form that was sent."""

    callback_id: Name
    state: State


class Submitted(Shape):
    """A form was sent."""

    user: Named
    view: FilledView


class Shortcut(Shape):
    """A shortcut of a message."""

    callback_id: Name
    user: Named
    channel: Named
    message: Message
    response_url: Address


class Suggestion(Shape):
    """Letters that were typed into a menu."""

    action_id: Name
    value: str | None = None


class Item(Shape):
    """A message that a reaction was put on."""

    type: Name
    channel: Id
    ts: Ts


class Reaction(Shape):
    """A reaction came or went."""

    user: Id
    reaction: Name
    event_ts: Ts
    item: Item


class Said(Shape):
    """A message, or a change of one."""

    channel: Id
    ts: Ts
    user: Id | None = None
    text: str | None = None
    thread_ts: Ts | None = None
    channel_type: Name | None = None
    subtype: Name | None = None
    client_msg_id: Token | None = None


class Home(Shape):
    """What an App Home shows."""

    hash: Token | None = None


class HomeOpened(Shape):
    """Somebody looks at the app's pages."""

    user: Id
    channel: Id
    tab: Name | None = None
    view: Home | None = None
