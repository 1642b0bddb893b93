"""Makes a person's word on a listing true, and remembers what it changed. Commits nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.changes import Change
from directory.domain.differences import Difference
from directory.domain.facts import EDITORS, OWN_WORD, Source, SourceKind, Statement
from directory.domain.listings import Listing
from directory.domain.revised import revised
from directory.domain.revised_programs import Word
from directory.exchange.records import Record
from directory.services.find_changes import find_changes
from directory.services.locate_address import locate_address
from directory.storage import corrections, history, listings, rewriting, said, sources, stated
from directory.storage.gazetteer import Gazetteer
from directory.storage.records import Kept


class ListingGoneError(LookupError):
    """There is no such listing any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """Who says so, when, and in which revision."""

    source: Source
    day: date
    revision_id: int | None = None

    @property
    def word(self) -> Word:
        return Word(self.source, self.day)


def by_provider(day: date, revision_id: int | None = None) -> Spoken:
    return Spoken(source=OWN_WORD, day=day, revision_id=revision_id)


def by_editor(day: date, revision_id: int | None = None) -> Spoken:
    return Spoken(source=EDITORS, day=day, revision_id=revision_id)


def publish_changes(
    session: Session,
    provider_id: int,
    differences: Iterable[Difference],
    spoken: Spoken,
    gazetteer: Gazetteer,
) -> Listing:
    """Return the listing as it is then. A provider's word confirms the whole of it.

    Raises ListingGoneError.
    """
    before = listings.whole(session, provider_id)
    if before is None:
        raise ListingGoneError(provider_id)
    changed = list(differences)
    after = _placed(revised(before, changed, spoken.word), before, gazetteer)
    if changed and spoken.source.kind is SourceKind.PROVIDER:
        after = replace(after, confirmed_on=max(before.confirmed_on or spoken.day, spoken.day))
    rewriting.rewrite(session, [after], sources.keep)
    remember(session, before, after, spoken)
    corrections.settle(session, after.id, [each.key for each in changed])
    return after


def remember(session: Session, before: Listing, after: Listing, spoken: Spoken) -> None:
    """Write down what the source says otherwise since then."""
    source_id = sources.keep(session, spoken.source)
    changes = ((after.id, change) for change in _changes(before, after, spoken.source))
    history.note(session, source_id, spoken.day, changes, spoken.revision_id)


def _placed(after: Listing, before: Listing, gazetteer: Gazetteer) -> Listing:
    if after.address == before.address:
        return after
    return replace(after, address=locate_address(after.address, gazetteer))


def _changes(before: Listing, after: Listing, source: Source) -> Iterator[Change]:
    kept = Kept(source_id=0, key="", said=said.of(before), unclaimed="", gone_since=None)
    record = Record(line=0, key="", listing=_only(after, source))
    facts = stated.by(_only(before, source))
    withheld = before.address.confidential or after.address.confidential
    yield from find_changes(record, kept, facts, withheld=withheld)


def _only(listing: Listing, source: Source) -> Listing:
    """With the facts of this source alone."""

    def own(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(one for one in statements if one.source.slug == source.slug)

    programs = (replace(one, statements=own(one.statements)) for one in listing.programs)
    return replace(listing, statements=own(listing.statements), programs=tuple(programs))
