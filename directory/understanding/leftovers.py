"""What nothing explains: names of providers, and the words to search names and texts for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from directory.understanding.lexicon import Role
from directory.understanding.names import Names
from directory.understanding.phrasebook import Phrasebook
from directory.understanding.placing import Certainty
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token

SMALL = {"of", "the", "and", "for", "at", "de", "la"}  # written small amid capitals
SPANISH_WORDS = 2  # from which a sentence is taken to be Spanish: its words are not names
LARGE = 8  # ZIPs from which "Phoenix Recovery Center" speaks of the city


@dataclass(frozen=True, slots=True)
class Naming:
    book: Phrasebook
    names: Names

    def named(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
        """Mark the segments that are a provider's name, whatever else their words may mean."""
        first, last = _without_chatter(segments, sentence)
        core = segments[first:last]
        whole = _may_be_one_name(core)
        done = list(segments[:first])
        for run in [list(core)] if whole else _runs(core, sentence):
            known = whole and [token.word for token in _words(run, sentence)] in self.names
            is_name = known or self._is_name(run, sentence, whole=whole)
            done += map(_as_name, run) if is_name else run
        return [*done, *segments[last:]]

    def _is_name(self, run: list[Segment], sentence: Sequence[Token], *, whole: bool) -> bool:
        if len(run) < 2 or any(segment.asks or segment.number for segment in run):
            return False
        capitals = all(_is_capital(segment, sentence) for segment in run)
        own = [segment for segment in run if _is_own(segment)]
        if not own or not (whole or capitals):
            return False
        towns = [segment for segment in own if segment.found]
        if capitals and whole and any(segment.is_open for segment in run):
            return True
        nouns = {Role.ORGANIZATION}
        if capitals and all(self._is_scenery(town, sentence) for town in towns):
            nouns.add(Role.GENERIC)
        return any(segment.plays(*nouns) for segment in run[1:])

    def _is_scenery(self, town: Segment, sentence: Sequence[Token]) -> bool:
        """Recognize Cedar Ridge: small towns are called so, and providers more often."""
        words = [token.word for token in sentence[town.first : town.last]]
        small = town.found is not None and town.found.size < LARGE
        return small and all(word in self.book.english for word in words)

    def left(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
        """Return the segments whose words are left to search for."""
        kept = {position for position, each in enumerate(segments) if each.plays(Role.SEARCHED)}
        kept |= set(self._open(segments, sentence))
        kept |= set(_glued(kept, segments, sentence))
        return _joined([segments[at] for at in _with_nouns(sorted(kept), segments)], sentence)

    def _open(self, segments: Sequence[Segment], sentence: Sequence[Token]) -> Iterator[int]:
        understood = any(
            segment.asks
            or segment.found
            or segment.radius
            or segment.plays(Role.HERE, Role.ACCEPTING)
            for segment in segments
        )
        spanish = self._is_spanish(sentence)
        for position, segment in enumerate(segments):
            if not segment.is_open:
                continue
            noun = position + 1 < len(segments) and segments[position + 1].plays(Role.ORGANIZATION)
            kin = position > 0 and segments[position - 1].plays(Role.KIN)
            idle = kin or self._is_idle(segment, sentence, spanish=spanish)
            if noun or not (understood and idle):
                yield position

    def _is_spanish(self, sentence: Sequence[Token]) -> bool:
        return sum(token.word in self.book.spanish for token in sentence) >= SPANISH_WORDS

    def _is_idle(self, segment: Segment, sentence: Sequence[Token], *, spanish: bool) -> bool:
        """A word that is nobody's name tells nothing amid a sentence that was understood."""
        token = sentence[segment.first]
        if token.capital and segment.first > 0 and not token.shouted:
            return False
        common = token.word in self.book.english or token.word in self.book.proper
        return spanish or common or len(token.word) < 3


def _may_be_one_name(segments: Sequence[Segment]) -> bool:
    """Say whether the whole sentence could be a name: no term, no "near", no place for certain."""
    return not any(
        segment.asks
        or (segment.apart and position)
        or segment.plays(Role.NEAR, Role.HERE, Role.ACCEPTING)
        or _is_settled(segment)
        for position, segment in enumerate(segments)
    )


def _is_own(segment: Segment) -> bool:
    """Say whether a name could be told by it: a word of its own, a town's name, a noun of names."""
    if segment.found is not None:
        return segment.found.certainty is Certainty.BARE
    return segment.is_open or segment.roles <= {Role.ORGANIZATION, Role.UNIT}


def _is_settled(segment: Segment) -> bool:
    """Say whether it is a place for certain, and so no part of a name."""
    return segment.found is not None and segment.found.certainty is not Certainty.BARE


def _is_capital(segment: Segment, sentence: Sequence[Token]) -> bool:
    token = sentence[segment.first]
    return (token.capital and not token.shouted) or (segment.first > 0 and token.word in SMALL)


def _as_name(segment: Segment) -> Segment:
    return replace(segment, found=None, roles=frozenset({Role.SEARCHED}))


def _words(run: Sequence[Segment], sentence: Sequence[Token]) -> Sequence[Token]:
    return sentence[run[0].first : run[-1].last] if run else ()


def _runs(segments: Sequence[Segment], sentence: Sequence[Token]) -> Iterator[list[Segment]]:
    """Cut into stretches of capitals and the rest."""
    run: list[Segment] = []
    for segment in segments:
        if run and (segment.apart or _is_settled(segment) or not _is_capital(segment, sentence)):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _without_chatter(segments: Sequence[Segment], sentence: Sequence[Token]) -> tuple[int, int]:
    """Return where the rest begins and ends without a "looking for the" and a "please"."""
    inner = [at for at, each in enumerate(segments) if not _is_chatter(each, sentence)]
    return (inner[0], inner[-1] + 1) if inner else (0, len(segments))


def _is_chatter(segment: Segment, sentence: Sequence[Token]) -> bool:
    """Say whether it is a phrase that no name begins or ends with, written small."""
    if segment.is_open or segment.asks or segment.found or sentence[segment.first].capital:
        return False
    return not segment.plays(Role.ORGANIZATION, Role.GENERIC, Role.UNIT)


def _glued(kept: set[int], segments: Sequence[Segment], sentence: Sequence[Token]) -> Iterator[int]:
    """Find what is written in one with a word that is left, as the 2 and the rest of Path2Hope."""
    runs: list[list[int]] = []
    for at, segment in enumerate(segments):
        if at and sentence[segment.first].glued:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if not kept.isdisjoint(run) and not any(_tells(segments[at]) for at in run):
            yield from run


def _tells(segment: Segment) -> bool:
    return bool(segment.asks or segment.found or segment.radius or segment.plays(Role.ACCEPTING))


def _joined(left: Sequence[Segment], sentence: Sequence[Token]) -> list[Segment]:
    """Make one segment of those that are written in one."""
    joined: list[Segment] = []
    for segment in left:
        before = joined[-1] if joined else None
        if before and before.last == segment.first and sentence[segment.first].glued:
            joined[-1] = replace(before, last=segment.last)
        else:
            joined.append(segment)
    return joined


def _with_nouns(kept: list[int], segments: Sequence[Segment]) -> list[int]:
    """Keep "lane" beside "serenity", "treatment center" behind "hope house", "new" before it."""
    positions = set(kept)
    for position in kept:
        for beside in range(position + 1, len(segments)):
            if not segments[beside].plays(Role.ORGANIZATION, Role.GENERIC):
                break
            positions.add(beside)
        if position and segments[position - 1].plays(Role.GENERIC):
            positions.add(position - 1)
    return sorted(positions)
