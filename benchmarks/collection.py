"""The same sites for every engine: demonstration listings, and each as one flat document."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from config import DATA
from directory.domain.listings import Listing
from directory.domain.places import Place
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration
from directory.search import sites
from directory.search.headings import Headings
from directory.search.text.documents import Wording
from directory.services.prepare_directory import prepare_directory
from directory.storage import demonstrations
from directory.storage.database import Database

TODAY = date(2026, 6, 1)
SEED = 1


@dataclass(frozen=True, slots=True)
class Flat:
    """A site as one document. `terms` are what any of its programs says yes to, by number;
    `denied` what all of them say no to. On everything else it is silent.
    """

    id: int
    zip: str
    texts: tuple[str, ...]  # name, programs, terms, city, description
    state: str
    latitude: float
    longitude: float
    terms: tuple[int, ...]
    denied: tuple[int, ...]


TEXTS = ("name", "programs", "terms", "city", "description")


class Collection:
    def __init__(self, size: int) -> None:
        self.size = size
        self.vocabulary = Vocabulary.load(DATA / "vocabulary")
        self.headings = Headings.of(self.vocabulary)
        self._wording = Wording(self.vocabulary)
        self._names = [
            " ".join(self.vocabulary.terms[selection].names)
            for selection in self.headings.selections
        ]

    def listings(self) -> Iterator[Listing]:
        """Numbered as the database would, the same every time."""
        programs = count(1)
        made = demonstration.generate(self.size, SEED, self.vocabulary, _places(), TODAY)
        for number, listing in enumerate(made, 1):
            numbered = tuple(replace(one, id=next(programs)) for one in listing.programs)
            yield replace(listing, id=number, programs=numbered)

    def flat(self, listing: Listing) -> Flat:
        facts = sites.of(listing, self.headings)
        document = self._wording.document(listing)
        terms = tuple(sorted({number for program in facts.programs for number in program.yes}))
        texts = {name: " ".join(getattr(document, name)) for name in TEXTS}
        texts["terms"] = " ".join(self._names[number] for number in terms)
        return Flat(
            id=listing.id,
            zip=listing.address.zip,
            texts=tuple(texts.values()),
            state=listing.address.state,
            latitude=facts.latitude if facts.latitude is not None else 90.0,
            longitude=facts.longitude if facts.longitude is not None else 0.0,
            terms=terms,
            denied=tuple(sorted(set.intersection(*(set(one.no) for one in facts.programs)))),
        )


def _places() -> list[Place]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'places.db'}")
        prepare_directory(database, Vocabulary.load(DATA / "vocabulary"))
        with database.reading() as session:
            places = demonstrations.places(session)
        database.close()
    return places
