"""The search parameters that Plan-Net asks for, and what each asks of the database."""

from collections.abc import Callable, Mapping

from directory.api import fhir_kinds as kinds
from directory.api import fhir_questions as ask
from directory.api import fhir_values as values
from directory.api.fhir_kinds import (
    ADDRESS,
    LOCATION,
    NEAR,
    ORGANIZATION,
    SERVICE,
    STANDARD,
    Parameter,
)
from directory.api.fhir_values import Token
from directory.domain.codings import Coding
from directory.domain.vocabulary import Facet
from directory.exchange import fhir_parts as parts
from directory.exchange.fhir_parts import Speaker
from directory.storage.question_texts import How, Named, Placed, Titled
from directory.storage.questions import (
    Always,
    AnyOf,
    ProgramIds,
    Question,
    Runs,
    Serves,
    SiteIds,
)

Table = Mapping[str, Parameter]


def tables(speaker: Speaker) -> Mapping[str, Table]:
    """By type of resource, then by name."""
    made = {
        SERVICE: [_id(SERVICE), _changed(), *_of_service(speaker)],
        LOCATION: [_id(LOCATION), _changed(), *_of_location(speaker)],
        ORGANIZATION: [_id(ORGANIZATION), _changed(), *_of_organization()],
    }
    return {kind: {one.name: one for one in some} for kind, some in made.items()}


def _id(kind: str) -> Parameter:
    ids = ProgramIds if kind == SERVICE else SiteIds
    return Parameter(
        name="_id",
        type="token",
        definition=f"{STANDARD}/Resource-id",
        ask=ask.by_token(lambda token: ids([values.number(token.code)])),
        fits_area=lambda area, written: values.token(written).code == area.id,
    )


def _changed() -> Parameter:
    definition = f"{STANDARD}/Resource-lastUpdated"
    return Parameter(name="_lastUpdated", type="date", definition=definition, ask=ask.by_change)


def _of_service(speaker: Speaker) -> list[Parameter]:
    care = speaker.vocabulary.of_facet(Facet.CARE)
    ours = [Coding(code=one.slug, display="", care=frozenset({one.slug})) for one in care]
    by_type = ask.of_codings(parts.SERVICE_TYPES, speaker.codes.service_types)
    by_level = ask.of_codings(speaker.system(Facet.CARE), ours)
    by_specialty = ask.of_codings(parts.NUCC, speaker.codes.specialties)
    return [
        kinds.text(SERVICE, "name", lambda text, how: Titled(text, speaker.levels, how)),
        _site(SERVICE, "location", LOCATION, speaker),
        _site(SERVICE, "organization", ORGANIZATION, speaker),
        _coverage(speaker),
        kinds.token(SERVICE, "service-category", _always(parts.CATEGORIES, parts.BEHAVIORAL)),
        kinds.token(
            SERVICE, "service-type", lambda token: AnyOf((by_type(token), by_level(token)))
        ),
        kinds.token(SERVICE, "specialty", by_specialty),
    ]


def _of_location(speaker: Speaker) -> list[Parameter]:
    places = speaker.codes.places
    return [
        *_of_place(LOCATION),
        _site(LOCATION, "organization", ORGANIZATION, speaker),
        kinds.token(LOCATION, "type", lambda token: _runs(token, places)),
        Parameter(
            name=NEAR,
            type="special",
            definition=kinds.definition(LOCATION, NEAR),
            ask=lambda _written, _modifier: Always(holds=True),  # distances are no question for SQL
        ),
    ]


def _of_organization() -> list[Parameter]:
    fits = _always(parts.ORGANIZATION_TYPES, parts.FACILITY)
    return [*_of_place(ORGANIZATION), kinds.token(ORGANIZATION, "type", fits)]


def _of_place(kind: str) -> list[Parameter]:
    return [
        kinds.text(kind, "name", Named, lambda area, text: _begins(area.name, text)),
        kinds.text(
            kind, "address", _placed("address"), lambda area, text: _begins(area.state, text)
        ),
        kinds.text(kind, "address-city", _placed("address-city")),
        kinds.text(
            kind,
            "address-state",
            _placed("address-state"),
            lambda area, text: _begins(area.state, text),
        ),
        kinds.text(kind, "address-postalcode", _placed("address-postalcode")),
    ]


def _placed(name: str) -> Callable[[str, How], Question]:
    return lambda text, how: Placed(ADDRESS[name], text, how)


def _begins(whole: str, written: str) -> bool:
    return whole.casefold().startswith(values.text(written).casefold())


def _site(kind: str, name: str, target: str, speaker: Speaker) -> Parameter:
    """A reference to the one site that a program, a location or an organization is of."""
    return Parameter(
        name=name,
        type="reference",
        definition=kinds.definition(kind, name),
        ask=ask.by_reference(target, speaker.base, lambda id_: SiteIds([values.number(id_)])),
        target=target,
    )


def _coverage(speaker: Speaker) -> Parameter:
    name = "coverage-area"
    serves = ask.by_reference(
        LOCATION, speaker.base, lambda id_: Serves([id_.removeprefix(parts.AREA)])
    )
    return Parameter(
        name=name, type="reference", definition=kinds.definition(SERVICE, name), ask=serves
    )


def _always(system: str, coding: Coding) -> Callable[[Token], Question]:
    """All have the one code."""
    return lambda token: Always(token.means(system, coding.code))


def _runs(token: Token, places: tuple[Coding, ...]) -> Question:
    levels = (one.care for one in places if token.means(parts.PLACES, one.code))
    return Runs(frozenset().union(*levels))
