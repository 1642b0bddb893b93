"""Deletes what nobody needs any more: attempts that count no longer, documents read long ago."""

from datetime import datetime
from pathlib import Path

from directory.services.keep_document import forget_documents
from directory.storage import attempts
from directory.storage.database import Database


def clear_away(database: Database, documents: Path, at: datetime) -> None:
    """`documents`: the folder of them; `at`: UTC without a zone."""
    with database.writing() as session:
        attempts.forget(session, at)
        forget_documents(session, documents, at)
