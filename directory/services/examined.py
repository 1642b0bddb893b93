"""What an examination of the directory says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at; `fault` is a sentence, empty where all is well. `note` is no fault."""

    about: str
    fault: str = ""
    note: str = ""
