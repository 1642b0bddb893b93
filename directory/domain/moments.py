"""Points in time as the directory keeps them."""

from datetime import UTC, datetime


def now() -> datetime:
    """UTC without a zone, which SQLite and PostgreSQL keep alike."""
    return datetime.now(UTC).replace(tzinfo=None)
