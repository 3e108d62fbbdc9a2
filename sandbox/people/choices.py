"""What people have chosen in the controls of messages and views, until these change."""

from sandbox.payload import Json
from sandbox.people.elements import Control, controls, initial

_IDENTITY = ("action_id", "block_id", "action_ts")


class Choices:
    """Each person's choices, by message ts or view id. One person's choice is not another's."""

    def __init__(self) -> None:
        self._chosen: dict[tuple[str, str, str, str], Json] = {}

    def remember(self, container: str, user: str, control: Control, action: Json) -> None:
        """Keep what a person chose."""
        if control.has_state:
            value = {key: item for key, item in action.items() if key not in _IDENTITY}
            self._chosen[container, user, control.block_id, control.action_id] = value

    def values(self, container: str, user: str, blocks: object) -> Json:
        """The `state.values` of a payload: for every control, the choice made or the first one."""
        values: Json = {}
        for control in controls(blocks):
            if control.has_state:
                key = (container, user, control.block_id, control.action_id)
                values.setdefault(control.block_id, {})[control.action_id] = self._chosen.get(key) or initial(control)
        return values
