"""What to show of a sentence: which words asked for what, and what was read otherwise."""

from collections.abc import Iterable, Iterator, Sequence

from directory.domain.understanding import Correction, Piece
from directory.understanding.lexicon import Role
from directory.understanding.placing import Certainty
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token
from directory.understanding.whereabouts import Whereabouts


def told(
    segments: Iterable[Segment],
    left: Iterable[Segment],
    where: Whereabouts,
    sentence: Sequence[Token],
) -> Iterator[Piece]:
    """Return the pieces in the order of the sentence; none overlaps another."""
    kept = {segment.first: segment for segment in left}
    end = 0
    for segment in (kept.get(each.first, each) for each in segments):
        if segment.first < end:
            continue  # a part of the one before
        end = segment.last
        here = _tells_place(segment, where)
        accepting = segment.plays(Role.ACCEPTING)
        asks = segment.asks or segment.radius or accepting
        if asks or here or segment.first in kept:
            yield Piece(
                start=sentence[segment.first].start,
                end=sentence[segment.last - 1].end,
                include=segment.include,
                exclude=segment.exclude,
                radius=segment.radius,
                accepting=accepting,
                place=where.place if here else None,
                unsettled=here and where.place is None,
                text=written(segment, sentence) if segment.first in kept else "",
            )


def written(segment: Segment, sentence: Sequence[Token]) -> str:
    """Return its words as they were typed, but small."""
    first, *others = sentence[segment.first : segment.last]
    behind = (f"{'' if token.glued else ' '}{_written(token)}" for token in others)
    return "".join([_written(first), *behind])


def _written(token: Token) -> str:
    return f"{token.written.lower()}{'.' if token.shortened else ''}"


def telling(
    corrections: Iterable[Correction], segments: Iterable[Segment], sentence: Sequence[Token]
) -> Iterator[Correction]:
    """Leave out corrections of words that ask for nothing either way."""
    counted = {
        token.word
        for segment in segments
        if segment.asks or segment.found or not segment.plays(Role.FILLER)
        for token in sentence[segment.first : segment.last]
    }
    return (each for each in corrections if each.meant in counted)


def _tells_place(segment: Segment, where: Whereabouts) -> bool:
    """Say whether these words told the place, or that it is one of several."""
    if segment.found is None:
        return False
    if where.place is None:
        return segment.found.places[0] in where.choices
    told = segment.found
    is_its_state = told.certainty is Certainty.STATE and told.state == where.place.state
    return where.place in told.places or is_its_state
