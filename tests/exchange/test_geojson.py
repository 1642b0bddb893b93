"""Sites on a map, after RFC 7946."""

import io
import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from directory.domain.listings import Listing
from directory.domain.places import Point, Precision
from directory.exchange import geojson
from tests.exchange.own import DIRECTORIES
from tests.factories import PEORIA, listing, said


def collection(*listings: Listing) -> dict[str, Any]:
    target = io.BytesIO()
    geojson.write(listings, target)
    written: dict[str, Any] = json.loads(target.getvalue())
    return written


def feature(site: Listing) -> dict[str, Any]:
    (only,) = collection(site)["features"]
    assert isinstance(only, dict)
    return only


def test_a_place_is_a_point_east_before_north() -> None:
    site = listing(address=replace(PEORIA, precision=Precision.EXACT))

    place = feature(site)

    assert place["geometry"] == {"type": "Point", "coordinates": [-89.589, 40.6936]}
    assert place["id"] == site.slug
    assert place["properties"]["approximate"] is False


def test_the_middle_of_a_zip_code_is_marked() -> None:
    told = feature(listing())["properties"]

    assert (told["approximate"], told["coordinates"]) == (True, "zip")


def test_a_confidential_place_has_no_geometry() -> None:
    place = feature(listing(address=replace(PEORIA, confidential=True)))

    assert place["geometry"] is None
    assert place["properties"]["city"] == "Peoria"
    assert "Main Street" not in json.dumps(place)
    assert "61602" not in json.dumps(place)


def test_yes_and_no_are_kept_apart_and_sources_are_named() -> None:
    told = feature(listing(statements=(said("therapy", "cbt"),)))["properties"]

    assert told["yes"]["therapy"] == ["cbt"]
    assert told["no"] == {}
    assert told["sources"] == ["county-list"]
    assert told["confirmed_on"] == "2026-03-31"


def test_nothing_is_a_collection_too() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}


@settings(max_examples=30, deadline=None)
@given(directory=DIRECTORIES)
def test_any_directory_makes_a_collection(directory: list[Listing]) -> None:
    features = collection(*directory)["features"]

    assert [each["id"] for each in features] == [one.slug for one in directory]
    for each, one in zip(features, directory, strict=True):
        point = one.address.public.point
        assert (each["geometry"] is None) == (point is None)
        if point:
            assert Point(*reversed(each["geometry"]["coordinates"])) == _rounded(point)


def _rounded(point: Point) -> Point:
    return Point(round(point.latitude, 6), round(point.longitude, 6))
