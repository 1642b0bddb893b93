"""How the cells of somebody's own list are written, as [file] of a mapping says."""

from dataclasses import dataclass, fields
from typing import Any, Self

from directory.exchange.mapping_section import Section

WAYS = ("sites", "programs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How cells are written."""

    separator: str = ";"
    yes: tuple[str, ...] = ("yes", "y", "true", "1", "x", "sí", "si")
    no: tuple[str, ...] = ("no", "n", "false", "0")
    waitlist: tuple[str, ...] = ("waitlist", "waiting list", "wait list")
    empty: tuple[str, ...] = ("n/a", "na", "none", "-", "unknown", "null")
    dates: tuple[str, ...] = ("%m/%d/%Y", "%m/%d/%y", "%m/%d/%Y %I:%M %p", "%B %d, %Y")
    rows: str = WAYS[0]  # what a row is; of programs, those of one site are joined

    @classmethod
    def of(cls, section: Section) -> Self:
        """Raises MappingError."""
        known = [part.name for part in fields(cls)]
        section.allowing(known)
        said: dict[str, Any] = {}
        for key in section.content:
            if key in ("separator", "rows"):
                said[key] = section.needed(key)
            else:
                words = section.texts(key)
                said[key] = words if key == "dates" else tuple(map(str.casefold, words))
        manner = cls(**said)
        if manner.rows not in WAYS:
            raise section.fault("rows", f"should be {' or '.join(WAYS)}")
        return manner
