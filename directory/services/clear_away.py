"""Deletes what nobody needs any more.

Attempts that count no longer, drafts that nobody goes on with, documents read long ago.
"""

from datetime import datetime, timedelta
from pathlib import Path

from directory.services.keep_document import forget_documents
from directory.storage import attempts, revisions
from directory.storage.database import Database

DRAFTS_KEPT_FOR = timedelta(days=60)  # since somebody saved them; the form's first page says so


def clear_away(database: Database, documents: Path, at: datetime) -> None:
    """`documents`: the folder of them; `at`: UTC without a zone."""
    with database.writing() as session:
        attempts.forget(session, at)
        revisions.forget_drafts(session, at - DRAFTS_KEPT_FOR)
        forget_documents(session, documents, at)
