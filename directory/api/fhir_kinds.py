"""Kinds of search parameters, and what tells one from another."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.api import fhir_questions as ask
from directory.api.fhir_questions import Ask
from directory.api.fhir_values import Token
from directory.exchange.fhir_parts import PLAN_NET
from directory.storage.question_texts import How, Part
from directory.storage.questions import Question

SERVICE, LOCATION, ORGANIZATION = "HealthcareService", "Location", "Organization"
TYPES = (SERVICE, LOCATION, ORGANIZATION)
NEAR = "near"
ADDRESS = {
    "address": tuple(Part),
    "address-city": (Part.CITY,),
    "address-state": (Part.STATE,),
    "address-postalcode": (Part.ZIP,),
}
STANDARD = "http://hl7.org/fhir/SearchParameter"
PLAN_NETS_OWN = {
    SERVICE: {
        "name",
        "location",
        "organization",
        "coverage-area",
        "service-category",
        "service-type",
        "specialty",
    },
    LOCATION: {"organization", "type", *ADDRESS},
    ORGANIZATION: {"name", "address", "type"},
}


@dataclass(frozen=True, slots=True)
class Area:
    """A state that online programs serve, as a location."""

    id: str
    state: str
    name: str


IsArea = Callable[[Area, str], bool]  # given a value, still escaped


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """`target`: the type that a reference leads to, whose parameters may be chained behind it."""

    name: str
    type: str
    definition: str
    ask: Ask
    fits_area: IsArea | None = None  # None: no area has such a thing
    target: str = ""


def text(
    kind: str, name: str, to: Callable[[str, How], Question], fits_area: IsArea | None = None
) -> Parameter:
    return Parameter(
        name=name,
        type="string",
        definition=definition(kind, name),
        ask=ask.by_text(to),
        fits_area=fits_area,
    )


def token(kind: str, name: str, to: Callable[[Token], Question]) -> Parameter:
    return Parameter(
        name=name, type="token", definition=definition(kind, name), ask=ask.by_token(to)
    )


def definition(kind: str, name: str) -> str:
    if name in PLAN_NETS_OWN[kind]:
        return f"{PLAN_NET}/SearchParameter/{kind.lower()}-{name}"
    return f"{STANDARD}/{kind}-{name}"
