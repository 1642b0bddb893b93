"""An editor settles where a person says one thing of a listing and a list another."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.facts import EDITORS
from directory.domain.listings import Listing
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.services import find_conflicts, follow_list, watch_conflicts
from directory.services.find_conflicts import Conflicts, FactConflict, FieldConflict
from directory.services.publish_changes import Spoken, remember
from directory.services.review_revision import Desk
from directory.storage import (
    audit,
    listings,
    organizations,
    rewriting,
    rulings,
    sources,
    statuses,
)
from directory.storage.rulings import Ruling


class SettledError(ValueError):
    """Nothing of it is open any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One thing that is said differently. `program`: a level of care; empty: the whole site."""

    about: str  # a Field, or facet/slug
    program: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What the provider is asked, in words."""

    about: str
    shown: str
    said: str


def open_of(session: Session, listing: Listing) -> Conflicts:
    """What no editor settled yet."""
    found = {listing.id: find_conflicts.of_listing(session, listing)}
    left = watch_conflicts.still_open(session, found)
    return left.get(listing.id) or Conflicts(listing=listing, fields=(), facts=())


def keep_ours(session: Session, provider_id: int, point: Point, editor: Actor) -> None:
    """What is shown stands until a list says something new. Raises SettledError."""
    listing = _listing(session, provider_id)
    rules = _rulings(_conflicts(session, listing, point))
    for each in rules:
        rulings.keep(session, provider_id, each, editor.account_id)
    told = {"about": _told(point), "theirs": [each.theirs for each in rules]}
    audit.note(session, editor, Deed(Act.KEPT, listing.full_name, provider_id, told))
    session.commit()


def take_theirs(
    session: Session, provider_id: int, point: Point, editor: Actor, desk: Desk
) -> None:
    """Show what the list says, the latest of several. Raises SettledError."""
    before = _listing(session, provider_id)
    conflict = _conflicts(session, before, point)[-1]
    if isinstance(conflict, FieldConflict):
        after = follow_list.in_field(session, before, conflict, desk.gazetteer)
    else:
        after = follow_list.in_fact(before, conflict)
    rewriting.rewrite(session, [after], sources.keep)
    for source in {*follow_list.persons(before), EDITORS}:
        remember(session, before, after, Spoken(source=source, day=desk.today))
    told = {"about": _told(point)}
    audit.note(session, editor, Deed(Act.CHANGED, before.full_name, provider_id, told))
    session.commit()


def ask_provider(
    session: Session, provider_id: int, editor: Actor, asking: Asking, desk: Desk
) -> int:
    """Mail those who keep the listing; return how many they are. It stays open."""
    listing = _listing(session, provider_id)
    standing = statuses.of(session, provider_id)
    members = organizations.members(session, (standing and standing.organization_id) or 0)
    told = {"about": asking.about, "shown": asking.shown, "said": asking.said}
    values = told | {"name": listing.full_name, "link": desk.manage_link}
    for each in members:
        letter = Letter("list-says-otherwise", values)
        desk.letterbox.queue(session, each.email, each.language, letter)
    asked = {"about": asking.about, "members": len(members)}
    audit.note(session, editor, Deed(Act.ASKED, listing.full_name, provider_id, asked))
    session.commit()
    return len(members)


def _listing(session: Session, provider_id: int) -> Listing:
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise SettledError
    return listing


def _conflicts(
    session: Session, listing: Listing, point: Point
) -> list[FieldConflict] | list[FactConflict]:
    found = open_of(session, listing)
    fields = [each for each in found.fields if each.field.value == point.about]
    facts = [each for each in found.facts if _point(each) == point]
    if not fields and not facts:
        raise SettledError
    return fields or facts


def _point(conflict: FactConflict) -> Point:
    facet, slug = conflict.about
    return Point(about=f"{facet.value}/{slug}", program=conflict.program or "")


def _rulings(conflicts: Iterable[FieldConflict | FactConflict]) -> list[Ruling]:
    found: list[Ruling] = []
    for each in conflicts:
        if isinstance(each, FieldConflict):
            found.append(watch_conflicts.of_field(each))
        else:
            found.extend(watch_conflicts.of_fact(each))
    return found


def _told(point: Point) -> str:
    return f"{point.program}: {point.about}" if point.program else point.about
