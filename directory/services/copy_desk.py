"""One copy of a directory under way: writes batch by batch, and notes what became of every site."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.domain.changes import LISTED, Change
from directory.domain.listings import Listing
from directory.exchange import own_csv_tables
from directory.exchange.records import PublishedList, Record
from directory.services import import_report
from directory.services.compare_records import Comparison
from directory.services.find_changes import find_changes
from directory.services.import_report import Outcome, line_of
from directory.services.locate_address import locate_address
from directory.services.mark_gone import mark_gone, mark_named
from directory.services.recognize_site import Recognizer, Site
from directory.storage import (
    disputed,
    history,
    imports,
    keeping,
    listings,
    records,
    rewriting,
    said,
    sources,
    stated,
)
from directory.storage.gazetteer import Gazetteer
from directory.storage.records import Kept, NewRecord, StoredRecord

CHANGED_HERE = "changed here since it was copied, so it stays as it is"
Pair = tuple[Record, StoredRecord]


class Desk:
    """A site is known by its slug."""

    def __init__(
        self,
        session: Session,
        copied: PublishedList,
        gazetteer: Gazetteer,
        source_ids: tuple[int, ...],
    ) -> None:
        """`source_ids`: of all earlier copies."""
        self.report = import_report.begun(copied, {})
        self._session = session
        self._copied = copied
        self._gazetteer = gazetteer
        self._before = records.of_sources(session, source_ids)
        self._source_id = 0
        self.compared = self._compare(source_ids)
        self.known = [(one, self._before[one.key]) for one in copied.records if self._knows(one)]

    def begin(self) -> None:
        self._source_id = sources.keep(self._session, self._copied.source)

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
        ids = keeping.add(self._session, located, sources.adopt)
        new = [_kept(record, id_) for record, id_ in zip(fresh, ids, strict=True)]
        records.keep(self._session, self._source_id, new)
        self._remember((id_, Change(became=LISTED)) for id_ in ids)
        for record in fresh:
            self.report.note(line_of(record, Outcome.ADDED, record.key), record)

    def renew(self, known: Sequence[Pair]) -> None:
        here = self._here([stored for _, stored in known])
        changed = [pair for pair in known if self._is_news(pair, here)]
        if not changed:
            return
        private = disputed.kept_private(
            self._session, [stored.provider_id for _, stored in changed]
        )
        sites = [
            self._located(_renewed(record.listing, stored.provider_id, private))
            for record, stored in changed
        ]
        self._remember(self._changes(changed))
        rewriting.rewrite(self._session, sites, sources.adopt)
        new = [_kept(record, stored.provider_id, stored) for record, stored in changed]
        records.keep(self._session, self._source_id, new)
        for record, _ in changed:
            self.report.note(line_of(record, Outcome.CHANGED, record.key), record)

    def mark_gone(self, gone: Sequence[StoredRecord]) -> None:
        day = self._copied.reported_on
        self.report.lines.extend(mark_gone(self._session, gone, self._source_id, day))

    def _compare(self, source_ids: tuple[int, ...]) -> Comparison:
        named = {record.key for record in self._copied.records}
        named |= {row.name for row in self._copied.skipped}  # under its slug
        there = [stored for stored in self._before.values() if stored.gone_since is None]
        gone = [stored for stored in there if stored.key not in named]
        return Comparison(source_ids=source_ids, named_before=len(there), gone=gone)

    def _knows(self, record: Record) -> bool:
        return record.key in self._before

    def _is_news(self, pair: Pair, here: Mapping[int, str]) -> bool:
        """Whether to write it; if not, it is reported."""
        record, stored = pair
        now, new = here.get(stored.provider_id), own_csv_tables.digest(record.listing)
        if now == new and stored.gone_since is None:
            self.report.note(line_of(record, Outcome.UNCHANGED, record.key), record)
        elif now not in (stored.digest, new):
            self._leave(record, CHANGED_HERE)
            if stored.gone_since:
                mark_named(self._session, stored, self._source_id, self._copied.reported_on)
        else:
            return True
        return False

    def _here(self, known: Sequence[StoredRecord]) -> dict[int, str]:
        """What stands here, by provider, as a digest."""
        by_id = {stored.provider_id: stored for stored in known}
        sites = listings.by_ids(self._session, list(by_id))
        return {one.id: own_csv_tables.digest(_unmarked(one, by_id[one.id])) for one in sites}

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
            before = _before(stored, kept[stored.provider_id])
            facts, withheld = stated.by(record.listing), record.listing.address.confidential
            for change in find_changes(record, before, facts, withheld=withheld):
                yield stored.provider_id, change

    def _remember(self, changes: Iterable[tuple[int, Change]]) -> None:
        history.note(self._session, self._source_id, self._copied.reported_on, changes)


def _unmarked(site: Listing, stored: StoredRecord) -> Listing:
    """The site as it was before a copy that left it out marked it; the mark is nobody's change."""
    marked = stored.gone_since is not None and site.gone_since == stored.gone_since
    return replace(site, gone_since=None) if marked else site


def _before(stored: StoredRecord, kept: Sequence[Kept]) -> Kept:
    """Another list may know the site by the same key."""
    ours = (stored.source_id, stored.key)
    return next(one for one in kept if (one.source_id, one.key) == ours)


def _renewed(listing: Listing, id_: int, private: Collection[int]) -> Listing:
    """`private`: whose address a person here wants kept so, whatever is said where it is from."""
    hides = listing.address.confidential or id_ in private
    return replace(listing, id=id_, address=replace(listing.address, confidential=hides))


def _kept(record: Record, id_: int, replaces: StoredRecord | None = None) -> NewRecord:
    return NewRecord(
        provider_id=id_,
        key=record.key,
        digest=own_csv_tables.digest(record.listing),
        unclaimed="",
        said=said.of(record.listing),
        replaces=replaces,
    )
