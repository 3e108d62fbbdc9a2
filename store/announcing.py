"""The word that goes round when a snapshot is published; who missed it finds the snapshot by looking."""

from sqlalchemy import Connection, text

# Whoever listens on a connection of their own; a transaction pooler passes nothing on.
CHANNEL = "kpibot_snapshots"


def announce(connection: Connection, snapshot_id: int) -> None:
    """Tell who listens, at the moment that the transaction commits and not before."""
    connection.execute(text("SELECT pg_notify(:channel, :id)"), {"channel": CHANNEL, "id": str(snapshot_id)})
