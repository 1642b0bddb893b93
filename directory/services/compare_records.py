"""Sets a published list beside what the directory holds, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from directory.exchange.records import PublishedList, Record
from directory.services.recognize_site import Recognizer, Site
from directory.storage import imports, records
from directory.storage.records import StoredRecord


class OlderEditionError(ValueError):
    """The directory holds a later edition of the list; the message names both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A record about a site of the directory."""

    record: Record
    provider_id: int
    replaces: StoredRecord | None  # how this list knew the site before
    site: Site | None = None  # where another list or a person brought the site


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    source_ids: tuple[int, ...]  # all editions of the list
    fresh: list[Record] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    gone: list[StoredRecord] = field(default_factory=list)
    doubtful: dict[str, Site] = field(default_factory=dict)  # by the fresh record's key


def compare_records(session: Session, published: PublishedList) -> Comparison:
    """Raises OlderEditionError where the directory is further than the file."""
    editions = records.editions(session, published.series)
    _check_edition(published, [slug for slug, _ in editions.values()])
    current = {id_ for id_, (slug, _) in editions.items() if slug == published.source.slug}
    before = records.of_sources(session, editions)
    found = Comparison(source_ids=tuple(editions))
    strangers = []
    for record in published.records:
        stored = before.get(record.key)
        if stored is None:
            strangers.append(record)
        elif stored.source_id in current and _is_as_before(record, stored):
            found.unchanged.append(record)
        else:
            known = Known(record=record, provider_id=stored.provider_id, replaces=stored)
            found.known.append(known)
    _recognize(session, strangers, before, found)
    _miss(published, before, found)
    return found


def _check_edition(published: PublishedList, slugs: list[str]) -> None:
    latest = max(slugs, default="")
    if latest > published.source.slug:
        raise OlderEditionError(
            f"The directory holds {latest} already, which is later than {published.source.slug}."
        )


def _is_as_before(record: Record, stored: StoredRecord) -> bool:
    return stored.gone_since is None and stored.digest == record.digest


def _recognize(
    session: Session,
    strangers: list[Record],
    before: Mapping[str, StoredRecord],
    found: Comparison,
) -> None:
    """Look for equal sites first, so that no alike one is taken from them."""
    if not strangers:
        return
    sites = map(Site.of, imports.all_details(session))
    recorded = {stored.provider_id: stored for stored in before.values()}
    recognizer = Recognizer(sites, _spoken_for(before, found))
    sought = [Site.of(record.listing) for record in strangers]
    same = [recognizer.same(one) for one in sought]
    for record, one, equal in zip(strangers, sought, same, strict=True):
        site = equal or recognizer.near(one)
        if site:
            replaces = recorded.get(site.id)
            known = Known(record=record, provider_id=site.id, replaces=replaces, site=site)
            found.known.append(known)
        else:
            found.fresh.append(record)
            if doubt := recognizer.doubtful(one):
                found.doubtful[record.key] = doubt


def _spoken_for(before: Mapping[str, StoredRecord], found: Comparison) -> set[int]:
    unchanged = {before[record.key].provider_id for record in found.unchanged}
    return unchanged | {known.provider_id for known in found.known}


def _miss(published: PublishedList, before: Mapping[str, StoredRecord], found: Comparison) -> None:
    """Note the sites that the list knew and does not name any more."""
    named = {record.key for record in published.records}
    seen = named | {known.replaces.key for known in found.known if known.replaces}
    for key, stored in before.items():
        if key not in seen and stored.gone_since is None:
            found.gone.append(stored)
