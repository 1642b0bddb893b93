"""Takes in what another directory exported: its sites as they stand there, with their sources.

It adds, and brings up to date what it added. What was changed here since, and sites that are here
for another reason, stay as they are and are reported: a copy knows less than those who are here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.orm import Session

from directory.domain.changes import GONE, LISTED, Change
from directory.domain.listings import Listing
from directory.exchange import own_csv_tables
from directory.exchange.records import PublishedList, Record
from directory.services import import_report
from directory.services.compare_records import Comparison, check_gone
from directory.services.find_changes import find_changes
from directory.services.import_report import Line, Outcome, Report, line_of
from directory.services.locate_address import locate_address
from directory.services.recognize_site import Recognizer, Site
from directory.storage import (
    history,
    imports,
    keeping,
    listings,
    outbox,
    records,
    rewriting,
    said,
    sources,
    standing,
    stated,
)
from directory.storage.gazetteer import Gazetteer
from directory.storage.records import NewRecord, StoredRecord

AT_ONCE = 500
CHANGED_HERE = "changed here since it was copied, so it stays as it is"
One = TypeVar("One")
Pair = tuple[Record, StoredRecord]


def copy_listings(
    session: Session,
    copied: PublishedList,
    gazetteer: Gazetteer,
    advance: Callable[[int], object],
    *,
    allow_gone: bool,
) -> Report:
    """Raises ManyGoneError where the copy leaves out most of what the last one had."""
    desk = _Desk(session, copied, gazetteer)
    if not allow_gone:
        check_gone(copied, desk.compared)
    for fresh in _batches(list(desk.fresh())):
        desk.add(fresh)
        advance(len(fresh))
    for known in _batches(desk.known):
        desk.renew(known)
        advance(len(known))
    for gone in _batches(desk.compared.gone):
        desk.mark_gone(gone)
    return desk.report


class _Desk:
    """One copy under way. A site is known by its slug."""

    def __init__(self, session: Session, copied: PublishedList, gazetteer: Gazetteer) -> None:
        self.report = import_report.begun(copied, {})
        self._session = session
        self._copied = copied
        self._gazetteer = gazetteer
        editions = records.editions(session, copied.series)
        self._before = records.of_sources(session, editions)
        self.compared = self._compare(tuple(editions))
        self.known = [(one, self._before[one.key]) for one in copied.records if self._knows(one)]
        self._source_id = sources.keep(session, copied.source)

    def fresh(self) -> Iterator[Record]:
        """Those whom nobody brought yet; the others are reported."""
        taken = imports.taken_slugs(self._session)
        sites = [Site.of(site) for site in imports.all_details(self._session)]
        recognizer = Recognizer(sites, {stored.provider_id for stored in self._before.values()})
        for record in self._copied.records:
            if self._knows(record):
                continue
            sought = Site.of(record.listing)
            same = recognizer.same(sought) or recognizer.near(sought)
            slug = same.slug if same else record.key if record.key in taken else ""
            if slug:
                self._leave(record, f"{slug} is here already and stays as it is")
            else:
                yield record

    def add(self, fresh: Sequence[Record]) -> None:
        located = [self._located(record.listing) for record in fresh]
        ids = keeping.add(self._session, located)
        new = [_kept(record, id_) for record, id_ in zip(fresh, ids, strict=True)]
        records.keep(self._session, self._source_id, new)
        self._remember((id_, Change(became=LISTED)) for id_ in ids)
        for record in fresh:
            self.report.note(line_of(record, Outcome.ADDED, record.key), record)

    def renew(self, known: Sequence[Pair]) -> None:
        ids = [stored.provider_id for _, stored in known]
        here = {site.id: own_csv_tables.digest(site) for site in self._here(ids)}
        changed = [pair for pair in known if self._is_news(pair, here)]
        if not changed:
            return
        sites = [
            replace(self._located(record.listing), id=stored.provider_id)
            for record, stored in changed
        ]
        self._remember(self._changes(changed))
        rewriting.rewrite(self._session, sites)
        new = [_kept(record, stored.provider_id, stored) for record, stored in changed]
        records.keep(self._session, self._source_id, new)
        for record, _ in changed:
            self.report.note(line_of(record, Outcome.CHANGED, record.key), record)

    def mark_gone(self, gone: Sequence[StoredRecord]) -> None:
        day = self._copied.reported_on
        ids = [stored.provider_id for stored in gone]
        records.mark_gone(self._session, gone, day)
        standing.refresh(self._session, ids, day)
        outbox.note(self._session, ids)
        self._remember((id_, Change(was=LISTED, became=GONE)) for id_ in ids)
        for site in imports.details(self._session, ids).values():
            line = Line(outcome=Outcome.GONE, line=None, name=site.full_name, slug=site.slug)
            self.report.lines.append(line)

    def _compare(self, source_ids: tuple[int, ...]) -> Comparison:
        named = {record.key for record in self._copied.records}
        named |= {row.name for row in self._copied.skipped}  # under its slug
        there = [stored for stored in self._before.values() if stored.gone_since is None]
        gone = [stored for stored in there if stored.key not in named]
        return Comparison(source_ids=source_ids, named_before=len(there), gone=gone)

    def _knows(self, record: Record) -> bool:
        return record.key in self._before

    def _is_news(self, pair: Pair, here: dict[int, str]) -> bool:
        """Whether to write it; if not, it is reported."""
        record, stored = pair
        now, new = here.get(stored.provider_id), own_csv_tables.digest(record.listing)
        if now == new and stored.gone_since is None:
            self.report.note(line_of(record, Outcome.UNCHANGED, record.key), record)
        elif now not in (stored.digest, new):
            self._leave(record, CHANGED_HERE)
        else:
            return True
        return False

    def _here(self, ids: Sequence[int]) -> list[Listing]:
        return listings.by_ids(self._session, ids)

    def _leave(self, record: Record, why: str) -> None:
        line = line_of(record, Outcome.SKIPPED, record.key)
        self.report.note(replace(line, note=why), record)

    def _located(self, listing: Listing) -> Listing:
        """A point that is there is kept; a confidential site lies wherever its city does."""
        if not listing.address.confidential:
            return listing
        return replace(listing, address=locate_address(listing.address, self._gazetteer))

    def _changes(self, changed: Sequence[Pair]) -> Iterator[tuple[int, Change]]:
        """Of names, addresses and the like; facts have their own sources and their own days."""
        ids = [stored.provider_id for _, stored in changed]
        kept = records.kept_of(self._session, ids)
        for record, stored in changed:
            (before,) = [one for one in kept[stored.provider_id] if one.key == stored.key]
            facts, withheld = stated.by(record.listing), record.listing.address.confidential
            for change in find_changes(record, before, facts, withheld=withheld):
                yield stored.provider_id, change

    def _remember(self, changes: Iterable[tuple[int, Change]]) -> None:
        history.note(self._session, self._source_id, self._copied.reported_on, changes)


def _kept(record: Record, id_: int, replaces: StoredRecord | None = None) -> NewRecord:
    return NewRecord(
        provider_id=id_,
        key=record.key,
        digest=own_csv_tables.digest(record.listing),
        unclaimed="",
        said=said.of(record.listing),
        replaces=replaces,
    )


def _batches(many: Sequence[One]) -> Iterator[Sequence[One]]:
    for start in range(0, len(many), AT_ONCE):
        yield many[start : start + AT_ONCE]
