"""The forms around a submission: to begin, to send in, to have the draft's link mailed."""

from typing import Any

from flask_babel import gettext as _
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from directory.exchange import mailboxes
from directory.web.forms import GuardedForm, lazy_gettext

LONGEST_NOTE = 2000


class StartForm(GuardedForm):
    least_seconds = 0


class AgainForm(GuardedForm):
    """To have the letter once more."""

    least_seconds = 0


class ConfirmForm(GuardedForm):
    least_seconds = 0


class MailForm(GuardedForm):
    email = StringField(
        lazy_gettext("Your e-mail address"),
        [InputRequired(lazy_gettext("Please give an e-mail address."))],
    )

    @property
    def address(self) -> str:
        return mailboxes.address(self.email.data or "") or ""

    def validate_email(self, _field: StringField) -> None:
        if not self.address:
            raise ValidationError(
                _("Mail cannot go to this address. Please write it like name@example.org.")
            )


class SendForm(MailForm):
    goes_to_editors = True

    note = TextAreaField(
        lazy_gettext("A note to the editor"),
        [
            Length(
                max=LONGEST_NOTE,
                message=lazy_gettext("Please keep the note to 2,000 letters or fewer."),
            )
        ],
    )

    def __init__(self, known: str = "", **given: Any) -> None:  # noqa: ANN401
        """`known`: the address of who is signed in."""
        super().__init__(**given)
        if known:
            del self.email
        self._known = known

    @property
    def address(self) -> str:
        return self._known or super().address
