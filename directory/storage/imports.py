"""Names, addresses and telephones of all sites, as an import compares and corrects them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    bindparam,
    delete,
    insert,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.storage import keeping, rows
from directory.storage.models import OldSlugRow, PhoneRow, ProviderRow

# An import does not ask who keeps them.
DETAILS: Sequence[ColumnElement[Any]] = (
    *ProviderRow.__table__.columns,
    null().label("kept_since"),
)
MOST_ZIPS = 1_000  # beyond which it is quicker to read all there is


def taken_slugs(session: Session) -> set[str]:
    """Every address that leads to a listing, or once did."""
    return {
        *session.scalars(select(ProviderRow.slug)),
        *session.scalars(select(OldSlugRow.slug)),
    }


def slugs(session: Session) -> dict[int, str]:
    """The address of every listing, by its id."""
    rows = session.execute(select(ProviderRow.id, ProviderRow.slug))
    return {row.id: row.slug for row in rows}


def all_details(session: Session) -> Iterator[Listing]:
    """Names, addresses and telephones of all real sites, whether published or not."""
    providers = session.execute(
        select(*DETAILS).where(ProviderRow.demonstration.is_(False)).order_by(ProviderRow.id)
    ).all()
    phones = session.execute(select(*PhoneRow.__table__.columns).order_by(PhoneRow.position)).all()
    return _details(session, providers, phones)


def details_near(
    session: Session, zips: Collection[str], ids: Collection[int]
) -> Iterator[Listing]:
    """Of all details those in these ZIPs, and those of these sites wherever they lie."""
    if len(zips) > MOST_ZIPS:
        return all_details(session)
    near = or_(ProviderRow.zip.in_(zips), ProviderRow.id.in_(ids))
    real = ProviderRow.demonstration.is_(False)
    found = details(session, list(session.scalars(select(ProviderRow.id).where(near, real))))
    return (found[id_] for id_ in sorted(found))


def details(session: Session, ids: Collection[int]) -> dict[int, Listing]:
    """Names, addresses and telephones of these sites, without what is said of their programs."""
    providers = session.execute(select(*DETAILS).where(ProviderRow.id.in_(ids))).all()
    phones = session.execute(
        select(*PhoneRow.__table__.columns)
        .where(PhoneRow.provider_id.in_(ids))
        .order_by(PhoneRow.position)
    ).all()
    return {listing.id: listing for listing in _details(session, providers, phones)}


def save_details(session: Session, listings: Collection[Listing]) -> None:
    """Write names, addresses and telephones; the slug stays, since others link to it."""
    providers = cast(Table, ProviderRow.__table__)
    values = [keeping.provider_row(listing, listing.id) for listing in listings]
    by_number = update(providers).where(providers.c.id == bindparam("number"))
    session.execute(by_number, [one | {"number": one.pop("id")} for one in values])
    ids = [listing.id for listing in listings]
    session.execute(delete(PhoneRow).where(PhoneRow.provider_id.in_(ids)))
    numbers = [row for listing in listings for row in keeping.phone_rows(listing, listing.id)]
    if numbers:
        session.execute(insert(cast(Table, PhoneRow.__table__)), numbers)


def _details(
    session: Session, providers: Sequence[Row[Any]], phones: Sequence[Row[Any]]
) -> Iterator[Listing]:
    grouped: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for phone in phones:
        grouped[phone.provider_id].append(phone)
    parts = rows.Parts(
        phones=grouped, facts={}, plans={}, programs={}, statements=rows.Statements(session)
    )
    return (rows.listing(provider, parts) for provider in providers)
