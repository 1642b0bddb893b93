"""Anybody says that one thing in a listing is wrong: no account, and nothing kept of who."""

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from directory import context
from directory.domain import differences, documents
from directory.domain.documents import Document
from directory.domain.listings import Listing
from directory.exchange import plain_text, websites
from directory.services import report_correction
from directory.services.report_correction import Post, Report, TooManyReportsError
from directory.storage import corrections, listings
from directory.web import difference_words, formats, forms, visitor
from directory.web.difference_words import Told
from directory.web.forms import GuardedForm, lazy_gettext

bp = Blueprint("correct", __name__, url_prefix="/correct")
forms.check_beside(bp)

LONGEST = 500  # letters
OTHER = "other"  # what no key of a document is about
PRIVATE = ("street", "street2", "zip")


class CorrectionForm(GuardedForm):
    goes_to_editors = True

    about = SelectField(
        lazy_gettext("What is wrong?"),
        validators=[InputRequired(lazy_gettext("Choose what is wrong."))],
    )
    said = TextAreaField(
        lazy_gettext("What is right?"),
        validators=[
            Length(max=LONGEST, message=lazy_gettext("Please write at most 500 letters here."))
        ],
    )


@bp.route("/<slug>", methods=["GET", "POST"])
def ask(slug: str) -> ResponseReturnValue:
    listing = _listing(slug)
    document = _public(listing)
    form = CorrectionForm(about=request.args.get("about", ""))
    form.about.choices = dict(_choices(document))
    if form.validate_on_submit() and _reported(form, listing, document):
        return redirect(url_for("correct.thanks", slug=slug), 303)
    return render_template("correct/ask.html", form=form, listing=listing)


@bp.get("/<slug>/thanks")
def thanks(slug: str) -> str:
    return render_template("correct/thanks.html", listing=_listing(slug))


def words(listing: Listing, about: str, language: str) -> tuple[str, str]:
    """What a key is about and what stands there, in a language."""
    with context.speaking(language):
        told = next((one for one in _told(_public(listing)) if one.key == about), None)
        if told is None:
            return _("Something else"), _("See what the reader says.")
        return ": ".join(filter(None, (told.part if told.program else "", told.about))), _line(told)


def disputed(listing: Listing) -> list[str]:
    """What several readers said is wrong, in words."""
    keys = corrections.disputed(context.session(), listing.id)
    return [words(listing, key, context.language())[0] for key in keys]


def _listing(slug: str) -> Listing:
    listing = listings.by_slug(context.session(), slug) if slug.isprintable() else None
    if listing is None or listing.demonstration:
        abort(404)
    return listing


def _public(listing: Listing) -> Document:
    """What readers see of it: of a private address, only the town."""
    hidden = PRIVATE if listing.address.confidential else ()
    return {key: value for key, value in documents.of(listing).items() if key not in hidden}


def _told(document: Document) -> list[Told]:
    shown = differences.between({}, document)
    return difference_words.told(shown, context.vocabulary(), document)


def _choices(document: Document) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By part of the listing, as a select groups them."""
    yield "", [("", _("Choose one"))]
    for part, those in difference_words.parts(_told(document)):
        yield part, [(one.key, f"{one.about}: {_line(one)}") for one in those]
    yield _("Not in this list"), [(OTHER, _("Something else, or something is missing"))]


def _line(told: Told) -> str:
    return "; ".join(told.became)


def _said(about: str, written: str) -> str:
    """Without links: an address alone is what is asked for of a website, and no text beside it."""
    alone = written.strip()
    if about == "website" and alone and websites.fault(alone) is None:
        return alone
    return plain_text.plain(written).text


def _reported(form: CorrectionForm, listing: Listing, document: Document) -> bool:
    about = form.about.data if form.about.data in document else ""
    report = Report(
        listing=listing,
        about=about,
        shown=words(listing, about, "en")[1] if about else "",
        said=_said(about, form.said.data or ""),
        who=visitor.here(),
    )
    post = Post(
        letterbox=context.letterbox(),
        told=lambda spoken: words(listing, about, spoken),
        manage_link=formats.outside(f"/manage/{listing.slug}"),
    )
    try:
        with context.writing() as session:
            report_correction.report(session, report, post)
    except TooManyReportsError as error:
        hours = max(1, round(cast(int, error.args[0]) / 3600))
        form.refuse(
            _(
                "Many reports came from your connection. Please try again in %(hours)d hours.",
                hours=hours,
            )
        )
        return False
    return True
