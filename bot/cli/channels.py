"""What is said of channel spellings that no mapping knows."""

from collections.abc import Sequence

from etl.unknown_channels import UnknownChannel

_MOST_SHOWN = 5


def unknown_channel_lines(unknown: Sequence[UnknownChannel]) -> list[str]:
    """A line that names them and says what to do; none where all are known."""
    if not unknown:
        return []
    shown = ", ".join(
        f"{each.spelling!r} ({each.rows:,} row{'' if each.rows == 1 else 's'})" for each in unknown[:_MOST_SHOWN]
    )
    more = f" and {len(unknown) - _MOST_SHOWN} more" if len(unknown) > _MOST_SHOWN else ""
    return [f"Channels that no mapping knows count as other: {shown}{more}. Fold them in with KPIBOT_CHANNELS."]
