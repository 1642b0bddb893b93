"""Whether a directory that was not stopped as it should be may be served again."""

from directory.storage import soundness
from directory.storage.database import Database

ADVICE = "Run `directory restore FILE` with the last backup; docs/operations.md tells the rest."


def check_start(database: Database) -> str:
    """A sentence about what is wrong and what to do; empty where all is well."""
    if database.file is not None and not database.file.exists():
        return f"The database {database.file} is missing. {ADVICE}"
    if damage := soundness.damage(database):
        return f"The database is damaged: {damage}. {ADVICE}"
    return ""
