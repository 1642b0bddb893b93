"""The directory as FHIR R4 reads it, after Da Vinci PDEX Plan-Net. No question is written down."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import MethodNotAllowed

from directory import context
from directory.api import fhir_answers as answers
from directory.api import fhir_finding as finding
from directory.api import fhir_searches as searches
from directory.api.fhir_answers import Match
from directory.api.fhir_errors import BadParameterError, answer, refuse_format, speak_outcomes
from directory.api.fhir_kinds import LOCATION, SERVICE, TYPES, Parameter
from directory.api.fhir_parameters import tables
from directory.api.fhir_values import number
from directory.api.hsds_presenting import own_address
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet
from directory.exchange import fhir_capabilities as capabilities
from directory.exchange import fhir_places as places
from directory.exchange.fhir_capabilities import Searched, Served
from directory.exchange.fhir_parts import PATH, Resource, Speaker
from directory.storage import listings, offerings

bp = Blueprint("fhir", __name__, url_prefix=PATH)
speak_outcomes(bp)

JSON_TYPES = ("application/fhir+json", "application/json", "text/json")
JSON_NAMES = ("json", *JSON_TYPES, "application/json+fhir")
MOST_SENT = 200_000  # bytes of a search, which is held in memory whole
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANY_TYPE = f"<any({', '.join(TYPES)}):kind>"


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Let searches be posted, which changes nothing and so needs no token of a form."""
    state.app.extensions["csrf"].exempt(bp)


@bp.before_request
def agree_on_format() -> None:
    """The address decides before the header, as FHIR has it."""
    named = request.args.get("_format", "").replace(" ", "+").split(";")[0]
    if named and named not in JSON_NAMES:
        refuse_format(named)
    if not named and request.accept_mimetypes and not _accepts_json():
        refuse_format(request.headers["Accept"])


@bp.get("/metadata")
def metadata() -> Response:
    speaker = _speaker()
    served = [_served(kind, table) for kind, table in tables(speaker).items()]
    return answer(capabilities.statement(served, speaker, context.settings().site_name))


@bp.get(f"/{ANY_TYPE}/<id_>")
def read(kind: str, id_: str) -> Response:
    resource = _area(id_) if kind == LOCATION else None
    resource = resource or next(iter(_read(kind, number(id_))), None)
    if resource is None:
        abort(404, f"There is no {kind} with the id {id_[:64]!r}.")
    return answer(resource)


@bp.get(f"/{ANY_TYPE}")
def search(kind: str) -> Response:
    return _search(kind, request.args.items(multi=True))


@bp.get(f"/{ANY_TYPE}/_search", endpoint="searched")
@bp.post(f"/{ANY_TYPE}/_search")
def posted_search(kind: str) -> Response:
    """The same search, its parameters in the body."""
    request.max_content_length = MOST_SENT
    return _search(kind, [*request.args.items(multi=True), *request.form.items(multi=True)])


@bp.get("/CodeSystem/<name>")
def code_system(name: str) -> Response:
    facet = next((each for each in Facet if each.value == name), None)
    if facet is None:
        abort(404, f"There is no CodeSystem with the id {name[:64]!r}.")
    return answer(capabilities.code_system(facet, _speaker()))


@bp.route("", methods=EVERY_METHOD)
@bp.route("/", methods=EVERY_METHOD)
@bp.route("/<path:rest>", methods=EVERY_METHOD)
def elsewhere(rest: str = "") -> Response:
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(
            _allowed(rest), "This directory can be read and searched here, not changed."
        )
    abort(
        404, f"There is nothing at /api/fhir/{rest[:200]}; /api/fhir/metadata says what there is."
    )


def _allowed(rest: str) -> list[str]:
    posted = rest.removesuffix("/_search") in TYPES and rest.endswith("/_search")
    return ["GET", "HEAD", "OPTIONS", *["POST"] * posted]


def _search(kind: str, pairs: Iterable[tuple[str, str]]) -> Response:
    speaker = _speaker()
    asked = searches.read(kind, pairs, tables(speaker))
    if asked.ignored and "handling=strict" in request.headers.get("Prefer", ""):
        raise BadParameterError(f"Not supported here: {', '.join(asked.ignored)[:500]}.")
    return answer(answers.bundle(asked, speaker))


def _read(kind: str, id_: int) -> Iterable[Resource]:
    listing = _listing(kind, id_)
    if listing is None:
        return ()
    programs = [each for each in listing.programs if kind != SERVICE or each.id == id_]
    return answers.MATCHING[kind](Match(listing, programs), _speaker())


def _listing(kind: str, id_: int) -> Listing | None:
    site = offerings.site_of(context.session(), id_) if kind == SERVICE else id_
    return next(iter(listings.by_ids(context.session(), [site or 0])), None)


def _area(id_: str) -> Resource | None:
    found = next((one for one in finding.areas() if one.id == id_), None)
    return places.area(found.state, finding.titles()) if found else None


def _served(kind: str, table: Mapping[str, Parameter]) -> Served:
    return Served(
        type=kind,
        parameters=[
            Searched(name=one.name, type=one.type, definition=one.definition)
            for one in table.values()
        ],
        includes=searches.INCLUDES[kind],
        revincludes=searches.REVINCLUDES[kind],
    )


def _accepts_json() -> bool:
    return any(request.accept_mimetypes.quality(each) > 0 for each in JSON_TYPES)


def _speaker() -> Speaker:
    held = context.held()
    return Speaker.at(own_address(), held.vocabulary, held.fhir_codes, datetime.now(UTC).date())
