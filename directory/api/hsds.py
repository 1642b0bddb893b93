"""The directory as HSDS 3.1 reads it. Nothing that is asked here is written down."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.api import hsds_asking as asking
from directory.api import hsds_pages as pages
from directory.api.hsds_asking import Asked
from directory.api.hsds_endpoints import ENDPOINTS
from directory.api.hsds_presenting import Presenting, exchange, own_address
from directory.api.problems import speak_problems
from directory.domain.listings import Listing, Program
from directory.exchange import hsds
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_objects import Object
from directory.services.list_offerings import Listed, list_offerings
from directory.storage import listings, offerings
from directory.storage.offerings import Key, Unit

bp = Blueprint("hsds", __name__, url_prefix="/api/hsds")
speak_problems(bp)

PROFILE = "https://docs.openreferral.org/en/latest/hsds/schema_reference.html"


@bp.get("")
@bp.get("/")
def root() -> Object:
    return {
        "version": hsds.VERSION,
        "profile": PROFILE,
        "openapi_url": own_address() + url_for("openapi.show"),
    }


@bp.get("/services")
def services() -> Response:
    asked = _asked("/services")
    return pages.answer(asked, _found(asked, Unit.PROGRAM), Presenting(asked).services)


@bp.get("/services/<id_>")
def service(id_: str) -> ResponseReturnValue:
    number = context.held().identifiers.service(context.session(), id_)
    listing, program = _offered(number) or _missing("service", id_)
    current = ids.service(listing.slug, program.id)
    if current != id_.lower():
        return _moved(".service", current)
    return pages.one(exchange().of(listing).service(program))


@bp.get("/service_at_locations")
def services_at_locations() -> Response:
    asked = _asked("/service_at_locations")
    present = Presenting(asked).services_at_locations
    return pages.answer(asked, _found(asked, Unit.PROGRAM), present)


@bp.get("/service_at_locations/<id_>")
def service_at_location(id_: str) -> ResponseReturnValue:
    number = context.held().identifiers.service_at_location(context.session(), id_)
    listing, program = _offered(number) or _missing("service_at_location", id_)
    current = ids.service_at_location(listing.slug, program.id)
    if current != id_.lower():
        return _moved(".service_at_location", current)
    return pages.one(exchange().of(listing).service_at_location(program))


@bp.get("/organizations")
def organizations() -> Response:
    asked = _asked("/organizations")
    return pages.answer(asked, _found(asked, Unit.SITE), Presenting(asked).organizations)


@bp.get("/organizations/<id_>")
def organization(id_: str) -> ResponseReturnValue:
    asked = replace(_asked("/organizations/{id}"), full=True)
    number = context.held().identifiers.site(context.session(), id_)
    listing = _listing(number) or _missing("organization", id_)
    current = ids.organization(listing.slug)
    if current != id_.lower():
        return _moved(".organization", current)
    return pages.one(Presenting(asked).organization(listing))


def _asked(path: str) -> Asked:
    return asking.read(ENDPOINTS[path].parameters)


def _found(asked: Asked, unit: Unit) -> Listed[Key]:
    today = datetime.now(UTC).date()
    question = asking.question(asked)
    return list_offerings(context.session(), context.engine(), question, unit, today)


def _listing(number: int | None) -> Listing | None:
    found = listings.by_ids(context.session(), [number]) if number is not None else []
    return next(iter(found), None)


def _offered(program_id: int | None) -> tuple[Listing, Program] | None:
    if program_id is None:
        return None
    listing = _listing(offerings.site_of(context.session(), program_id))
    offered = listing.programs if listing else ()
    return next(((listing, each) for each in offered if listing and each.id == program_id), None)


def _missing(thing: str, id_: str) -> NoReturn:
    abort(404, f"There is no {thing} with the id {id_!r}.")


def _moved(endpoint: str, current: str) -> ResponseReturnValue:
    """Its site was known by another name when the id was given."""
    return redirect(url_for(endpoint, id_=current), code=301)
