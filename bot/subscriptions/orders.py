"""What people want done about subscriptions, as it is read from what they type and press."""

from dataclasses import dataclass

from bot.shown import Showable
from bot.subscriptions.subscription import Change
from bot.subscriptions.wish import Wish


@dataclass(frozen=True)
class Subscribe:
    """Post this from now on."""

    shown: Showable
    wish: Wish


@dataclass(frozen=True)
class ListThem:
    """Show what is subscribed, here and by them."""


@dataclass(frozen=True)
class Alter:
    """Change the one of that number. `seen`: the version that was on the screen; `in_list`: with others around it."""

    change: Change
    number: int
    seen: int | None = None
    in_list: bool = False


@dataclass(frozen=True)
class Preview:
    """Show what would be posted now, to who asks alone."""

    number: int


Order = Subscribe | ListThem | Alter | Preview
