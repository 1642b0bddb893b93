"""Takes in what another directory exported: its sites as they stand there, with their sources.

It adds, and brings up to date what it added. What was changed here since, and sites that are here
for another reason, stay as they are and are reported: a copy knows less than those who are here.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from directory.exchange import own_csv_tables
from directory.exchange.records import PublishedList
from directory.services import batches
from directory.services.compare_records import check_edition, check_gone
from directory.services.copy_desk import Desk
from directory.services.import_report import Report
from directory.storage import records, sources
from directory.storage.gazetteer import Gazetteer


class OtherKindError(ValueError):
    """The copy takes a source for somebody else; the message says which and for whom."""


def copy_listings(
    session: Session,
    copied: PublishedList,
    gazetteer: Gazetteer,
    advance: Callable[[int], object],
    *,
    allow_gone: bool,
) -> Report:
    """Raises OlderEditionError and OtherKindError, and ManyGoneError where most sites are left out.

    All of them before anything is written.
    """
    editions = records.editions(session, copied.series)
    check_edition(copied, editions.values())
    _check_sources(session, copied)
    desk = Desk(session, copied, gazetteer, tuple(editions))
    if not allow_gone:
        check_gone(copied, desk.compared)
    desk.begin()
    for fresh in batches.of(list(desk.fresh())):
        desk.add(fresh)
        advance(len(fresh))
    for known in batches.of(desk.known):
        desk.renew(known)
        advance(len(known))
    for gone in batches.of(desk.compared.gone):
        desk.mark_gone(gone)
    return desk.report


def _check_sources(session: Session, copied: PublishedList) -> None:
    """Whose word counts how much is settled by the source's kind, so a copy may not change it."""
    here = {source.slug: source for source in sources.by_id(session).values()}
    cited = {
        id(source): source
        for record in copied.records
        for source in own_csv_tables.cited(record.listing)
    }
    for source in cited.values():
        known = here.get(source.slug, source)
        if known.kind is not source.kind:
            raise OtherKindError(
                f"The copy says that its source {source.slug} is of the kind {source.kind.value}; "
                f"here it is {known.kind.value}, so nothing was taken in."
            )
