"""A reader says that one thing in a listing is wrong. Nothing is kept of who they are."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.limits import CORRECT_FACT, CORRECT_FROM_ADDRESS, Who
from directory.domain.listings import Listing
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.services import limit_attempts
from directory.services.send_mail import Letterbox
from directory.storage import audit, corrections, organizations, statuses
from directory.storage.corrections import MAKES_DISPUTED


class TooManyReportsError(ValueError):
    """So many came from one address today; `args[0]` is the seconds to wait."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """`about`: a key of the listing's document; empty: something else. `said`: what is right."""

    listing: Listing
    about: str
    shown: str
    said: str
    who: Who  # as far as the limit knows, and no further


@dataclass(frozen=True, kw_only=True)
class Post:
    """How those who keep the listing are told.

    `told`: in a language, what it is about and what stands there. `manage_link` is public.
    """

    letterbox: Letterbox
    told: Callable[[str], tuple[str, str]]
    manage_link: str


def report(session: Session, given: Report, post: Post) -> int | None:
    """Pass it on, and return its number. None: it was reported from there before, and counts once.

    Raises TooManyReportsError.
    """
    day = CORRECT_FROM_ADDRESS
    allowed = limit_attempts.take(session, day.what, given.who, day.most, day.within)
    if not allowed.granted:
        raise TooManyReportsError(allowed.retry_in)
    fact = CORRECT_FACT.about(given.listing.id, given.about)
    if not limit_attempts.take(session, fact.what, given.who, fact.most, fact.within).granted:
        session.commit()
        return None
    site = given.listing
    id_ = corrections.add(session, site.id, given.about, given.shown, given.said)
    deed = Deed(Act.REPORTED, site.slug, site.id, {"about": given.about, "report": id_})
    audit.note(session, Actor.VISITOR, deed)
    _tell(session, given, post)
    session.commit()
    return id_


def _tell(session: Session, given: Report, post: Post) -> None:
    """The keepers hear of the first report, and again when the fact becomes disputed."""
    standing = statuses.of(session, given.listing.id)
    keepers = organizations.members(session, standing.organization_id or 0) if standing else []
    many = corrections.disputed(session, given.listing.id).get(given.about, 1)
    if many > MAKES_DISPUTED:
        return
    for each in keepers:
        about, shown = post.told(each.language)
        values = {
            "name": given.listing.full_name,
            "about": about,
            "shown": shown,
            "link": post.manage_link,
        }
        letter = Letter("disputed", values)
        if many < MAKES_DISPUTED:
            letter = Letter("correction-for-provider", values | {"said": given.said})
        post.letterbox.queue(session, each.email, each.language, letter)
