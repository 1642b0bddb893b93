"""The codes that FHIR's guides want for levels of care, as `data/fhir.toml` has them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from directory.domain.codings import Coding, Sign
from directory.domain.editing import DataError
from directory.domain.vocabulary import Facet, Selection, Vocabulary

Entry = Mapping[str, Any]


class CodesError(DataError):
    """The file names what the vocabulary does not have; the message says what."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    specialties: tuple[Coding, ...]  # NUCC's
    service_types: tuple[Coding, ...]
    places: tuple[Coding, ...]  # by the levels alone

    @classmethod
    def load(cls, path: Path, vocabulary: Vocabulary) -> Self:
        """Raises CodesError."""
        content = tomllib.loads(path.read_text("utf-8"))
        reader = _Reader(vocabulary)
        signs = {name: reader.sign(entry) for name, entry in content["sign"].items()}
        return cls(
            specialties=tuple(reader.codings(content["specialty"], signs)),
            service_types=tuple(reader.codings(content["service-type"], signs)),
            places=tuple(reader.codings(content["place"], signs)),
        )


@dataclass(frozen=True)
class _Reader:
    vocabulary: Vocabulary

    def sign(self, entry: Entry) -> Sign:
        facts = (Selection(Facet(f), slug) for f, slug in map(_halves, entry.get("facts", ())))
        return Sign(
            facts=frozenset(self._known(about) for about in facts), care=self._levels(entry)
        )

    def codings(self, entries: list[Entry], signs: Mapping[str, Sign]) -> Iterator[Coding]:
        for entry in entries:
            yield Coding(
                code=entry["code"],
                display=entry["display"],
                care=self._levels(entry),
                has=signs[entry["has"]] if "has" in entry else None,
                lacks=signs[entry["lacks"]] if "lacks" in entry else None,
            )

    def _levels(self, entry: Entry) -> frozenset[str]:
        slugs = entry.get("care", ())
        return frozenset(self._known(Selection(Facet.CARE, slug)).slug for slug in slugs)

    def _known(self, about: Selection) -> Selection:
        if about not in self.vocabulary.terms:
            raise CodesError(f"The FHIR codes name {about.facet}/{about.slug}, which is no term.")
        return about


def _halves(written: str) -> tuple[str, str]:
    facet, _, slug = written.partition("/")
    return facet, slug
