"""The vocabulary as HSDS reads it: a taxonomy for each facet, and their terms."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, abort

from directory import context
from directory.api import hsds_asking as asking
from directory.api import hsds_pages as pages
from directory.api.hsds_asking import Asked
from directory.api.hsds_endpoints import ENDPOINTS
from directory.api.problems import speak_problems
from directory.exchange.hsds_objects import Object
from directory.services.list_offerings import InMemory

bp = Blueprint("hsds_taxonomies", __name__, url_prefix="/api/hsds")
speak_problems(bp)


@bp.get("/taxonomies")
def taxonomies() -> Response:
    asked = asking.read(ENDPOINTS["/taxonomies"].parameters)
    return _page(asked, context.held().catalogue.taxonomies.values())


@bp.get("/taxonomies/<id_>")
def taxonomy(id_: str) -> Response:
    return _one(context.held().catalogue.taxonomies, "taxonomy", id_)


@bp.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    asked = asking.read(ENDPOINTS["/taxonomy_terms"].parameters)
    terms = context.held().catalogue.terms.values()
    return _page(asked, [term for term in terms if _fits(term, asked)])


@bp.get("/taxonomy_terms/<id_>")
def taxonomy_term(id_: str) -> Response:
    return _one(context.held().catalogue.terms, "taxonomy_term", id_)


def _page(asked: Asked, found: Iterable[Object]) -> Response:
    words = asked.search.casefold().split()
    items = [each for each in found if _holds(each, words)]
    return pages.answer(asked, InMemory(items), lambda shown: shown)


def _holds(described: Object, words: Iterable[str]) -> bool:
    text = f"{described['name']} {described['description']}".casefold()
    return all(word in text for word in words)


def _fits(term: Object, asked: Asked) -> bool:
    return (
        all(term["taxonomy_id"] == id_ for id_ in asked.taxonomy_id)
        and asked.parent_id in (None, term.get("parent_id"))
        and not (asked.top_only and "parent_id" in term)
    )


def _one(known: Mapping[str, Object], thing: str, id_: str) -> Response:
    found = known.get(id_.lower())
    if found is None:
        abort(404, f"There is no {thing} with the id {id_!r}.")
    return pages.one(found)
