"""Where a published list says otherwise than the place itself or an editor.

What a person said stands; an import changes nothing of it. Both are kept, and shown to readers,
to the provider and to editors.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from directory.domain import identity
from directory.domain.changes import Field
from directory.domain.facts import Source, SourceKind, Statement, settled
from directory.domain.listings import Listing
from directory.domain.vocabulary import Selection
from directory.storage import disputed, listings, records, said, sources
from directory.storage.disputed import Written
from directory.storage.records import Kept
from directory.storage.said import Said

PERSONS = frozenset({SourceKind.PROVIDER, SourceKind.EDITOR})
AT_ONCE = 100  # listings
FIELDS = (Field.NAME, Field.ADDRESS, Field.PHONES, Field.WEBSITE)


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldConflict:
    field: Field
    ours: tuple[str, ...]  # what is shown, as a person wrote it; several telephones
    theirs: tuple[str, ...]  # what the list says
    source: Source
    said_on: date | None
    written: Written | None  # who wrote what is shown, and when; None: nobody noted it


@dataclass(frozen=True, kw_only=True, slots=True)
class FactConflict:
    about: Selection
    program: str | None  # a level of care; None: the whole site
    ours: Statement
    theirs: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflicts:
    """Of one listing."""

    listing: Listing
    fields: tuple[FieldConflict, ...]
    facts: tuple[FactConflict, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.facts)


def of_listing(session: Session, listing: Listing) -> Conflicts:
    return _compared_with(session, listing, records.kept_of(session, [listing.id])[listing.id])


def waiting(
    session: Session, most: int | None = None, among: Collection[int] | None = None
) -> list[Conflicts]:
    """The listings of which a person and a list say different things, for editors to look at.

    `among`: these alone; None: all.
    """
    return list(islice(_waiting(session, among), most))


def _waiting(session: Session, among: Collection[int] | None) -> Iterator[Conflicts]:
    ids = disputed.candidates(session, among)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        kept = records.kept_of(session, some)
        for listing in listings.by_ids(session, some):
            if conflicts := _compared_with(session, listing, kept[listing.id]):
                yield conflicts


def _compared_with(session: Session, listing: Listing, kept: list[Kept]) -> Conflicts:
    return Conflicts(
        listing=listing,
        fields=tuple(_fields(session, listing, kept)) if kept else (),
        facts=tuple(_facts(listing)),
    )


def _fields(session: Session, listing: Listing, kept: list[Kept]) -> Iterator[FieldConflict]:
    here = said.of(listing)
    by_person = [field for field in FIELDS if _is_by_person(field, here, kept)]
    if not by_person:
        return
    named = sources.by_id(session)
    written = disputed.written(session, listing.id)
    for record in kept:
        for field in by_person:
            if record.gone_since is None and (theirs := _otherwise(field, here, record.said)):
                source = named[record.source_id]
                yield FieldConflict(
                    field=field,
                    ours=_words(field, here),
                    theirs=theirs,
                    source=source,
                    said_on=source.published_on,
                    written=written.get(field),
                )


def _is_by_person(field: Field, here: Said, kept: Iterable[Kept]) -> bool:
    """No list ever gave what is shown; of telephones, not one of them."""
    if field is Field.PHONES:
        listed = {number for record in kept for number in said.numbers(record.said)}
        return any(number not in listed for number in said.numbers(here))
    compared = _compared(field, here)
    return all(_compared(field, record.said) != compared for record in kept)


def _otherwise(field: Field, here: Said, theirs: Said) -> tuple[str, ...]:
    """What the list says instead; nothing where it says nothing or the same."""
    if field is Field.ADDRESS and not (_tells_street(here) and _tells_street(theirs)):
        return ()
    if field is Field.PHONES:
        there = said.numbers(here)
        return tuple(number for number in said.numbers(theirs) if number not in there)
    other = _compared(field, theirs)
    return (said.told(theirs, field),) if other and other != _compared(field, here) else ()


def _tells_street(value: Said) -> bool:
    return said.names_a_street(value) and not said.withholds(value)


def _words(field: Field, value: Said) -> tuple[str, ...]:
    return tuple(said.numbers(value)) if field is Field.PHONES else (said.told(value, field),)


def _compared(field: Field, value: Said) -> str:
    """Without what makes no difference: case, abbreviations, the beginning of a web address."""
    told = said.told(value, field)
    if field is Field.NAME:
        return identity.compared_name(told)
    if field is Field.ADDRESS:
        return identity.compared_street(told)
    if field is Field.WEBSITE:
        bare = told.casefold().split("://")[-1]
        return bare.removeprefix("www.").rstrip("/")
    return told


def _facts(listing: Listing) -> Iterator[FactConflict]:
    yield from _disputes(None, listing.statements, ())
    for program in listing.programs:
        yield from _disputes(program.care or "", program.statements, listing.statements)


def _disputes(
    care: str | None, statements: Iterable[Statement], inherited: Iterable[Statement]
) -> Iterator[FactConflict]:
    """A person's word about the whole site speaks to what a list says of a program, too."""
    own = _by_term(statements)
    above = _by_term(each for each in inherited if each.source.kind in PERSONS)
    for about, stated in own.items():
        persons = [each for each in stated if each.source.kind in PERSONS]
        ours = settled(persons or above.get(about, ())) if persons or about in above else None
        if ours is None:
            continue
        theirs = tuple(
            each
            for each in stated
            if each.source.kind not in PERSONS and each.answer is not ours.answer
        )
        if theirs:
            yield FactConflict(about=about, program=care, ours=ours, theirs=theirs)


def _by_term(statements: Iterable[Statement]) -> Mapping[Selection, list[Statement]]:
    grouped: dict[Selection, list[Statement]] = {}
    for each in statements:
        grouped.setdefault(each.about, []).append(each)
    return grouped
