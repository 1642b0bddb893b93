"""What to ask a program on the phone: what its listing does not say comes first."""

from dataclasses import dataclass
from itertools import chain

from flask_babel import lazy_gettext

from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet
from directory.web import ages


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`name` is what the answer is about; the template says under it what is reported."""

    name: str
    text: str
    is_reported: bool
    is_current: bool  # what is reported still counts


TEXTS = {
    "openings": lazy_gettext("Do you take new clients now? How long is the wait?"),
    "care": lazy_gettext("Which level of care is it, and how many hours a week?"),
    "sessions": lazy_gettext("On which days and at what times are the sessions?"),
    "medication": lazy_gettext("Can I stay on my medication? Which ones do you prescribe?"),
    "insurance": lazy_gettext("Do you take my insurance? Are you in network for my plan?"),
    "cost": lazy_gettext("What will I pay? Do you offer lower prices or payment by parts?"),
    "entry": lazy_gettext("What is the first step, and what do I bring?"),
    "groups": lazy_gettext("Who leads the groups? Are they licensed?"),
}


def questions(listing: Listing) -> list[Question]:
    """All of them, those that the listing leaves open first."""
    asked = [
        Question(
            name=name,
            text=str(text),
            is_reported=_is_reported(name, listing),
            is_current=_is_current(name, listing),
        )
        for name, text in TEXTS.items()
    ]
    return sorted(asked, key=lambda question: question.is_reported)


def _is_reported(name: str, listing: Listing) -> bool:
    match name:
        case "medication":
            return _speaks_of(listing, Facet.MEDICATION)
        case "insurance":
            return bool(listing.plans) or _speaks_of(listing, Facet.INSURANCE)
    return any(_tells(name, program) for program in listing.programs)


def _is_current(name: str, listing: Listing) -> bool:
    return name != "openings" or any(ages.hold(each.openings) for each in listing.programs)


def _tells(name: str, program: Program) -> bool:
    told: dict[str, object] = {
        "openings": program.openings.answer,
        "care": program.care and program.hours_a_week,
        "sessions": program.sessions,
        "cost": program.cost,
        "entry": program.entry,
    }
    return bool(told.get(name))


def _speaks_of(listing: Listing, facet: Facet) -> bool:
    programs = chain.from_iterable(each.statements for each in listing.programs)
    return any(said.about.facet is facet for said in (*listing.statements, *programs))
