"""What is asked of somebody who claims a listing."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from directory.domain.listings import Listing
from directory.exchange import mailboxes, plain_text
from directory.services import prove_claim
from directory.services.claim_listing import BY_DOCUMENT, BY_MAIL, BY_PHONE
from directory.storage.organizations import Organization
from directory.web import formats
from directory.web.forms import GuardedForm, lazy_gettext
from directory.web.upload_fields import DocumentField

NEW = "new"
LONGEST_NOTE = 1_000  # letters


class ClaimForm(GuardedForm):
    proof = RadioField(
        lazy_gettext("How can we see that you work here?"),
        validators=[InputRequired(lazy_gettext("Choose one of these ways."))],
    )
    email = StringField(lazy_gettext("Your work e-mail address"))
    document = DocumentField(lazy_gettext("A document (PDF, PNG or JPEG)"))
    organization = SelectField(lazy_gettext("Who runs this place?"))
    name = StringField(lazy_gettext("Name of the organization"), validators=[Length(max=200)])
    note = TextAreaField(
        lazy_gettext("Anything else the editor should know"),
        validators=[Length(max=LONGEST_NOTE)],
    )

    def __init__(self, listing: Listing, mine: Sequence[Organization]) -> None:
        super().__init__()
        self.listing = listing
        self.domain = prove_claim.mail_domain(listing)
        self.proof.choices = list(self._ways())
        self.organization.choices = [
            *((str(each.id), each.name) for each in mine),
            (NEW, _("An organization that is not here yet")),
        ]
        self.name.data = self.name.data or listing.name

    @property
    def organization_id(self) -> int | None:
        chosen = self.organization.data
        return int(chosen) if chosen and chosen != NEW else None

    @property
    def organization_name(self) -> str:
        return "" if self.organization_id else plain_text.plain(self.name.data or "").text

    @property
    def contact(self) -> str:
        """The address or number by which it is proved."""
        if self.proof.data == BY_MAIL:
            return mailboxes.address(self.email.data or "") or ""
        phones = formats.to_call(self.listing.phones)
        return phones[0].number if self.proof.data == BY_PHONE and phones else ""

    @property
    def plain_note(self) -> str:
        return plain_text.plain(self.note.data or "", keeps_lines=True).text

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        is_well = super().validate(extra_validators)
        if self.proof.data == BY_MAIL and not prove_claim.proves(self.listing, self.contact):
            told = _("Write an address that ends in @%(domain)s.", domain=self.domain)
            self.email.errors = [told]
            return False
        if self.proof.data == BY_DOCUMENT and self.document.upload is None:
            missing = [_("Choose the file that shows you work here.")]
            self.document.errors = self.document.errors or missing
            return False
        return is_well

    def _ways(self) -> Iterator[tuple[str, str]]:
        if self.domain:
            told = _(
                "By e-mail: I have an address at %(domain)s and get a code there",
                domain=self.domain,
            )
            yield BY_MAIL, told
        for phone in formats.to_call(self.listing.phones)[:1]:
            told = _(
                "By telephone: an editor calls %(number)s, the number that stands here",
                number=formats.phone(phone.number),
            )
            yield BY_PHONE, told
        yield BY_DOCUMENT, _("By a document, such as a license or a letter, that an editor reads")


class CodeForm(GuardedForm):
    least_seconds = 0

    code = StringField(
        lazy_gettext("The code"),
        validators=[InputRequired(lazy_gettext("Type the code you were given."))],
    )


class WithdrawForm(GuardedForm):
    """Nothing but what shows that it is meant."""

    least_seconds = 0
