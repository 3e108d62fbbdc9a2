"""Clocks that must agree: of this machine, the database and Slack."""

from datetime import timedelta

from bot.doctor.finding import Finding, bad, good

# Slack refuses what is five minutes off; a lease is shorter than that.
_MOST = timedelta(seconds=30)


def clock_finding(about: str, ahead: timedelta) -> Finding:
    """How far this machine's clock is ahead of another."""
    if abs(ahead) <= _MOST:
        return good(about, f"they agree to {_MOST.total_seconds():.0f} s")
    way = "ahead" if ahead > timedelta(0) else "behind"
    text = f"this machine is {abs(ahead).total_seconds():,.0f} s {way}"
    return bad(about, text, "Let both follow a time server (chrony, systemd-timesyncd).")
