"""Differences of documents in words: what each is about, what was said and what is said then.

Those who keep a listing and editors read the same words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from directory.domain import differences as domain
from directory.domain import documents
from directory.domain.differences import Difference
from directory.domain.documents import Document, Subject
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.web import value_words
from directory.web.value_words import Lines

LABELS: Mapping[str, LazyString] = {
    "name": lazy_gettext("Name"),
    "name2": lazy_gettext("Second line of the name"),
    "description": lazy_gettext("Description"),
    "website": lazy_gettext("Website"),
    "confidential": lazy_gettext("Address kept private"),
    "street": lazy_gettext("Street"),
    "street2": lazy_gettext("Street, second line"),
    "city": lazy_gettext("City"),
    "state": lazy_gettext("State"),
    "zip": lazy_gettext("ZIP code"),
    "phone/main": lazy_gettext("Main phone"),
    "phone/intake": lazy_gettext("Intake line"),
    "phone/hotline": lazy_gettext("Crisis line"),
    "benefits_phone": lazy_gettext("Phone for insurance checks"),
    "office_hours": lazy_gettext("Office hours"),
    "care": lazy_gettext("Level of care"),
    "openings": lazy_gettext("Takes new clients"),
    "wait_days": lazy_gettext("Usual wait"),
    "sessions": lazy_gettext("Sessions"),
    "time_zone": lazy_gettext("Time zone"),
    "hours_a_week": lazy_gettext("Hours a week"),
    "days_a_week": lazy_gettext("Days a week"),
    "weeks": lazy_gettext("Weeks"),
    "entry": lazy_gettext("Getting in"),
    "cost": lazy_gettext("Cost"),
    "copay": lazy_gettext("Co-payment"),
    "states": lazy_gettext("Online for people in"),
}
ORDER = {name: place for place, name in enumerate(LABELS)}
FACETS: Mapping[Facet, LazyString] = {
    Facet.CARE: lazy_gettext("Level of care"),
    Facet.THERAPY: lazy_gettext("Therapy"),
    Facet.MEDICATION: lazy_gettext("Medication"),
    Facet.INSURANCE: lazy_gettext("Ways to pay"),
    Facet.FORMAT: lazy_gettext("In person or online"),
    Facet.WHEN: lazy_gettext("Time of day"),
    Facet.FOR: lazy_gettext("Made for"),
    Facet.SUBSTANCE: lazy_gettext("Treats"),
    Facet.LANGUAGE: lazy_gettext("Language"),
    Facet.SERVICE: lazy_gettext("Other help"),
    Facet.ACCREDITATION: lazy_gettext("Licensed or accredited by"),
    Facet.OWNERSHIP: lazy_gettext("Run by"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One difference. `was` and `became` are lines to read; no line: nothing is said."""

    key: str
    program: str  # its number; empty: the whole site
    part: str  # in words
    about: str
    was: Lines
    became: Lines


def told(
    differences: Iterable[Difference], vocabulary: Vocabulary, document: Document | None = None
) -> list[Told]:
    """The site first, then program by program. `document` names the programs: base or proposal."""
    given = list(differences)
    known = {**(document or {}), **domain.applied({}, given)}
    names = program_names(known | _before(given), vocabulary)
    found = [_one(each, names, vocabulary) for each in given]
    return sorted(found, key=lambda one: (list(names).index(one.program), _place(one.key)))


def parts(found: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    """The site and each program by its name, with what is told of it."""
    by_program = groupby(found, key=lambda one: (one.program, one.part))
    return [(name, list(those)) for (_number, name), those in by_program]


def program_names(document: Document, vocabulary: Vocabulary) -> dict[str, str]:
    """What each program is called, by number, after the site itself."""
    found = {"": _("The whole site")}
    for number, fields in documents.programs(document).items():
        care = vocabulary.get(Facet.CARE, str(fields.get("care", "")))
        given = str(fields.get("name", "")) or (care.label if care else "")
        found[number] = given or _("A program without a level of care")
    return found


def label(key: str, vocabulary: Vocabulary) -> str:
    """What a key of a document is about, without the name of its program."""
    about = documents.subject(key)
    if about.name in LABELS:
        return str(LABELS[about.name])
    if about.name.startswith(f"{documents.PLAN}/"):
        return _plan(about, vocabulary)
    selection = about.selection
    return f"{FACETS[selection.facet]}: {_term(selection, vocabulary)}" if selection else about.name


def _before(given: list[Difference]) -> dict[str, object]:
    """What is said no more, so that a program that goes has a name too."""
    return {each.key: each.was for each in given if each.became is None}


def _one(each: Difference, names: Mapping[str, str], vocabulary: Vocabulary) -> Told:
    about = documents.subject(each.key)
    return Told(
        key=each.key,
        program=about.program,
        part=names.get(about.program, about.program),
        about=label(each.key, vocabulary),
        was=value_words.lines(about.name, each.was, vocabulary),
        became=value_words.lines(about.name, each.became, vocabulary),
    )


def _place(key: str) -> tuple[int, str]:
    name = documents.subject(key).name
    return (ORDER.get(name, len(ORDER)), name)


def _plan(about: Subject, vocabulary: Vocabulary) -> str:
    insurer, _slash, kind = about.name.removeprefix(f"{documents.PLAN}/").partition("/")
    name = _term(Selection(Facet.INSURANCE, insurer), vocabulary)
    return _("Plan: %(insurer)s %(kind)s", insurer=name, kind=kind).strip()


def _term(selection: Selection, vocabulary: Vocabulary) -> str:
    term = vocabulary.terms.get(selection)
    return term.label if term else selection.slug
