"""The Human Services Data Specification, as its own addresses declare it."""

from directory.api.hsds_endpoints import ENDPOINTS, Endpoint
from directory.api.hsds_pages import HEADER, LINES
from directory.api.hsds_parameters import IDENTIFIER, PARAMETERS
from directory.api.openapi import hsds_things
from directory.api.openapi.operations import answer, in_path, in_query, json, reading, refusals
from directory.api.openapi.shapes import TEXT, Schema, listed, or_empty, record, ref
from directory.context import Held
from directory.exchange.hsds import VERSION

TAG: Schema = {
    "name": "HSDS",
    "description": (
        f"The Human Services Data Specification {VERSION} of Open Referral. Fields that are not "
        "known are left out. A parameter that cannot be used is answered with 400."
    ),
    "externalDocs": {"url": "https://docs.openreferral.org/en/latest/hsds/schema_reference.html"},
}
API = "/api/hsds"


def schemas(_held: Held) -> dict[str, Schema]:
    meta = record("What this is.", version=TEXT, profile=TEXT, openapi_url=TEXT)
    pages = {_page_of(each.thing): _page(each.thing) for each in ENDPOINTS.values() if each.paged}
    return {"HsdsApi": meta} | hsds_things.schemas() | pages


def paths(_held: Held) -> dict[str, Schema]:
    described = {f"{API}{path}": {"get": _get(path, each)} for path, each in ENDPOINTS.items()}
    # HSDS has the root with a slash at its end; people forget it.
    forgetful = {"operationId": "hsds_bare", "summary": "The same without the last slash"}
    bare = described[f"{API}/"]["get"] | forgetful
    return described | {API: {"get": bare}}


def _get(path: str, endpoint: Endpoint) -> Schema:
    one = path.endswith("{id}")
    parameters = [_parameter(name) for name in endpoint.parameters]
    return reading(
        _name(path),
        endpoint.summary,
        tag=TAG["name"],
        parameters=[in_path("id", "As answers have it.", IDENTIFIER), *parameters]
        if one
        else parameters,
        answers={
            "200": answer(f"{endpoint.summary}.", _media(endpoint)),
            **({"301": _moved(), **refusals(404)} if one else {}),
            **(refusals(400) if parameters else {}),
        },
    )


def _parameter(name: str) -> Schema:
    parameter = PARAMETERS[name]
    value = or_empty(parameter.schema)
    return in_query(name, parameter.about, listed(value) if parameter.repeated else value)


def _media(endpoint: Endpoint) -> dict[str, Schema]:
    if not endpoint.paged:
        return json(hsds_things.of(endpoint.thing))
    lines = {LINES: {"schema": hsds_things.of(endpoint.thing)}}
    return json(ref(_page_of(endpoint.thing))) | lines


def _page(thing: str) -> Schema:
    return record("", **HEADER, contents=listed(hsds_things.of(thing)))


def _page_of(thing: str) -> str:
    return f"{hsds_things.name_of(thing)}Page"


def _moved() -> Schema:
    return answer("It has another id now; `Location` has the address.", {}, "Location")


def _name(path: str) -> str:
    """Like hsds_service and hsds_services."""
    kind = path.strip("/").removesuffix("/{id}") or "root"
    one = path.endswith("{id}")
    singular = {"taxonomies": "taxonomy"}.get(kind, kind.removesuffix("s"))
    return f"hsds_{singular if one else kind}"
