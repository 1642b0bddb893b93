"""FHIR R4 after Plan-Net, as its own tables of search parameters declare it."""

from collections.abc import Iterator
from datetime import date

from directory.api import fhir_searches as searches
from directory.api.fhir_errors import MEDIA_TYPE
from directory.api.fhir_kinds import TYPES, Parameter
from directory.api.fhir_parameters import tables
from directory.api.fhir_values import LONGEST, MOST_ALTERNATIVES
from directory.api.openapi import fhir_things
from directory.api.openapi.operations import answer, in_path, in_query, reading, refusals
from directory.api.openapi.shapes import TEXT, Schema, one_of, or_empty, read_leniently
from directory.context import Held
from directory.domain.vocabulary import Facet
from directory.exchange.fhir_parts import FHIR_VERSION, PATH, Speaker

TAG: Schema = {
    "name": "FHIR",
    "description": (
        f"FHIR R4 ({FHIR_VERSION}) after the guide Da Vinci PDEX Plan-Net. A parameter that is not "
        "known is left out and named in the answer, or refused with `Prefer: handling=strict`. "
        f"A search has at most {searches.MOST_CONDITIONS} conditions."
    ),
    "externalDocs": {"url": "https://hl7.org/fhir/us/davinci-pdex-plan-net/"},
}
SPEAKER = "Fhir"  # begins the names of its refusals
VALUES = {
    "string": "The beginning of it; `:contains` and `:exact` may follow the name.",
    "token": "`code`, `system|code` or `system|`.",
    "reference": "`17`, `Location/17` or the whole address; the name may be followed by a chain.",
    "date": "Like `2026-11-22` or `ge2026-11-22T08:00:00Z`.",
    "special": "`latitude|longitude|distance|unit`, as `40.7|-89.6|25|mi`.",
}
UNMEASURED = {  # the server's own answer, before anything of the site is asked
    "411": {
        "description": "A body was sent without its length (in chunks).",
        "content": {"text/plain": {"schema": TEXT}},
    }
}
COMPARISON = "(eq|ne|gt|lt|ge|le|sa|eb)"
MONTH = "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])"
WORDS: Schema = {"maxLength": LONGEST, "pattern": "^[^\\u0000]*$"}
FORMS: dict[str, list[Schema]] = {
    "date": [
        {"format": "date"},
        {"format": "date-time"},
        {"pattern": f"^{COMPARISON}?{MONTH})?$"},
        {"pattern": f"^{COMPARISON}{MONTH}-(0[1-9]|1[0-9]|2[0-8]))$"},
    ],
    "special": [{"pattern": r"^-?[0-8]?[0-9]\|-?(1[0-7])?[0-9](\|[0-9]{1,3}(\|(km|m|mi))?)?$"}],
}
WHAT = {
    "HealthcareService": "programs, as healthcare services",
    "Location": "places, and the states that are served online",
    "Organization": "providers, as organizations",
}


def schemas(_held: Held) -> dict[str, Schema]:
    return fhir_things.schemas()


def paths(held: Held) -> dict[str, Schema]:
    speaker = Speaker.at("", held.vocabulary, held.fhir_codes, date.max)
    described = {path: each for kind in TYPES for path, each in _of_type(kind, speaker)}
    return described | {
        f"{PATH}/metadata": {"get": _get("metadata", "What can be asked", "CapabilityStatement")},
        f"{PATH}/CodeSystem/{{name}}": {"get": _code_system()},
    }


def _of_type(kind: str, speaker: Speaker) -> Iterator[tuple[str, Schema]]:
    asked = [_parameter(each) for each in tables(speaker)[kind].values()]
    sent = [*asked, *_around(kind)]
    parameters = [*sent, *_format()]
    summary = f"Search for {WHAT[kind]}"
    body = {
        "type": "object",
        "properties": {each["name"]: each["schema"] for each in sent},
    }
    posted = _searching(f"post_{kind}", f"{summary}: parameters in the body", _format()) | {
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": body}}}
    }
    posted["responses"] |= refusals(413, speaker=SPEAKER) | UNMEASURED
    yield f"{PATH}/{kind}", {"get": _searching(f"search_{kind}", summary, parameters)}
    yield (
        f"{PATH}/{kind}/_search",
        {"get": _searching(f"searched_{kind}", f"{summary}: the same", parameters), "post": posted},
    )
    one = [in_path("id", "As answers have it.", TEXT), *_format()]
    read = _get(f"read_{kind}", f"Read one {kind}", kind, parameters=one)
    read["responses"] |= refusals(404, speaker=SPEAKER)
    yield f"{PATH}/{kind}/{{id}}", {"get": read}


def _searching(name: str, summary: str, parameters: list[Schema]) -> Schema:
    described = _get(name, summary, "Bundle", parameters=parameters)
    described["responses"] |= refusals(400, speaker=SPEAKER)
    return described


def _get(name: str, summary: str, resource: str, parameters: list[Schema] | None = None) -> Schema:
    content = {MEDIA_TYPE: {"schema": fhir_things.of(resource)}}
    return reading(
        f"fhir_{name}",
        summary,
        tag=TAG["name"],
        parameters=_format() if parameters is None else parameters,
        answers={
            "200": answer(f"{resource}.", content),
            **refusals(401, 406, 429, speaker=SPEAKER),
        },
    )


def _code_system() -> Schema:
    name = in_path("name", "A facet.", one_of(facet.value for facet in Facet))
    described = _get(
        "code_system", "Read a facet as a list of codes", "CodeSystem", [name, *_format()]
    )
    described["responses"] |= refusals(404, speaker=SPEAKER)
    return described


def _parameter(parameter: Parameter) -> Schema:
    forms = [TEXT | form for form in FORMS.get(parameter.type, [WORDS])]
    several = f"Commas part alternatives, at most {MOST_ALTERNATIVES}."
    about = f"{VALUES[parameter.type]} {several} {parameter.definition}"
    return in_query(parameter.name, about, {"anyOf": [*forms, TEXT | {"maxLength": 0}]})


def _around(kind: str) -> list[Schema]:
    """What belongs to every search."""
    most = searches.MOST
    count: Schema = {"type": "integer", "minimum": 0, "default": searches.DEFAULT_COUNT}
    ways = (("_include", searches.INCLUDES), ("_revinclude", searches.REVINCLUDES))
    included = [
        in_query(name, "What is answered along with it.", read_leniently(one_of(("*", *of[kind]))))
        for name, of in ways
        if of[kind]
    ]
    return [
        in_query("_count", f"How many on a page, at most {most}. 0 counts alone.", or_empty(count)),
        in_query(
            "_summary",
            "`count` tells how many alone.",
            read_leniently(one_of(searches.SUMMARIES["_summary"])),
        ),
        *included,
    ]


def _format() -> list[Schema]:
    formats = ("json", MEDIA_TYPE, "application/json")
    return [in_query("_format", "JSON, whatever it is called.", or_empty(one_of(formats)))]
