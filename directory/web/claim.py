"""Somebody who is signed in claims a listing for their organization, and shows that they belong."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain.accounts import Person
from directory.domain.limits import CLAIM, CLAIM_CODE, MAIL_TO
from directory.domain.listings import Listing
from directory.domain.revisions import ClaimStatus
from directory.services import claim_listing, keep_document, prove_claim
from directory.services.claim_listing import AlreadyAskedError
from directory.services.open_claims import DecidedError
from directory.services.prove_claim import WrongCodeError
from directory.storage import claims, listings, organizations
from directory.storage.claims import Asked, Claim
from directory.web import access, formats, forms, visitor
from directory.web.claim_forms import ClaimForm, CodeForm, WithdrawForm

bp = Blueprint("claim", __name__, url_prefix="/claim")
forms.check_beside(bp)
bp.before_request(access.signed_in_only)


@bp.route("/<slug>", methods=["GET", "POST"])
def ask(slug: str) -> ResponseReturnValue:
    listing, person = _listing(slug), _person()
    mine = organizations.of_account(context.session(), person.id)
    form = ClaimForm(listing, mine)
    if form.validate_on_submit() and _may(form, person):
        try:
            claim = _asked(form, listing, person)
        except AlreadyAskedError as error:
            claim = error.args[0]
        return redirect(url_for("claim.show", id_=claim.id), 303)
    return render_template("claim/ask.html", form=form, listing=listing)


@bp.get("/<int:id_>/state")
def show(id_: int) -> str:
    return _page(_mine(id_), CodeForm())


@bp.post("/<int:id_>/state")
def prove(id_: int) -> ResponseReturnValue:
    claim, form = _mine(id_), CodeForm()
    if form.validate_on_submit() and _proved(form, claim):
        return redirect(url_for("claim.show", id_=id_), 303)
    return _page(claim, form)


@bp.post("/<int:id_>/code")
def mail_again(id_: int) -> ResponseReturnValue:
    """A new code to the same address."""
    claim, form = _mine(id_), WithdrawForm(prefix="again")
    if not form.validate_on_submit():
        abort(400)
    if not _may_mail(claim):
        refused = CodeForm(formdata=None)
        refused.refuse(_("That was tried too often. Please try again in an hour."))
        return _page(claim, refused)
    try:
        with context.writing() as session:
            language = context.language()
            claim_listing.mail_again(session, claim.id, access.actor(), language, _post())
    except DecidedError:
        pass  # the page says what was decided
    return redirect(url_for("claim.show", id_=id_), 303)


@bp.post("/<int:id_>/withdraw")
def withdraw(id_: int) -> ResponseReturnValue:
    claim = _mine(id_)
    if not WithdrawForm(prefix="withdrawing").validate_on_submit():
        abort(400)
    try:
        with context.writing() as session:
            claim_listing.withdraw(session, claim.id, access.actor())
    except DecidedError:
        pass  # the page says what was decided
    return redirect(url_for("claim.show", id_=id_), 303)


@bp.after_request
def keep_no_copy(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _page(claim: Claim, form: CodeForm) -> str:
    return render_template(
        "claim/show.html",
        claim=claim,
        form=form,
        withdrawing=WithdrawForm(prefix="withdrawing"),
        again=WithdrawForm(prefix="again"),
        waits=claim.status is ClaimStatus.OPEN,
        to_a_folder=not context.settings().smtp_url,
    )


def _may(form: ClaimForm, person: Person) -> bool:
    limits = [(CLAIM, visitor.at(person.email))]
    if form.proof.data == claim_listing.BY_MAIL:
        limits.append((MAIL_TO, visitor.at(form.contact)))
    for limit, who in limits:
        allowed = visitor.may(limit, who)
        if not allowed.granted:
            form.refuse_for(allowed)
            return False
    return True


def _asked(form: ClaimForm, listing: Listing, person: Person) -> Claim:
    asked = Asked(
        provider_id=listing.id,
        account_id=person.id,
        organization_id=form.organization_id,
        organization=form.organization_name,
        proof=form.proof.data,
        contact=form.contact,
        document=_kept(form),
        note=form.plain_note,
    )
    try:
        with context.writing() as session:
            return claim_listing.ask(session, asked, access.actor(), context.language(), _post())
    except AlreadyAskedError:
        keep_document.drop_document(context.settings().documents, asked.document)
        raise


def _may_mail(claim: Claim) -> bool:
    limits = (
        (CLAIM_CODE.about("mailed", claim.id), visitor.at(_person().email)),
        (MAIL_TO, visitor.at(claim.contact)),
    )
    return all(visitor.may(limit, who).granted for limit, who in limits)


def _post() -> claim_listing.Post:
    return claim_listing.Post(
        letterbox=context.letterbox(),
        secret_key=context.settings().secret_key,
        claim_link=lambda id_: formats.outside(url_for("claim.show", id_=id_)),
    )


def _kept(form: ClaimForm) -> str:
    upload = form.document.upload
    if form.proof.data != claim_listing.BY_DOCUMENT or upload is None:
        return ""
    return keep_document.keep_document(context.settings().documents, upload)


def _proved(form: CodeForm, claim: Claim) -> bool:
    allowed = visitor.may(CLAIM_CODE.about(claim.id), visitor.at(_person().email))
    if not allowed.granted:
        form.refuse(_("That was tried too often. Please try again in an hour."))
        return False
    key = context.settings().secret_key
    try:
        with context.writing() as session:
            prove_claim.prove(session, claim.id, form.code.data or "", access.actor(), key)
    except WrongCodeError:
        form.code.errors = [
            _("This is not the code, or it is too old. Please look again, or ask for a new one.")
        ]
        return False
    except DecidedError:
        return True  # the page says what was decided
    return True


def _listing(slug: str) -> Listing:
    listing = listings.by_slug(context.session(), slug) if slug.isprintable() else None
    if listing is None or listing.demonstration:
        abort(404)
    return listing


def _mine(id_: int) -> Claim:
    claim = claims.by_id(context.session(), id_)
    if claim is None or claim.account_id != _person().id:
        abort(404)
    return claim


def _person() -> Person:
    person = access.person()
    if person is None:
        abort(401)
    return person
