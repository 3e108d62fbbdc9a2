"""What the auditor keeps: when it looks, what was promised, what it found missing, and what it says outside Slack."""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text, UniqueConstraint, text

from store.tables.columns import metadata, moment, text_column

audit_looks = Table(
    "audit_looks",
    metadata,
    moment("began_at"),
    moment("looked_at"),
    Index("audit_looks_one_row", text("(true)"), unique=True),
)

audit_promises = Table(
    "audit_promises",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    moment("due_at"),
    Index("audit_promises_due_at", "due_at"),
)

audit_findings = Table(
    "audit_findings",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("kind"),
    text_column("subject"),
    text_column("channel"),
    text_column("why"),
    moment("due_at"),
    moment("found_at"),
    moment("cleared_at", nullable=True),
    Column("outcome", Text),
    UniqueConstraint("kind", "subject", "channel", name="audit_findings_once"),
    Index("audit_findings_open", "id", postgresql_where=text("cleared_at IS NULL")),
)

webhook_notices = Table(
    "webhook_notices",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    text_column("text"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    moment("next_at"),
    moment("ended_at", nullable=True),
    Column("outcome", Text),
    Index("webhook_notices_waiting", "next_at", postgresql_where=text("ended_at IS NULL")),
)
