"""What the search in PostgreSQL writes and reads of sites. `search` knows what the octets hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from directory.domain.places import Disc


class SiteRow(NamedTuple):
    """One site, in the order of the table's columns."""

    id: int
    site: bytes
    programs: bytes
    weeks: bytes
    tracks: bytes
    words: str  # as PostgreSQL writes a tsvector
    hashes: list[int]  # of its words, the commonest first
    often: bytes  # for each of them, how often it stands in each field
    spelled: list[str]  # the words of its name and its place, as they are written
    terms: list[int]  # what may make it an answer
    places: list[str]
    spot: str | None  # as PostgreSQL writes a point: east, north


class Written(NamedTuple):
    """What of a site the counts of words were made from."""

    site: bytes
    hashes: list[int]
    often: bytes
    spelled: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """By how much counts differ after a change."""

    holders: Mapping[tuple[int, int], int]  # by hash and field
    spelled: Mapping[str, int]
    sites: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Where sites are looked for: in what has a name, or near a point. Neither: anywhere."""

    region: str = ""
    disc: Disc | None = None  # its box is what counts
    beside: str = ""  # the sites that have this name too, wherever they are

    @property
    def is_anywhere(self) -> bool:
        return not self.region and self.disc is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which sites a search wants to see. It may see more, and looks closely itself.

    `lacking`: how many of `terms`, each of them alternatives, a site may be without.
    """

    shape: str
    ground: Ground = Ground()
    words: tuple[tuple[int, ...], ...] = ()  # numbers of words, one of each
    phrases: tuple[str, ...] = ()  # as PostgreSQL writes a tsquery
    fields: tuple[tuple[str, ...], ...] = ()  # the phrases, asked of one field each
    hashes: tuple[int, ...] = ()  # how often these words stand in each site
    terms: tuple[tuple[int, ...], ...] = ()
    lacking: int = 0
    weeks: bool = False
    either: bool = False  # the words or the ground, not both


class Octets(NamedTuple):
    """Sites, one after another in the same order in each."""

    sites: bytes = b""
    programs: bytes = b""
    weeks: bytes = b""
    tracks: bytes = b""
    marks: bytes = b""  # an octet for ground and words, then one for each phrase
    often: bytes = b""


NOTHING = Octets()


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    octets: Octets = NOTHING
    holders: Mapping[tuple[int, int], int] = field(default_factory=dict)  # by hash and field
    documents: int = 0
    lengths: tuple[int, ...] = ()
