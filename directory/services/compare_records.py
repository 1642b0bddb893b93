"""Sets a published list beside what the directory holds, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from directory.exchange.records import PublishedList, Record
from directory.services import known_sites
from directory.services.recognize_move import recognize_moves
from directory.services.recognize_remnant import Remnants
from directory.services.recognize_site import Doubtful, Recognizer, Site
from directory.storage import imports, records
from directory.storage.records import Edition, StoredRecord

MOST_GONE = 0.5  # of a list; an edition that leaves out more is likelier to be cut short
FEW_RECORDS = 20  # a list of so few may well change by half


class OlderEditionError(ValueError):
    """The directory holds a later edition of the list; the message names both."""


class ManyGoneError(ValueError):
    """The list leaves out more sites than a new edition would; the message says how many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A record about a site of the directory."""

    record: Record
    provider_id: int
    replaces: StoredRecord | None  # how this list knew the site before
    site: Site | None = None  # by which it was recognized, where its key is new
    together: Record | None = None  # with what other records of the list say of the site
    beside: tuple["Known", ...] = ()  # those other records


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    source_ids: tuple[int, ...]  # all editions of the list
    named_before: int  # sites that the list knew and that were not gone
    fresh: list[Record] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    unchanged: list[Known] = field(default_factory=list)
    gone: list[StoredRecord] = field(default_factory=list)
    doubtful: dict[str, Doubtful] = field(default_factory=dict)  # by the fresh record's key
    spared: dict[int, Site] = field(default_factory=dict)  # not gone: by the skipped row's line


def compare_records(session: Session, published: PublishedList) -> Comparison:
    """Raises OlderEditionError where the directory is further than the file."""
    editions = records.editions(session, published.series)
    check_edition(published, editions.values())
    # A later one can only be cited by a copy, and stands beside the list's own word.
    editions = {id_: one for id_, one in editions.items() if one.slug <= published.source.slug}
    current = {id_ for id_, one in editions.items() if one.slug == published.source.slug}
    before = records.of_sources(session, editions)
    present = sum(stored.gone_since is None for stored in before.values())
    found = Comparison(source_ids=tuple(editions), named_before=present)
    strangers = []
    for record in published.records:
        stored = before.get(record.key)
        if stored is None:
            strangers.append(record)
            continue
        known = Known(record=record, provider_id=stored.provider_id, replaces=stored)
        as_before = stored.source_id in current and _is_as_before(record, stored)
        (found.unchanged if as_before else found.known).append(known)
    if strangers:
        _Recognition(session, published, before, found).run(strangers)
    _miss(published, before, found)
    _spare(session, published, found)
    return found


def check_edition(published: PublishedList, editions: Iterable[Edition]) -> None:
    """Raises OlderEditionError for an earlier year, or an earlier day of the same year.

    The parts of a list that comes in parts may have been fetched in any order.
    """
    slug, day = published.source.slug, published.source.published_on
    imported = [one for one in editions if one.is_imported]
    latest = max((one.slug for one in imported), default="")
    if latest > slug:
        raise OlderEditionError(
            f"The directory holds {latest} already, which is later than {slug}."
        )
    later = [one.day for one in imported if one.slug == slug and one.day and day and one.day > day]
    if later and not published.partial:
        raise OlderEditionError(
            f"The directory holds {slug} of {later[0]} already, which is later than {day}."
        )


def check_gone(published: PublishedList, found: Comparison) -> None:
    """Raises ManyGoneError where most of a list is missing: rather a broken file than the truth."""
    gone, before = len(found.gone), found.named_before
    if before > FEW_RECORDS and gone > before * MOST_GONE:
        raise ManyGoneError(
            f"{published.source.name} leaves out {gone:,} of the {before:,} sites that the list "
            "named before; --allow-gone goes on and marks them as gone."
        )


def _is_as_before(record: Record, stored: StoredRecord) -> bool:
    return stored.gone_since is None and stored.digest == record.digest


class _Recognition:
    """Looks for the sites that strangers are about.

    What is equal comes first, then what is alike, then what moved, so that no site is taken from
    a record that fits it better.
    """

    def __init__(
        self,
        session: Session,
        published: PublishedList,
        before: Mapping[str, StoredRecord],
        found: Comparison,
    ) -> None:
        self._session = session
        self._found = found
        self._recorded = {stored.provider_id: stored for stored in before.values()}
        named = {record.key for record in published.records}
        self._missing = {
            stored.provider_id
            for stored in self._recorded.values()
            if not published.partial and stored.gone_since is None and stored.key not in named
        }

    def run(self, strangers: list[Record]) -> None:
        sought = {record.key: Site.of(record.listing) for record in strangers}
        records = {record.key: record for record in strangers}
        near = known_sites.near(self._session, sought.values(), self._missing)
        sites = {site.id: site for site in near}
        spoken_for = {known.provider_id for known in (*self._found.unchanged, *self._found.known)}
        recognizer = Recognizer(near, spoken_for)
        for recognize in (recognizer.same, recognizer.near):
            for key, one in list(sought.items()):
                if site := recognize(one):
                    self._know(records[key], site)
                    del sought[key]
        self._follow(recognizer, records, sought, sites)
        for key, one in sought.items():
            self._found.fresh.append(records[key])
            if doubt := recognizer.doubtful(one):
                self._found.doubtful[key] = doubt

    def _follow(
        self,
        recognizer: Recognizer,
        records: Mapping[str, Record],
        sought: dict[str, Site],
        sites: Mapping[int, Site],
    ) -> None:
        """Look among the sites that the list named last and that no record of it is about now."""
        taken = {known.provider_id for known in self._found.known}
        gone = (sites[id_] for id_ in sorted(self._missing - taken) if id_ in sites)
        moves = recognize_moves(gone, sought)
        for key, site in moves.found.items():
            self._know(records[key], recognizer.take(site))
            del sought[key]
        self._found.doubtful.update(moves.doubtful)

    def _know(self, record: Record, site: Site) -> None:
        replaces = self._recorded.get(site.id)
        self._found.known.append(
            Known(record=record, provider_id=site.id, replaces=replaces, site=site)
        )


def _miss(published: PublishedList, before: Mapping[str, StoredRecord], found: Comparison) -> None:
    """Note the sites that the list knew and does not name any more."""
    if published.partial:
        return
    named = {record.key for record in published.records}
    seen = named | {known.replaces.key for known in found.known if known.replaces}
    for key, stored in before.items():
        if key not in seen and stored.gone_since is None:
            found.gone.append(stored)


def _spare(session: Session, published: PublishedList, found: Comparison) -> None:
    """Take back what a skipped row is about: it could not be read, but it is there."""
    rows = {row.line: Site.of(row.remains) for row in published.skipped if row.remains}
    if not rows or not found.gone:
        return
    missing = {stored.provider_id for stored in found.gone}
    sites = imports.details(session, missing)
    remnants = Remnants(Site.of(sites[id_]) for id_ in sorted(sites))
    known = {line: remnants.of(row) for line, row in rows.items()}
    found.spared.update((line, sites[0]) for line, sites in known.items() if sites)
    here = {site.id for sites in known.values() for site in sites}
    found.gone[:] = [stored for stored in found.gone if stored.provider_id not in here]
