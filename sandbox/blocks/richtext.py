"""Rich text, as far as apps send it."""

from sandbox.blocks.composition import BLOCK_ID, HTTP, typed
from sandbox.blocks.rules import ByType, Choice, Flag, Items, Number, Rule, Shape, Text

_STYLE = Shape({name: Flag() for name in ("bold", "italic", "strike", "code", "underline", "highlight", "unlink")})
_INLINE = ByType(
    {
        "text": typed("text", {"text": Text(20_000, 1), "style": _STYLE}, ("text",)),
        "link": typed(
            "link", {"url": Text(3000, 1, (*HTTP, "mailto:")), "text": Text(20_000), "style": _STYLE}, ("url",)
        ),
        "emoji": typed("emoji", {"name": Text(255, 1), "unicode": Text(255), "style": _STYLE}, ("name",)),
        "user": typed("user", {"user_id": Text(255, 1), "style": _STYLE}, ("user_id",)),
        "channel": typed("channel", {"channel_id": Text(255, 1), "style": _STYLE}, ("channel_id",)),
        "usergroup": typed("usergroup", {"usergroup_id": Text(255, 1), "style": _STYLE}, ("usergroup_id",)),
        "broadcast": typed("broadcast", {"range": Choice(("here", "channel", "everyone"))}, ("range",)),
        "date": typed(
            "date",
            {"timestamp": Number(whole=True), "format": Text(255, 1), "url": Text(3000), "fallback": Text(255)},
            ("timestamp", "format"),
        ),
    }
)
_RUN = Items(_INLINE, 1000, 0)
_SECTION = typed("rich_text_section", {"elements": _RUN}, ("elements",))
_PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_list": typed(
        "rich_text_list",
        {
            "style": Choice(("bullet", "ordered")),
            "elements": Items(_SECTION, 1000),
            "indent": Number(0, 8, whole=True),
            "offset": Number(0, whole=True),
            "border": Choice((0, 1)),
        },
        ("style", "elements"),
    ),
    "rich_text_preformatted": typed(
        "rich_text_preformatted", {"elements": _RUN, "border": Choice((0, 1)), "language": Text(50)}, ("elements",)
    ),
    "rich_text_quote": typed("rich_text_quote", {"elements": _RUN, "border": Choice((0, 1))}, ("elements",)),
}
RICH_TEXT = typed("rich_text", {"elements": Items(ByType(_PARTS), 1000), "block_id": BLOCK_ID}, ("elements",))
