"""What a person at the shell is told of a fault that nobody foresaw."""

import traceback
from pathlib import Path

from directory.services.check_start import ADVICE
from directory.storage import passing, soundness

FULL = "Error: the disk is full. Make room on it, then run the command again."

HELD = "Error: something else was writing all the time. Wait for it to end, then try again."
OUT_OF_REACH = (
    "Error: the database server does not answer, or refuses this user. Look at it, and at "
    "DIRECTORY_DATABASE_URL."
)

UNANSWERED = (
    "Error: the database was lost while it was told to keep what was done. Nobody knows whether it "
    "did: look before you run the command again."
)

KNOWN = (
    (passing.is_unanswered, UNANSWERED),
    (soundness.is_full, FULL),
    (soundness.is_held, HELD),
    (soundness.is_out_of_reach, OUT_OF_REACH),
)


def confess(error: Exception, instance: Path) -> str:
    """Keep what a developer needs, and tell the operator what to do."""
    if soundness.is_damage(error):
        return f"Error: the database is damaged. {ADVICE}"
    for happened, sentence in KNOWN:
        if happened(error):
            return sentence
    details = instance / "errors.log"
    with details.open("a", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    return (
        f"Error: the command stopped on an unforeseen fault ({type(error).__name__}). "
        f"If this directory was never prepared, run `directory init` first; `directory doctor` "
        f"may tell more, and {details} has the details."
    )
