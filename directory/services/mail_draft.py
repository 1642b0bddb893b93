"""Mails what leads back to a draft, or the link that confirms an address, once more."""

from sqlalchemy.orm import Session

from directory.domain.mail import Letter
from directory.domain.revisions import Revision, RevisionStatus
from directory.services.send_mail import Letterbox
from directory.services.submit_listing import Post, letter_to_confirm


def mail_link(session: Session, to: str, language: str, link: str, letterbox: Letterbox) -> None:
    """`link`: the public address of the draft, secret and all."""
    letterbox.queue(session, to, language, Letter("draft-link", {"link": link}))
    session.commit()


def confirm_again(session: Session, revision: Revision, post: Post) -> None:
    """Nothing where the address is confirmed already."""
    if revision.status is not RevisionStatus.UNCONFIRMED:
        return
    letter = letter_to_confirm(revision.id, revision.email, post)
    post.letterbox.queue(session, revision.email, revision.language, letter)
    session.commit()
