"""Loads a published list, or brings the directory up to its new edition: all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.exchange.records import PublishedList
from directory.services import batches
from directory.services.compare_records import check_gone, compare_records
from directory.services.copy_listings import copy_listings
from directory.services.import_desk import Desk
from directory.services.import_report import Report
from directory.services.join_records import join_records
from directory.storage.gazetteer import Gazetteer

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

    A dry run leaves what it wrote uncommitted in the session, so that the next list of the same
    trial meets it; whoever closes the session takes it back. `advance` is told how many records
    each step has dealt with. Raises OlderEditionError, ManyGoneError and OtherKindError before
    anything is written.
    """
    if published.copied:
        go_on = how.allow_gone
        report = copy_listings(session, published, gazetteer, advance, allow_gone=go_on)
    else:
        report = _load(session, published, gazetteer, how, advance)
    if not how.dry_run:
        session.commit()
    return report


def _load(
    session: Session,
    published: PublishedList,
    gazetteer: Gazetteer,
    how: Manner,
    advance: Advance,
) -> Report:
    comparison = compare_records(session, published)
    if not how.allow_gone:
        check_gone(published, comparison)
    join_records(comparison)
    desk = Desk(session, published, gazetteer, comparison)
    desk.note_unchanged()
    advance(len(comparison.unchanged))
    for fresh in batches.of(comparison.fresh):
        desk.add(fresh)
        advance(len(fresh))
    for known in batches.of(comparison.known):
        desk.change(known)
        advance(len(known))
    for gone in batches.of(comparison.gone):
        desk.mark_gone(gone)
    return desk.report
