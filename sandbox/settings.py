"""How strict the workspace is, and how long things take in it: Slack's own values unless a test says otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Seconds, counts and switches. `event_retries` are the pauses before the second, third and fourth delivery."""

    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    # Slack's own word on events while no socket is open differs; losing them is the reading that hides no fault.
    redeliver_events_without_connection: bool = False
    connections: int = 10
    ticket_seconds: float = 30.0
    response_url_uses: int = 5
    response_url_seconds: float = 30 * 60.0
    file_seconds: float = 0.3
    # Reports conflict on whether a private file that was never shared may stand in an image block.
    refuse_unshared_files: bool = False
    rate_limits: bool = True
    message_burst: int = 3
    messages_per_second: float = 1.0
