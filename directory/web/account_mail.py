"""What Flask-Security mails: by our queue, in our words, to addresses in one spelling."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_security import EmailValidateException, MailUtil

from directory import context
from directory.domain.mail import Letter
from directory.exchange import mailboxes
from directory.storage.models import AccountRow
from directory.web import formats

NEW_ADDRESS, NEW_PASSWORD = "confirm-new-address", "new-password-set"
HOURS = 2  # in which a new address is to be confirmed


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
            tell_changed(account, recipient, lambda: _("your password"))
        else:
            letter = Letter(NEW_ADDRESS, {"link": values["link"], "hours": str(HOURS)})
            _queue(recipient, account.language, letter)


def address(written: str) -> str | None:
    """An address as accounts keep it: no mail server in use tells capitals from small letters."""
    found = mailboxes.address(written)
    return found.lower() if found else None


def tell_changed(account: AccountRow, to: str, what: Callable[[], str]) -> None:
    """Tell a person of a change, so that they learn of it where it was not theirs."""
    with context.speaking(account.language):
        values = {"what": what(), "link": formats.outside(url_for("account.home"))}
    _queue(to, account.language, Letter("account-changed", values))


def _queue(to: str, language: str, letter: Letter) -> None:
    with context.writing() as session:
        context.letterbox().queue(session, to, language, letter)
        session.commit()
