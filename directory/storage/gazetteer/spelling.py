"""Names that are written much like another; offered to the person, never taken for them."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST = 60  # letters; nothing longer is a misspelt name of a place
_SHORT = 5  # letters up to which one slip is all that can be believed


def near(name: str, known: Sequence[str]) -> list[tuple[str, int]]:
    """Return known names within two slips of this one, with the number of slips, fewest first."""
    if not 2 < len(name) <= LONGEST:
        return []
    slips = 1 if len(name) <= _SHORT else 2
    found = process.extract(name, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(spelling, distance) for spelling, distance, _ in found]
