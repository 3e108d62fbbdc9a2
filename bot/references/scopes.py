"""docs/scopes.md: what the app asks for at Slack, and what stops working without it."""

from bot.doctor.scopes import NEEDED_FOR
from bot.references.table import table

_INTRODUCTION = """\
The bot asks for no more than it uses; `kpibot doctor` says which are missing. It reads messages of channels for one
purpose: to prove that what it posted arrived ([delivery.md](delivery.md)). The app-level token, in Socket Mode, has
`connections:write` alone.
"""


def reference(notice: str) -> str:
    """The whole file."""
    rows = ((f"`{scope}`", f"{lost[:1].upper()}{lost[1:]}.") for scope, lost in NEEDED_FOR.items())
    return f"# Scopes\n\n{notice}\n\n{_INTRODUCTION}\n{table(('scope', 'without it'), rows)}"
