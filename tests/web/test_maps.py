"""What the map is told: the results of the page in order, all others in groups, and borders."""

import gzip
from dataclasses import replace
from typing import Any

import pytest

from config import Settings
from directory.domain.listings import Address
from directory.domain.places import Point, Precision
from tests.factories import PEORIA, Make, listing
from tests.web.html import PageClient

HIDDEN = replace(PEORIA, confidential=True, precision=Precision.EXACT)


def asked(client: PageClient, **query: object) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/search/map", query_string=query).get_json()
    return answer


def at(north: float, east: float, **fields: object) -> Address:
    return replace(PEORIA, point=Point(north, east), **fields)  # type: ignore[arg-type]


def test_pins_come_in_the_order_of_the_list(client: PageClient, make: Make) -> None:
    make.listings([listing(f"House {number:02}") for number in range(25)])

    for page, first in ((1, 1), (2, 21)):
        pins = asked(client, near="IL", page=page)["pins"]
        cards = client.page("/search", near="IL", page=page).all("li", class_="card")

        assert [f"place-{pin['slug']}" for pin in pins] == [card.get("id") for card in cards]
        assert [pin["number"] for pin in pins] == list(range(first, first + len(cards)))


def test_what_is_not_on_the_page_is_counted_where_it_lies(client: PageClient, make: Make) -> None:
    make.listings([listing(f"House {number:02}") for number in range(23)])
    make.listing("Far House", address=at(38.0, -89.0, precision=Precision.EXACT))

    answer = asked(client, near="IL", page=1, box="36,-92,43,-86")

    assert answer["total"] == 24
    assert sum(group["sites"] for group in answer["groups"]) == 4


def test_a_place_alone_leads_to_its_listing(client: PageClient, make: Make) -> None:
    make.listings([listing(f"House {number:02}") for number in range(20)])
    alone = make.listing("Zebra House", address=at(38.0, -89.0, precision=Precision.EXACT))

    (group,) = asked(client, near="IL", box="36,-92,43,-86")["groups"]

    assert (group["name"], group["url"]) == ("Zebra House", f"/providers/{alone.slug}")
    assert group["approximate"] is False


def test_what_lies_outside_of_the_box_is_left_out(client: PageClient, make: Make) -> None:
    make.listings([listing(f"House {number:02}") for number in range(22)])

    assert asked(client, near="IL", box="10,-92,11,-86")["groups"] == []


def test_groups_stay_few(client: PageClient, make: Make) -> None:
    spots = [at(37 + number % 30 / 6, -91 + number // 30 / 6) for number in range(600)]
    make.listings([listing(f"House {n}", address=spot) for n, spot in enumerate(spots)])

    groups = asked(client, near="IL", box="36,-92,43,-86")["groups"]

    assert sum(group["sites"] for group in groups) == 580
    assert len(groups) <= 100


@pytest.mark.parametrize(
    ("address", "approximate"),
    [(replace(PEORIA, precision=Precision.EXACT), False), (PEORIA, True)],
)
def test_a_pin_says_whether_it_is_approximate(
    client: PageClient, make: Make, address: Address, *, approximate: bool
) -> None:
    make.listing(address=address)

    assert asked(client)["pins"][0]["approximate"] is approximate


def test_a_confidential_address_is_at_most_its_city(client: PageClient, make: Make) -> None:
    make.listing("Safe House", address=HIDDEN)
    make.listing("City House", address=replace(HIDDEN, precision=Precision.CITY))

    answer = asked(client, near="IL")

    assert [pin["name"] for pin in answer["pins"]] == ["City House"]
    assert answer["pins"][0]["approximate"] is True
    assert answer["nowhere"] == 1


def test_the_box_shows_the_results_and_the_place_asked_for(client: PageClient, make: Make) -> None:
    make.listing(address=at(41.0, -89.0))

    answer = asked(client, near="Peoria, IL", radius=100)

    south, west, north, east = answer["box"]
    assert south < answer["place"]["point"][0] < 41.0 < north
    assert west < answer["place"]["point"][1] < -89.0 < east


def test_without_any_place_it_is_the_whole_country(visitor: PageClient) -> None:
    assert asked(visitor, therapy="emdr")["box"] == [24.0, -125.0, 50.0, -66.0]


@pytest.mark.parametrize("box", ["", "1,2", "a,b,c,d", "nan,1,2,3", "9,9,1,1", "inf,0,inf,1"])
def test_a_box_that_is_none_is_no_error(visitor: PageClient, box: str) -> None:
    assert len(asked(visitor, box=box)["pins"]) == 1


def test_a_place_that_is_still_to_be_chosen_has_no_map(visitor: PageClient) -> None:
    assert visitor.get("/search/map?near=Springfield").status_code == 404


@pytest.mark.parametrize("packed", [True, False])
def test_borders_are_kept_by_the_browser(
    client: PageClient, settings: Settings, *, packed: bool
) -> None:
    folder = settings.outlines / "1"
    folder.mkdir(parents=True)
    (folder / "country.json.gz").write_bytes(gzip.compress(b'{"steps":250}'))

    headers = {"Accept-Encoding": "gzip"} if packed else {}
    answer = client.get("/map/1/country.json", headers=headers)

    body = gzip.decompress(answer.data) if packed else answer.data
    assert body == b'{"steps":250}'
    assert answer.cache_control.max_age == 30 * 24 * 3600


@pytest.mark.parametrize("name", ["0_0", "..%2f..%2fsecret-key", "%00"])
def test_where_there_are_no_borders_there_is_nothing(visitor: PageClient, name: str) -> None:
    answer = visitor.get(f"/map/1/{name}.json")

    assert answer.status_code == 404 or answer.get_json() == {}
