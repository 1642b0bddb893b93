"""What Flask-Security mails: by our queue, in our words, to addresses in one spelling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_security import EmailValidateException, MailUtil

from directory import context
from directory.domain.acts import Act, Deed
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.exchange import mailboxes
from directory.storage import audit
from directory.storage.models import AccountRow
from directory.web import formats

NEW_ADDRESS, NEW_PASSWORD = "confirm-new-address", "new-password-set"
HOURS = 2  # in which a new address is to be confirmed


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in an account; `words` are said in the language of its mail."""

    act: Act
    words: Callable[[], str]
    details: Mapping[str, object] = field(default_factory=dict)


class AccountMail(MailUtil):
    def normalize(self, email: str) -> str:
        return self.validate(email)

    def validate(self, email: str) -> str:
        found = address(email)
        if found is None:
            raise EmailValidateException("invalid-email-address")
        return found

    def send_mail(self, template: str, *given: Any, **values: Any) -> None:  # noqa: ANN401
        recipient = str(given[1])  # after the subject, which our letters bring themselves
        account = values["user"]
        if template == NEW_PASSWORD:
            what = Change(Act.CHANGED_WAY_IN, lambda: _("your password"))
            tell_changed(account, recipient, what)
        else:
            letter = Letter(NEW_ADDRESS, {"link": values["link"], "hours": str(HOURS)})
            _queue(recipient, account.language, letter)


def address(written: str) -> str | None:
    """An address as accounts keep it: no mail server in use tells capitals from small letters."""
    found = mailboxes.address(written)
    return found.lower() if found else None


def tell_changed(account: AccountRow, to: str, change: Change) -> None:
    """Tell a person of a change, so that they learn of it where it was not theirs.

    The audit trail tells it, too.
    """
    with context.speaking(account.language):
        values = {"what": change.words(), "link": formats.outside(url_for("account.home"))}
    deed = Deed(change.act, account.email, details=change.details)
    _queue(to, account.language, Letter("account-changed", values), (account, deed))


def _queue(
    to: str, language: str, letter: Letter, done: tuple[AccountRow, Deed] | None = None
) -> None:
    with context.writing() as session:
        context.letterbox().queue(session, to, language, letter)
        if done:
            account, deed = done
            audit.note(session, Actor(account.email, account.id), deed)
        session.commit()
