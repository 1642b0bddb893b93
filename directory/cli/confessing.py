"""What a person at the shell is told of a fault that nobody foresaw."""

import traceback
from pathlib import Path

from directory.services.check_start import ADVICE
from directory.storage import soundness

FULL = "Error: the disk is full. Make room on it, then run the command again."


def confess(error: Exception, instance: Path) -> str:
    """Keep what a developer needs, and tell the operator what to do."""
    if soundness.is_damage(error):
        return f"Error: the database is damaged. {ADVICE}"
    if soundness.is_full(error):
        return FULL
    details = instance / "errors.log"
    with details.open("a", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    return (
        f"Error: the command stopped on an unforeseen fault ({type(error).__name__}). "
        f"If this directory was never prepared, run `directory init` first; `directory doctor` "
        f"may tell more, and {details} has the details."
    )
