"""The site's own JSON, and what tells of it."""

from directory.api.openapi import (
    native_listings,
    native_searches,
    search_parameters,
    vocabulary_shapes,
)
from directory.api.openapi.operations import answer, in_path, json, reading, refusals
from directory.api.openapi.shapes import TEXT, Schema, ref
from directory.context import Held

TAG: Schema = {
    "name": "Search",
    "description": "The same parameters and the same answers as the pages of this site.",
}
LENIENT = (
    "Entries of one facet are alternatives; different facets must all hold, for one and the same "
    "program. Unknown parameters and values are left out and named in `ignored`."
)
SENTENCE = {
    "query": "evening IOP near Peoria, IL, no 12-step",
    "place": {"city": "Peoria", "state": "IL"},
    "radius_miles": None,
    "place_choices": [],
    "include": {"care": ["intensive-outpatient"], "when": ["evening"]},
    "exclude": {"therapy": ["12-step"]},
    "text": "",
    "corrections": [],
    "spans": [{"start": 0, "end": 7, "facet": "when", "slug": "evening"}],
    "wants_place": False,
}


def schemas(held: Held) -> dict[str, Schema]:
    return {
        **vocabulary_shapes.schemas(held.vocabulary),
        **native_searches.schemas(),
        **native_listings.schemas(),
    }


def paths(_held: Held) -> dict[str, Schema]:
    return {
        "/api/search": {"get": _search()},
        "/api/explain": {"get": _explain()},
        "/api/providers/{slug}": {"get": _provider()},
        "/api/openapi.json": {"get": _document()},
        "/api/docs": {"get": _page()},
    }


def _search() -> Schema:
    first = {"operationId": "provider", "parameters": {"slug": "$response.body#/results/0/slug"}}
    page = answer("A page of sites.", json(ref("SearchAnswer"))) | {"links": {"first": first}}
    return reading(
        "search",
        "Find programs",
        tag=TAG["name"],
        description=LENIENT,
        parameters=search_parameters.parameters(),
        answers={"200": page},
    )


def _explain() -> Schema:
    return reading(
        "explain",
        "Say how a sentence is understood",
        tag=TAG["name"],
        parameters=[search_parameters.sentence(), search_parameters.exact()],
        answers={"200": answer("The sentence as filters.", json(ref("Understood"), SENTENCE))},
    )


def _provider() -> Schema:
    moved = answer("The site has another slug now; `Location` has the address.", {}, "Location")
    return reading(
        "provider",
        "Read all about one site",
        tag=TAG["name"],
        parameters=[in_path("slug", "As a search names it.", TEXT)],
        answers={
            "200": answer("The site.", json(ref("Provider"))),
            "301": moved,
            **refusals(404, 410),
        },
    )


def _document() -> Schema:
    about = answer("An OpenAPI 3.1 document.", json({"type": "object"}), "ETag")
    unchanged = {"description": "The document is what `If-None-Match` names."}
    return reading(
        "openapi",
        "Read this description",
        tag=TAG["name"],
        answers={"200": about, "304": unchanged},
    )


def _page() -> Schema:
    page = {"description": "A page.", "content": {"text/html": {"schema": TEXT}}}
    return reading(
        "docs", "Read this description as a page", tag=TAG["name"], answers={"200": page}
    )
