"""Finds what a public identifier stands for. It is made of names and numbers, one way only."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from directory.exchange import hsds_ids as ids
from directory.storage import offerings, outbox

BYTES = 16
Named = Iterator[tuple[str, int]]  # identifier and number


class Identifiers:
    """Remembers them, and reads them anew when one is not known and the directory has changed."""

    def __init__(self) -> None:
        self._sites = _Kind(_sites)
        self._services = _Kind(lambda session: _programs(session, ids.service))
        self._places = _Kind(lambda session: _programs(session, ids.service_at_location))

    def site(self, session: Session, identifier: str) -> int | None:
        """The provider that the identifier of an organization stands for."""
        return self._sites.find(session, identifier)

    def service(self, session: Session, identifier: str) -> int | None:
        """The program that the identifier of a service stands for."""
        return self._services.find(session, identifier)

    def service_at_location(self, session: Session, identifier: str) -> int | None:
        return self._places.find(session, identifier)


class _Kind:
    def __init__(self, read: Callable[[Session], Named]) -> None:
        self._read = read
        self._known: _Known | None = None  # threads share it; it is replaced as a whole

    def find(self, session: Session, identifier: str) -> int | None:
        key = _bytes(identifier)
        if key is None:
            return None
        found = self._known.find(key) if self._known else None
        if found is not None:
            return found
        return self._anew(session).find(key)

    def _anew(self, session: Session) -> "_Known":
        latest = outbox.latest(session)
        if self._known is None or self._known.read_at != latest:
            self._known = _Known.of(latest, self._read(session))
        return self._known


@dataclass(frozen=True, slots=True)
class _Known:
    """Identifiers in order, one after the other: a list of them would take six times as much."""

    read_at: int  # the last change that is in it
    identifiers: bytes
    numbers: "array[int]"  # which Python 3.11 knows in types alone

    @classmethod
    def of(cls, read_at: int, named: Iterable[tuple[str, int]]) -> "_Known":
        ordered = sorted((UUID(identifier).bytes, number) for identifier, number in named)
        identifiers = b"".join(identifier for identifier, _ in ordered)
        return cls(read_at, identifiers, array("q", (number for _, number in ordered)))

    def find(self, key: bytes) -> int | None:
        place = bisect_left(self, key)
        return self.numbers[place] if place < len(self) and self[place] == key else None

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: int) -> bytes:
        return self.identifiers[place * BYTES : (place + 1) * BYTES]


def _sites(session: Session) -> Named:
    return ((ids.organization(slug), id_) for slug, id_ in offerings.slugs(session))


def _programs(session: Session, name: Callable[[str, int], str]) -> Named:
    """Under former names of their sites too."""
    by_site: dict[int, list[str]] = {}
    for slug, provider_id in offerings.slugs(session):
        by_site.setdefault(provider_id, []).append(slug)
    for program_id, provider_id in offerings.programs(session):
        for slug in by_site[provider_id]:
            yield name(slug, program_id), program_id


def _bytes(identifier: str) -> bytes | None:
    """Only as it is written in answers; the library would read braces and prefixes too."""
    try:
        read = UUID(identifier)
    except ValueError:
        return None
    return read.bytes if str(read) == identifier.lower() else None
