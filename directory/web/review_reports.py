"""Claims to listings and reports of mistakes, as editors read and answer them."""

from collections.abc import Callable

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import documents
from directory.domain.listings import Listing
from directory.domain.review import Kind
from directory.domain.revisions import ClaimStatus, CorrectionStatus
from directory.services import (
    answer_correction,
    decide_claim,
    keep_document,
    open_claims,
    prove_claim,
)
from directory.services.publish_changes import ListingGoneError
from directory.storage import claims, corrections, listings, organizations, statuses
from directory.storage.claims import Claim
from directory.storage.corrections import Correction
from directory.web import (
    difference_words,
    review_desk,
    review_mending,
    review_reasons,
    review_taking,
    upload_fields,
    value_words,
)

UNPROVEN = (
    "Nothing proves this claim yet: the code was not typed. Wait for it, or tick that you made "
    "sure in another way."
)


def show_claim(kind: Kind, ref: str, code: str = "", fault: str = "", unproven: str = "") -> str:
    claim = claim_of(ref)
    session = context.session()
    standing = statuses.of(session, claim.provider_id)
    kept_by = organizations.by_id(session, (standing and standing.organization_id) or 0)
    return render_template(
        "review/claim.html",
        claim=claim,
        code=code,
        listing=_listing(claim.provider_id),
        kept_by=kept_by,
        members=organizations.members(session, kept_by.id) if kept_by else [],
        sites=len(organizations.providers(session, kept_by.id)) if kept_by else 0,
        is_proven=decide_claim.is_proven(claim),
        others=[one for one in claims.of_account(session, claim.account_id) if one.id != claim.id],
        reasons=review_reasons.REASONS,
        fault=fault,
        unproven=unproven,
        **review_taking.around(kind, ref, is_open=claim.status is ClaimStatus.OPEN),
    )


def decide(ref: str) -> ResponseReturnValue:
    claim, item = claim_of(ref), review_taking.opened(Kind.CLAIM, ref)
    editor, desk = review_desk.editor(), review_desk.desk()
    if "accept" in request.form:
        sure = "otherwise" in request.form
        try:
            done = _decided(
                lambda session: decide_claim.accept(session, claim.id, editor, desk, otherwise=sure)
            )
        except decide_claim.UnprovenError:
            return show_claim(Kind.CLAIM, ref, unproven=UNPROVEN)
        return item.go_on(f"Accepted: the claim to {claim.provider}.", done=done)
    reason = review_reasons.given(claim.language)
    if not reason:
        return show_claim(Kind.CLAIM, ref, fault="Please choose a reason, or write one.")
    done = _decided(lambda session: decide_claim.refuse(session, claim.id, editor, reason, desk))
    return item.go_on(f"Refused: the claim to {claim.provider}.", done=done)


def speak(ref: str) -> ResponseReturnValue:
    """A new code to say to whoever answers the listed telephone; it is shown this once."""
    claim = claim_of(ref)
    secret = str(current_app.secret_key)
    try:
        with context.writing() as session:
            editor = review_desk.editor()
            code = prove_claim.code_to_speak(session, claim.id, editor, secret)
    except open_claims.DecidedError:
        return review_taking.opened(Kind.CLAIM, ref).go_on("", done=False)
    return show_claim(Kind.CLAIM, ref, code=code)


def document(ref: str) -> Response:
    """What was sent to prove it: taken along, never opened within this site."""
    claim = claim_of(ref)
    kept = keep_document.open_document(context.settings().documents, claim.document)
    if kept is None:
        abort(404)
    name = f"claim-{claim.id}{kept.path.suffix}"
    return upload_fields.download(kept, name)


def show_correction(kind: Kind, ref: str, fault: str = "") -> str:
    report = correction_of(ref)
    listing = _listing(report.provider_id)
    shown = documents.of(listing).get(report.about) if listing else None
    name = documents.subject(report.about).name
    vocabulary = context.vocabulary()
    others = corrections.of_provider(context.session(), report.provider_id)
    return render_template(
        "review/correction.html",
        report=report,
        about=difference_words.label(report.about, vocabulary) if report.about else "",
        now=value_words.lines(name, shown, vocabulary),
        others=[one for one in others if one.about == report.about and one.id != report.id],
        listing=listing,
        answers=name.startswith(f"{documents.SAYS}/"),
        shown=shown or "",
        text=review_mending.text(name, shown),
        fault=fault,
        **review_taking.around(kind, ref, is_open=report.status is CorrectionStatus.OPEN),
    )


def answer(ref: str) -> ResponseReturnValue:
    report, item = correction_of(ref), review_taking.opened(Kind.CORRECTION, ref)
    editor, desk = review_desk.editor(), review_desk.desk()
    if "wrong" in request.form:
        done = _decided(lambda session: answer_correction.find_wrong(session, report.id, editor))
        return item.go_on(f"Closed: what {report.provider} shows is true.", done=done)
    mended = review_mending.mended(report)
    if fault := review_mending.fault(report, mended):
        return show_correction(Kind.CORRECTION, ref, fault=fault)
    done = _decided(
        lambda session: answer_correction.find_right(session, report.id, editor, mended, desk)
    )
    return item.go_on(f"Mended: {report.provider}.", done=done)


def claim_of(ref: str) -> Claim:
    found = claims.by_id(context.session(), int(ref)) if ref.isdecimal() else None
    return found or abort(404)


def correction_of(ref: str) -> Correction:
    found = corrections.by_id(context.session(), int(ref)) if ref.isdecimal() else None
    return found or abort(404)


def _decided(do: Callable[..., object]) -> bool:
    """`do` is handed a writing session."""
    try:
        with context.writing() as session:
            do(session)
    except (
        open_claims.DecidedError,
        answer_correction.AnsweredError,
        ListingGoneError,
    ):
        return False
    return True


def _listing(provider_id: int) -> Listing | None:
    return listings.whole(context.session(), provider_id)
