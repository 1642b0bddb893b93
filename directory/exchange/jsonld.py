"""Listings as schema.org describes medical businesses, for the machines that read pages.

Only what is known is said: yes answers, exact coordinates, openings that were said lately. What
nobody reported is left out, for schema.org has no word for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.domain import hours
from directory.domain.facts import Answer
from directory.domain.freshness import Freshness, freshness
from directory.domain.listings import Address, Listing, Phone, Program
from directory.domain.places import Precision
from directory.domain.schedule import MIDNIGHT, Span
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.exchange.hsds_languages import CODES

Described = dict[str, Any]
Offers = dict[Facet, list[Term]]

SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THERAPIES = (Facet.CARE, Facet.THERAPY, Facet.MEDICATION)
NOT_CLINICAL = frozenset({"recovery-housing", "aftercare"})
LAST_MINUTE = "23:59"  # how schema.org ends a day that has no end


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
        **_reached(listing),
        **_used(listing, vocabulary, offers),
    }
    if clinical:
        about |= _clinic(listing, offers, shown.today)
    return _told(about)


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
    return _told(
        {
            "@type": "WebPage",
            "@id": shown.url,
            "inLanguage": shown.language,
            "lastReviewed": listing.confirmed_on.isoformat() if listing.confirmed_on else "",
        }
    )


def _reached(listing: Listing) -> Described:
    """Where it is and whom to call."""
    address = listing.address.public
    return {
        "address": _address(address),
        "geo": _point(address),
        "areaServed": [
            {"@type": "State", "name": state}
            for state in sorted({each for own in listing.programs for each in own.states_served})
        ],
        "telephone": _first(listing.phones),
        "contactPoint": [_contact(phone.kind, phone.number) for phone in listing.phones]
        + ([_contact("insurance", listing.benefits_phone)] if listing.benefits_phone else []),
    }


def _used(listing: Listing, vocabulary: Vocabulary, offers: Offers) -> Described:
    """How it is paid for, in which languages, and when somebody is there."""
    return {
        "paymentAccepted": ", ".join(term.label for term in offers[Facet.INSURANCE]),
        "knowsLanguage": [CODES.get(term.slug, term.label) for term in offers[Facet.LANGUAGE]],
        "openingHoursSpecification": list(_openings(listing.office_hours)),
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


def _address(address: Address) -> Described:
    street = ", ".join(filter(None, (address.street, address.street2)))
    return _told(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": address.city,
            "addressRegion": address.state,
            "postalCode": address.zip,
            "addressCountry": "US",
        }
    )


def _point(address: Address) -> Described:
    """Nothing where it is the middle of a ZIP code: schema.org cannot mark a guess."""
    if address.point is None or address.precision is not Precision.EXACT:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": address.point.latitude,
        "longitude": address.point.longitude,
    }


def _first(phones: Sequence[Phone]) -> str:
    main = [phone.number for phone in phones if phone.kind == "main"]
    return _dialled((main or [phone.number for phone in phones] or [""])[0])


def _contact(kind: str, number: str) -> Described:
    return {"@type": "ContactPoint", "contactType": kind, "telephone": _dialled(number)}


def _dialled(number: str) -> str:
    return number.replace(";ext=", " ext. ")


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
    """Whether any program does; nothing where none said so within the last months."""
    lately = {
        program.openings.answer == "yes"
        for program in programs
        if program.openings.answer
        and freshness(program.openings.reported_on, today) is Freshness.FRESH
    }
    return any(lately) if lately else None


def _offer(program: Program, vocabulary: Vocabulary) -> Described:
    term = vocabulary.terms.get(Selection(Facet.CARE, program.care or ""))
    service = {
        "@type": "Service",
        "name": program.name,
        "serviceType": term.label if term else "",
        "hoursAvailable": list(_openings(held.span for held in program.sessions)),
    }
    return {"@type": "Offer", "itemOffered": _told(service)}


def _openings(spans: Iterable[Span]) -> Iterator[Described]:
    for days in hours.by_days(set(spans)):
        for span in days.spans:
            yield {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [f"{SCHEMA}/{DAYS[day]}" for day in days.weekdays],
                "opens": _clock(span.start),
                "closes": LAST_MINUTE if span.end == MIDNIGHT else _clock(span.end),
            }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _told(about: Described) -> Described:
    """Leave out what says nothing."""
    return {name: value for name, value in about.items() if value not in ("", None, [], {})}
