"""Loads a published list, or brings the directory up to its new edition: all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy.orm import Session

from directory.domain import slugs
from directory.domain.listings import Listing
from directory.exchange.records import PublishedList, Record
from directory.services import import_report
from directory.services.compare_records import Comparison, Known, check_gone, compare_records
from directory.services.import_report import Line, Outcome, Report
from directory.services.locate_address import locate_address
from directory.services.merge_record import details, kept, merge_record
from directory.storage import imports, keeping, outbox, records, replacing, sources
from directory.storage.gazetteer import Gazetteer
from directory.storage.records import NewRecord, Said, StoredRecord

AT_ONCE = 500
One = TypeVar("One")
Advance = Callable[[int], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    dry_run: bool = False  # write nothing, only report
    allow_gone: bool = False  # even if most of the list's sites are


AS_USUAL = Manner()


def import_listings(
    session: Session,
    published: PublishedList,
    gazetteer: Gazetteer,
    how: Manner = AS_USUAL,
    advance: Advance = lambda _: None,
) -> Report:
    """Import it, or find out what that would do.

    `advance` is told how many records each step has dealt with. Raises OlderEditionError and
    ManyGoneError.
    """
    comparison = compare_records(session, published)
    if not how.allow_gone:
        check_gone(published, comparison)
    desk = _Desk(session, published, gazetteer, comparison)
    desk.note_unchanged()
    advance(len(comparison.unchanged))
    for fresh in _batches(comparison.fresh):
        desk.add(fresh)
        advance(len(fresh))
    for known in _batches(comparison.known):
        desk.change(known)
        advance(len(known))
    desk.mark_gone()
    if how.dry_run:
        session.rollback()
    else:
        session.commit()
    return desk.report


class _Desk:
    """One import under way."""

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
        idle = not (comparison.fresh or comparison.known)
        self._source_id = 0 if idle else sources.keep(session, published.source)

    def note_unchanged(self) -> None:
        unchanged = self._comparison.unchanged
        slugs = imports.slugs(self._session) if unchanged else {}
        for known in unchanged:
            self.report.note(Outcome.UNCHANGED, known.record, slugs[known.provider_id])

    def add(self, fresh: Sequence[Record]) -> None:
        listings = [self._new_listing(record) for record in fresh]
        ids = keeping.add(self._session, listings)
        new = [_new_record(record, id_) for record, id_ in zip(fresh, ids, strict=True)]
        records.keep(self._session, self._source_id, new)
        for record, listing in zip(fresh, listings, strict=True):
            self.report.note(Outcome.ADDED, record, listing.slug, self._doubt(record))

    def change(self, known: Sequence[Known]) -> None:
        ids = [one.provider_id for one in known]
        sites = imports.details(self._session, ids)
        said = records.said_of(self._session, ids)
        merged = [self._merge(one, sites[one.provider_id], said) for one in known]
        imports.save_details(self._session, merged)
        facts = {one.provider_id: one.record.listing for one in known}
        series = {*self._comparison.source_ids, self._source_id}
        replacing.replace(self._session, facts, series)
        new = [_new_record(one.record, one.provider_id, one.replaces) for one in known]
        records.keep(self._session, self._source_id, new)
        outbox.note(self._session, ids)

    def mark_gone(self) -> None:
        gone = self._comparison.gone
        records.mark_gone(self._session, gone, self._published.reported_on)
        for batch in _batches(gone):
            ids = [stored.provider_id for stored in batch]
            outbox.note(self._session, ids)
            for site in imports.details(self._session, ids).values():
                line = Line(outcome=Outcome.GONE, line=None, name=site.full_name, slug=site.slug)
                self.report.lines.append(line)

    def _new_listing(self, record: Record) -> Listing:
        slug = slugs.slug_for(record.listing, self._taken)
        self._taken.add(slug)
        return replace(self._located(record.listing), slug=slug)

    def _merge(
        self, one: Known, site: Listing, said: dict[int, dict[tuple[int, str], Said]]
    ) -> Listing:
        theirs = dict(said.get(site.id, {}))
        was = one.replaces
        before = theirs.pop((was.source_id, was.key), None) if was else None
        listing = self._located(one.record.listing)
        outcome = Outcome.CHANGED if was else Outcome.MERGED
        self.report.note(outcome, one.record, site.slug, _remark(one, kept(site, listing, before)))
        return merge_record(site, listing, before, theirs.values())

    def _located(self, listing: Listing) -> Listing:
        return replace(listing, address=locate_address(listing.address, self._gazetteer))

    def _doubt(self, record: Record) -> str:
        site = self._comparison.doubtful.get(record.key)
        return f"perhaps {site.slug}: the same street and telephone, another name" if site else ""


def _remark(one: Known, stays: list[str]) -> str:
    remarks = [f"the same site as {one.site.slug}"] if one.site else []
    if stays:
        remarks.append(f"kept as somebody wrote it: {', '.join(stays)}")
    return "; ".join(remarks)


def _new_record(record: Record, id_: int, replaces: StoredRecord | None = None) -> NewRecord:
    return NewRecord(
        provider_id=id_,
        key=record.key,
        digest=record.digest,
        unclaimed=" ".join(record.unclaimed),
        said=details(record.listing),
        replaces=replaces,
    )


def _batches(many: Sequence[One]) -> Iterator[Sequence[One]]:
    for start in range(0, len(many), AT_ONCE):
        yield many[start : start + AT_ONCE]
