"""The map beside the results: where the sites lie, and the borders they are drawn on."""

import gzip
import re
from dataclasses import asdict
from math import isfinite
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask.blueprints import BlueprintSetupState

from directory import context
from directory.domain.places import Box, Place, Precision
from directory.services.draw_outlines import EDITION
from directory.services.map_results import Group, Pin, map_results
from directory.web import formats

bp = Blueprint("maps", __name__)

A_MONTH = 30 * 24 * 3600  # seconds: borders move rarely, and then the edition does
NAME = re.compile(r"[0-9]+/(country|-?[0-9]+_-?[0-9]+)")
NOTHING = gzip.compress(b"{}", mtime=0)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(outlines_edition=EDITION)


@bp.get("/search/map")
def results() -> Response:
    """Take what `/search` takes, and `box=south,west,north,east`: the part that is looked at.

    `pins` are the results of the page, by number and in order; `groups` are all others in the box,
    near ones together, so that there are never more than about two hundred.
    """
    asked = context.asker().ask(
        (name, value) for name, value in request.args.items(multi=True) if name != "box"
    )
    if asked.place_is_open:
        abort(404)
    box = _box(request.args.get("box", ""))
    found = map_results(
        context.session(), context.engine(), asked.criteria, today=formats.today(), box=box
    )
    return jsonify(
        total=found.total,
        first=found.first,
        box=list(asdict(found.box).values()),
        pins=[_pin(pin) for pin in found.pins],
        nowhere=found.nowhere,
        place=_place(asked.criteria.place),
        groups=[_group(group) for group in found.groups],
    )


@bp.get("/map/<edition>/<name>.json")
def outlines(edition: str, name: str) -> Response:
    """Lines in steps of a degree; a part of the map without any is empty."""
    packed = _content(f"{edition}/{name}")
    takes_packed = request.accept_encodings["gzip"] > 0
    response = Response(
        packed if takes_packed else gzip.decompress(packed), mimetype="application/json"
    )
    if takes_packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.max_age = A_MONTH if packed is not NOTHING else 0
    return response


def _content(name: str) -> bytes:
    if not NAME.fullmatch(name):
        return NOTHING
    try:
        return (context.settings().outlines / f"{name}.json.gz").read_bytes()
    except OSError:
        return NOTHING


def _box(written: str) -> Box | None:
    """The part of the map; None where it is not four sensible numbers."""
    try:
        south, west, north, east = map(float, written.split(","))
    except ValueError:
        return None
    sensible = all(map(isfinite, (south, west, north, east))) and south < north and west < east
    return Box(south, west, north, east) if sensible else None


def _place(place: Place | None) -> dict[str, Any] | None:
    """What was searched around; None where it has borders instead of a middle."""
    if place is None or place.point is None:
        return None
    return {"name": place.label, "point": [place.point.latitude, place.point.longitude]}


def _pin(pin: Pin) -> dict[str, Any]:
    return {
        "number": pin.number,
        "slug": pin.slug,
        "name": pin.name,
        "point": [pin.point.latitude, pin.point.longitude],
        "approximate": pin.precision is not Precision.EXACT,
    }


def _group(group: Group) -> dict[str, Any]:
    said: dict[str, Any] = {"point": [group.point.latitude, group.point.longitude]}
    said["sites"] = group.sites
    if group.alone is not None:
        said["name"] = group.alone.name
        said["url"] = url_for("providers.show", slug=group.alone.slug)
        said["approximate"] = group.alone.precision is not Precision.EXACT
    return said
