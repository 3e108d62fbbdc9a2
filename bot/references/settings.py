"""docs/settings.md: every setting, what it is for, and what it is without."""

from collections.abc import Iterator

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.references.table import table
from bot.settings import Settings

_INTRODUCTION = """\
Settings are read from the environment, and from a file `.env` in the folder that kpibot is started in; the environment
wins. `kpibot init` asks for those without which nothing works. All that is wrong is said at once, before anything runs,
and no secret is ever shown.
"""


def reference(notice: str) -> str:
    """The whole file."""
    return f"# Settings\n\n{notice}\n\n{_INTRODUCTION}\n{table(('setting', 'what it is', 'without it'), _rows())}"


def _rows() -> Iterator[tuple[str, str, str]]:
    for field in Settings.model_fields.values():
        yield f"`{field.validation_alias}`", (field.description or "").replace("<", "&lt;"), _default(field)


def _default(field: FieldInfo) -> str:
    default = field.default
    if default is None or default is PydanticUndefined or default in ("", frozenset(), ()):
        return "–"
    if isinstance(default, frozenset):
        return f"`{', '.join(sorted(map(str, default)))}`"
    return f"`{default}`"
