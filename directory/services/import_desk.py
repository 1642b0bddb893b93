"""One import under way: writes batch by batch, and notes what became of every row."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.domain import slugs
from directory.domain.changes import LISTED, Change
from directory.domain.listings import Listing
from directory.exchange.records import PublishedList, Record
from directory.services import import_report
from directory.services.compare_records import Comparison, Known
from directory.services.import_report import Outcome, line_of
from directory.services.locate_address import locate_address
from directory.services.mark_gone import mark_gone
from directory.services.merge_programs import merge_programs
from directory.services.revise_site import Revision, revise_site
from directory.storage import (
    disputed,
    doubts,
    history,
    imports,
    keeping,
    outbox,
    records,
    replacing,
    said,
    sources,
    standing,
    stated,
)
from directory.storage.doubts import Pair
from directory.storage.gazetteer import Gazetteer
from directory.storage.records import NewRecord, StoredRecord

FIRST_NAMED = Change(became=LISTED)


class Desk:
    def __init__(
        self,
        session: Session,
        published: PublishedList,
        gazetteer: Gazetteer,
        comparison: Comparison,
    ) -> None:
        spared = {line: site.slug for line, site in comparison.spared.items()}
        self.report = import_report.begun(published, spared)
        self._session = session
        self._published = published
        self._gazetteer = gazetteer
        self._comparison = comparison
        self._taken = imports.taken_slugs(session)
        idle = not (comparison.fresh or comparison.known or comparison.gone)
        self._source_id = 0 if idle else sources.keep(session, published.source)

    def note_unchanged(self) -> None:
        unchanged = self._comparison.unchanged
        slugs = imports.slugs(self._session) if unchanged else {}
        for known in unchanged:
            line = line_of(known.record, Outcome.UNCHANGED, slugs[known.provider_id])
            self.report.note(line, known.record)

    def add(self, fresh: Sequence[Record]) -> None:
        listings = [self._new_listing(record) for record in fresh]
        ids = keeping.add(self._session, listings)
        new = [_new_record(record, id_) for record, id_ in zip(fresh, ids, strict=True)]
        records.keep(self._session, self._source_id, new)
        self._remember((id_, FIRST_NAMED) for id_ in ids)
        self._doubt(fresh, ids)
        for record, listing in zip(fresh, listings, strict=True):
            doubt = self._comparison.doubtful.get(record.key)
            line = replace(
                line_of(record, Outcome.ADDED, listing.slug),
                note=f"perhaps {doubt.site.slug}: {doubt.why.value}" if doubt else "",
                doubtful=doubt is not None,
            )
            self.report.note(line, record)

    def change(self, known: Sequence[Known]) -> None:
        ids = [one.provider_id for one in known]
        revised = self._revised(known, ids)
        imports.save_details(self._session, [one.site for one in revised])
        self._replace(revised)
        every = [each for one in known for each in (one, *one.beside)]
        new = [_renewed(each) for each in every]
        records.keep(self._session, self._source_id, new)
        standing.refresh(self._session, ids, self._published.reported_on)
        outbox.note(self._session, ids)
        self._remember((one.site.id, change) for one in revised for change in one.changes)
        for one in revised:
            self.report.note(one.line, one.known.record)

    def mark_gone(self, gone: Sequence[StoredRecord]) -> None:
        day = self._published.reported_on
        self.report.lines.extend(mark_gone(self._session, gone, self._source_id, day))

    def _replace(self, revised: Sequence[Revision]) -> None:
        sites = {one.site.id: one.restated for one in revised}
        programs = replacing.replace(self._session, sites, self._series, self._source_id)
        merge_programs(self._session, [one.corrected for one in revised], programs)
        replacing.tidy(self._session, sites)

    @property
    def _series(self) -> set[int]:
        return {*self._comparison.source_ids, self._source_id}

    def _revised(self, known: Sequence[Known], ids: list[int]) -> list[Revision]:
        sites = imports.details(self._session, ids)
        kept = records.kept_of(self._session, ids)
        facts = stated.of_sources(self._session, ids, self._series)
        private = disputed.kept_private(self._session, ids)
        return [
            revise_site(
                replace(one, record=self._located(one.together or one.record)),
                sites[one.provider_id],
                kept.get(one.provider_id, []),
                facts.get(one.provider_id, {}),
                kept_private=one.provider_id in private,
            )
            for one in known
        ]

    def _new_listing(self, record: Record) -> Listing:
        slug = slugs.slug_for(record.listing, self._taken)
        self._taken.add(slug)
        return replace(self._located(record).listing, slug=slug)

    def _located(self, record: Record) -> Record:
        listing = record.listing
        address = locate_address(listing.address, self._gazetteer)
        return replace(record, listing=replace(listing, address=address))

    def _remember(self, changes: Iterable[tuple[int, Change]]) -> None:
        history.note(self._session, self._source_id, self._published.reported_on, changes)

    def _doubt(self, fresh: Sequence[Record], ids: Sequence[int]) -> None:
        doubtful = self._comparison.doubtful
        pairs = [
            Pair(provider_id=id_, other_id=doubt.site.id, why=doubt.why)
            for record, id_ in zip(fresh, ids, strict=True)
            if (doubt := doubtful.get(record.key))
        ]
        doubts.keep(self._session, self._source_id, pairs)


def _renewed(known: Known) -> NewRecord:
    """Each is known again by its own row of the list; what they say, they say together."""
    own = _new_record(known.record, known.provider_id, known.replaces)
    return replace(own, said=said.of(known.together.listing)) if known.together else own


def _new_record(record: Record, id_: int, replaces: StoredRecord | None = None) -> NewRecord:
    return NewRecord(
        provider_id=id_,
        key=record.key,
        digest=record.digest,
        unclaimed=" ".join(record.unclaimed),
        said=said.of(record.listing),
        replaces=replaces,
    )
