"""The moment at which tests take place: a Sunday morning in Toronto."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
