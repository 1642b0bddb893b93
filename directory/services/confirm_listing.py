"""Somebody who keeps a listing says that all of it is still right, by the link of a reminder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.keepers import Keeper
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.exchange.confirm_links import ConfirmLink, ConfirmLinks
from directory.storage import audit, confirming, keepers, listings, reminders


class ForgedLinkError(LookupError):
    """The link was not made here, or is not whole."""


class ExpiredLinkError(LookupError):
    """The link is too old."""


class NothingToConfirmError(LookupError):
    """None of its listings is shown any more, or who was asked keeps none of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a link asks about: the listings that are not confirmed since, and those that are."""

    keeper: Keeper
    open: tuple[Listing, ...]
    confirmed: tuple[Listing, ...]
    editable: frozenset[int]  # listings that the keeper may change with their account


def asked(session: Session, links: ConfirmLinks, token: str, today: date) -> Asked:
    """Read a link. Raises ForgedLinkError, ExpiredLinkError, NothingToConfirmError."""
    link = links.read(token)
    if link is None:
        raise ForgedLinkError
    if not link.holds(today):
        raise ExpiredLinkError
    keeper = _keeper(session, link)
    if keeper is None:
        raise NothingToConfirmError
    return _asked(session, link, keeper)


def confirm(session: Session, asking: Asked, slugs: Iterable[str], day: date) -> None:
    """These listings are right on this day. To say so again changes nothing."""
    wanted = set(slugs)
    chosen = [each for each in asking.open if each.slug in wanted]
    if not chosen:
        return
    confirming.confirm(session, [each.id for each in chosen], day)
    actor = Actor(asking.keeper.email, asking.keeper.account_id)
    for each in chosen:
        was = {"confirmed_on": each.confirmed_on.isoformat() if each.confirmed_on else ""}
        audit.note(session, actor, Deed(Act.CONFIRMED, each.slug, each.id, was))
    session.commit()


def _keeper(session: Session, link: ConfirmLink) -> Keeper | None:
    if link.account_id is not None:
        return keepers.by_account(session, link.account_id)
    return keepers.by_revision(session, link.revision_id or 0)


def _asked(session: Session, link: ConfirmLink, keeper: Keeper) -> Asked:
    """Whoever does not keep a listing any more is not asked about it."""
    questions = {each.provider_id: each for each in reminders.asked_at(session, link.asked_at)}
    kept = keepers.of_listings(session, questions)
    theirs = {id_: one for id_ in questions if (one := _among(kept.get(id_, []), keeper))}
    shown = listings.by_ids(session, list(theirs))
    if not shown:
        raise NothingToConfirmError
    waits = {each.id for each in shown if each.confirmed_on == questions[each.id].confirmed_on}
    return Asked(
        keeper=keeper,
        open=tuple(each for each in shown if each.id in waits),
        confirmed=tuple(each for each in shown if each.id not in waits),
        editable=frozenset(id_ for id_, one in theirs.items() if one.may_edit),
    )


def _among(keepers: Iterable[Keeper], keeper: Keeper) -> Keeper | None:
    return next((each for each in keepers if each.email.lower() == keeper.email.lower()), None)
