"""Listings as schema.org describes medical businesses, for the machines that read pages.

Only what is known is said: yes answers, exact coordinates, openings that were said lately. What
nobody reported is left out, for schema.org has no word for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.exchange import jsonld_reaching
from directory.exchange.hsds_languages import CODES
from directory.exchange.jsonld_objects import SCHEMA, Described, openings, told

Offers = dict[Facet, list[Term]]

THERAPIES = (Facet.CARE, Facet.THERAPY, Facet.MEDICATION)
NOT_CLINICAL = frozenset({"recovery-housing", "aftercare"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The page that a listing is described on. `website`: the clinic's own, empty if unusable."""

    url: str
    language: str
    website: str
    today: date


def described(listing: Listing, vocabulary: Vocabulary, shown: Shown) -> Described:
    """The listing as a MedicalClinic, or a MedicalBusiness where nothing clinical is offered."""
    clinical = _is_clinical(listing)
    offers = _offers(listing, vocabulary)
    about = {
        "@context": SCHEMA,
        "@type": "MedicalClinic" if clinical else "MedicalBusiness",
        "@id": f"{shown.url}#listing",
        "name": listing.full_name,
        "disambiguatingDescription": _warning(listing),
        "description": listing.description,
        "url": shown.url,
        "sameAs": shown.website,
        "mainEntityOfPage": _page(listing, shown),
        **jsonld_reaching.reached(listing),
        **_used(listing, vocabulary, offers),
    }
    if clinical:
        about |= _clinic(listing, offers, shown.today)
    return told(about)


def _is_clinical(listing: Listing) -> bool:
    levels = {program.care for program in listing.programs}
    return not levels or bool(levels - NOT_CLINICAL)


def _warning(listing: Listing) -> str:
    """What stands above everything else on the page, too."""
    if listing.demonstration:
        return "A made-up example."
    if listing.gone_since:
        return f"No longer on the list it came from, since {listing.gone_since.isoformat()}."
    return ""


def _page(listing: Listing, shown: Shown) -> Described:
    return told(
        {
            "@type": "WebPage",
            "@id": shown.url,
            "inLanguage": shown.language,
            "lastReviewed": listing.confirmed_on.isoformat() if listing.confirmed_on else "",
        }
    )


def _used(listing: Listing, vocabulary: Vocabulary, offers: Offers) -> Described:
    """How it is paid for, in which languages, and when somebody is there."""
    return {
        "paymentAccepted": ", ".join(term.label for term in offers[Facet.INSURANCE]),
        "knowsLanguage": [CODES.get(term.slug, term.label) for term in offers[Facet.LANGUAGE]],
        "openingHoursSpecification": list(openings(listing.office_hours)),
        "makesOffer": [
            _offer(program, vocabulary) for program in listing.programs if program.sessions
        ],
    }


def _clinic(listing: Listing, offers: Offers, today: date) -> Described:
    return {
        "medicalSpecialty": f"{SCHEMA}/Psychiatric",  # the one that addiction medicine is part of
        "isAcceptingNewPatients": None if listing.gone_since else _accepts(listing.programs, today),
        "availableService": [
            {"@type": "MedicalTherapy", "name": term.label}
            for facet in THERAPIES
            for term in offers[facet]
        ],
    }


def _offers(listing: Listing, vocabulary: Vocabulary) -> Offers:
    """What holds for any of the programs, by facet, in the vocabulary's order."""
    accepted = {
        about
        for program in listing.programs
        for about, answer in listing.answers(program).items()
        if answer is Answer.YES
    }
    offers: Offers = {facet: [] for facet in Facet}
    for about, term in vocabulary.terms.items():
        if about in accepted:
            offers[about.facet].append(term)
    return offers


def _accepts(programs: Iterable[Program], today: date) -> bool | None:
    """Whether any program does; nothing where none said so within the last days."""
    lately = {
        program.openings.answer == "yes" for program in programs if program.openings.hold(today)
    }
    return any(lately) if lately else None


def _offer(program: Program, vocabulary: Vocabulary) -> Described:
    term = vocabulary.terms.get(Selection(Facet.CARE, program.care or ""))
    service = {
        "@type": "Service",
        "name": program.name,
        "serviceType": term.label if term else "",
        "hoursAvailable": list(openings(held.span for held in program.sessions)),
    }
    return {"@type": "Offer", "itemOffered": told(service)}
