"""From a source's codes to statements about terms, and to the programs of a site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directory.domain.facts import Answer, Source, Statement
from directory.domain.listings import Program
from directory.domain.vocabulary import Claim, Facet, Selection, Vocabulary

# Where SAMHSA tells kinds of outpatient care apart, plain OP only says that one of them is there;
# by itself, and among facilities for mental health, it is the outpatient care meant.
OUTPATIENT = "SET:OP"
KINDS_OF_OUTPATIENT = frozenset({"SET:OD", "SET:ODT", "SET:OIT", "SET:OMB", "SET:ORT"})


def specific(codes: Sequence[str]) -> list[str]:
    """Leave plain outpatient care out where a kind of it is named."""
    heading = not KINDS_OF_OUTPATIENT.isdisjoint(codes)
    return [code for code in codes if not (heading and code == OUTPATIENT)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a row's codes say: of the whole site, of its programs, and what no term claims."""

    statements: tuple[Statement, ...]
    programs: tuple[Program, ...]
    unclaimed: tuple[str, ...]


class Reader:
    """Reads the codes of one file; equal statements are one object, of which few exist."""

    def __init__(self, vocabulary: Vocabulary, source: Source, reported_on: date) -> None:
        self._vocabulary = vocabulary
        self._source = source
        self._reported_on = reported_on
        self._care_order = [term.selection for term in vocabulary.of_facet(Facet.CARE)]
        self._statements: dict[Claim, Statement] = {}
        self._programs: dict[Selection, Program] = {}

    def read(self, codes: Iterable[str]) -> Reading:
        """Codes are CATEGORY:CODE."""
        return self.gathered(*self.claimed(codes))

    def claimed(self, codes: Iterable[str]) -> tuple[list[Claim], list[str]]:
        """What the codes say, and those that say nothing."""
        found: list[Claim] = []
        unclaimed = []
        for code in codes:
            claims = self._vocabulary.claims.get(code, ())
            found += claims
            if not claims:
                unclaimed.append(code)
        return found, unclaimed

    def gathered(self, claims: Iterable[Claim], unclaimed: Iterable[str]) -> Reading:
        """A yes outweighs a no about the same term."""
        said: dict[Selection, Statement] = {}
        care: set[Selection] = set()
        for claim in claims:
            if claim.selection.facet is Facet.CARE and not claim.denies:
                care.add(claim.selection)
            elif not claim.denies or claim.selection not in said:
                said[claim.selection] = self._statement(claim)
        return Reading(
            statements=tuple(said.values()),
            programs=self.programs(care),
            unclaimed=tuple(dict.fromkeys(unclaimed)),
        )

    def programs(self, care: set[Selection]) -> tuple[Program, ...]:
        """One for each level; a parent that one of its children explains makes none of its own."""
        levels = [level for level in self._care_order if level in care]
        named = [level for level in levels if care.isdisjoint(self._vocabulary.children(level))]
        return tuple(map(self._program, named)) or (Program(care=None),)

    def _program(self, level: Selection) -> Program:
        if level not in self._programs:
            stated = self._statement(Claim(level, denies=False))
            self._programs[level] = Program(care=level.slug, statements=(stated,))
        return self._programs[level]

    def _statement(self, claim: Claim) -> Statement:
        if claim not in self._statements:
            self._statements[claim] = Statement(
                about=claim.selection,
                answer=Answer.NO if claim.denies else Answer.YES,
                source=self._source,
                reported_on=self._reported_on,
            )
        return self._statements[claim]
