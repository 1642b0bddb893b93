"""What readers say is wrong with a listing, and the answer that it is right as it stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain import documents
from directory.services.stand_by_listing import stand_by_listing
from directory.storage.corrections import Correction
from directory.web import difference_words, keeping, manage_editing
from directory.web.listing_form import steps

MOST_DIGITS = 18  # of a number that the database can hold


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """All that readers said about one thing. `address`: where it is changed."""

    about: str  # in words
    shown: str  # what stood there when the last one said it
    said: list[str]
    reports: list[int]
    address: str


def doubts(reports: Iterable[Correction]) -> list[Doubt]:
    """What is about the same thing stands together."""
    grouped: defaultdict[str, list[Correction]] = defaultdict(list)
    for each in reports:
        grouped[each.about].append(each)
    return [_doubt(about, those) for about, those in grouped.items()]


def stand_by() -> ResponseReturnValue:
    given = request.form.getlist("report")
    named = {int(each) for each in given if each.isdecimal() and len(each) <= MOST_DIGITS}
    with context.writing() as session:
        done = stand_by_listing(session, keeping.standing().id, named, keeping.person().actor)
    if done:
        flash(_("Thank you. It stays as it stands."))
    else:
        flash(_("Nothing to do: this was answered already."))
    return redirect(url_for("manage.listing", slug=keeping.standing().slug), 303)


def _doubt(about: str, reports: list[Correction]) -> Doubt:
    begin = url_for("manage.begin", slug=keeping.standing().slug)
    return Doubt(
        about=_label(about),
        shown=reports[-1].shown,
        said=[each.said for each in reports if each.said],
        reports=[each.id for each in reports],
        address=manage_editing.address(steps.page_of(about)) if about else begin,
    )


def _label(about: str) -> str:
    """With the name of its program, if it has one."""
    if not about:
        return _("Something else")
    label = difference_words.label(about, context.vocabulary())
    number = documents.subject(about).program
    names = difference_words.program_names(documents.of(keeping.listing()), context.vocabulary())
    return f"{names[number]}: {label}" if number and number in names else label
