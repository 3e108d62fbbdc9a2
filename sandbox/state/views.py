"""Open modals and published App Homes."""

from dataclasses import dataclass, replace

from sandbox.payload import Json
from sandbox.state.changes import Changes


@dataclass(frozen=True)
class View:
    """One modal or App Home as the app sent it, with the identity that the workspace gave it."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None

    @property
    def is_home(self) -> bool:
        """Whether this is an App Home rather than a modal."""
        return self.content.get("type") == "home"


class ViewDesk:
    """Keeps each person's stack of modals and their App Home."""

    def __init__(self, changes: Changes) -> None:
        self._modals: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._changes = changes

    def home(self, user: str) -> View | None:
        """The App Home that was published for that person."""
        return self._homes.get(user)

    def publish(self, view: View) -> None:
        """Show a new App Home to its person."""
        self._homes[view.user] = view
        self._changes.touch()

    def stack(self, user: str) -> tuple[View, ...]:
        """The modals that person has open, the topmost last."""
        return tuple(self._modals.get(user, ()))

    def push(self, view: View) -> None:
        """Put a modal on top of what that person sees."""
        self._modals.setdefault(view.user, []).append(view)
        self._changes.touch()

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """The open modal or published home of that id."""
        everything = [view for stack in self._modals.values() for view in stack] + list(self._homes.values())
        for view in everything:
            if view_id == view.id or (external_id and external_id == view.content.get("external_id")):
                return view
        return None

    def replace(self, view: View, content: Json, new_hash: str) -> View:
        """Change what an open modal or a home shows."""
        changed = replace(view, content=content, hash=new_hash)
        if view.is_home:
            self._homes[view.user] = changed
        else:
            stack = self._modals[view.user]
            stack[stack.index(view)] = changed
        self._changes.touch()
        return changed

    def pop(self, user: str) -> None:
        """Close the topmost modal."""
        if self._modals.get(user):
            self._modals[user].pop()
            self._changes.touch()

    def clear(self, user: str) -> None:
        """Close all of a person's modals."""
        self._modals.pop(user, None)
        self._changes.touch()
