"""What nothing explains: names of providers, and the words to search names and texts for."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from directory.understanding.lexicon import Role
from directory.understanding.placing import Certainty
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token


@dataclass(frozen=True, slots=True)
class Naming:
    """`english`: words that tell nothing when written small amid a sentence that was understood."""

    english: Collection[str]

    def named(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
        """Mark the segments that are a provider's name, whatever else their words may mean."""
        done: list[Segment] = []
        for run in self._runs(segments, sentence):
            is_name = self._is_name(run, sentence, whole=len(run) == len(segments))
            done += [_as_name(segment) for segment in run] if is_name else run
        return done

    def _runs(
        self, segments: Sequence[Segment], sentence: Sequence[Token]
    ) -> Iterator[list[Segment]]:
        """Cut into known names, stretches of capitals and the rest."""
        if _may_be_one_name(segments):
            yield list(segments)
            return
        run: list[Segment] = []
        for segment in segments:
            if run and (segment.apart or not _continues(segment, sentence)):
                yield run
                run = []
            run.append(segment)
        if run:
            yield run

    def _is_name(self, run: list[Segment], sentence: Sequence[Token], *, whole: bool) -> bool:
        if len(run) < 2 or any(segment.asks or segment.number for segment in run):
            return False
        if not whole and not all(_is_capital(segment, sentence) for segment in run):
            return False
        own = [segment for segment in run if _is_own(segment)]
        nouns = {Role.ORGANIZATION}
        if not any(segment.found for segment in own):
            nouns.add(Role.GENERIC)
        return bool(own) and any(segment.plays(*nouns) for segment in run[1:])

    def text(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> str:
        """Return the words left to search for, as written but small."""
        kept = [position for position, each in enumerate(segments) if each.plays(Role.SEARCHED)]
        kept += self._open(segments, sentence)
        kept = _with_nouns(sorted(set(kept)), segments)
        return " ".join(
            token.written.lower()
            for position in kept
            for token in sentence[segments[position].first : segments[position].last]
        )

    def _open(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> Iterator[int]:
        understood = any(
            segment.asks or segment.found or segment.radius or segment.plays(Role.HERE)
            for segment in segments
        )
        for position, segment in enumerate(segments):
            if segment.is_open and not (understood and self._is_idle(segment, sentence)):
                yield position

    def _is_idle(self, segment: Segment, sentence: Sequence[Token]) -> bool:
        token = sentence[segment.first]
        if len(token.word) < 3 or token.word in self.english:
            return not (token.capital and segment.first > 0 and not token.shouted)
        return False


def _may_be_one_name(segments: Sequence[Segment]) -> bool:
    """Say whether the whole sentence could be a name: no term, no "near", no place for certain."""
    return not any(
        segment.asks
        or segment.apart
        or segment.plays(Role.NEAR, Role.HERE)
        or (segment.found and segment.found.certainty is not Certainty.BARE)
        for segment in segments
    )


def _is_own(segment: Segment) -> bool:
    """Say whether a name could be told by it: a word of its own, a town's name, a noun of names."""
    if segment.found is not None:
        return segment.found.certainty is Certainty.BARE
    naming = segment.plays(Role.ORGANIZATION) and not segment.plays(Role.FILLER)
    return segment.is_open or naming


def _continues(segment: Segment, sentence: Sequence[Token]) -> bool:
    return _is_capital(segment, sentence)


def _is_capital(segment: Segment, sentence: Sequence[Token]) -> bool:
    return sentence[segment.first].capital and not sentence[segment.first].shouted


def _as_name(segment: Segment) -> Segment:
    return replace(segment, found=None, roles=frozenset({Role.SEARCHED}))


def _with_nouns(kept: list[int], segments: Sequence[Segment]) -> list[int]:
    """Keep "lane" beside "serenity", and "treatment center" behind "hope house"."""
    positions = set(kept)
    for position in kept:
        for beside in range(position + 1, len(segments)):
            if not segments[beside].plays(Role.ORGANIZATION, Role.GENERIC):
                break
            positions.add(beside)
    return sorted(positions)
