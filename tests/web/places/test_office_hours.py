from dataclasses import replace

from directory.domain.schedule import Span
from tests.factories import PEORIA, Make, program
from tests.web.html import PageClient, words

DAY = (0, 24 * 60)


def section(client: PageClient, path: str) -> str:
    return words(client.page(path).one("section", **{"aria-labelledby": "office"}))


def test_hours_stand_by_day_and_apart_from_sessions(client: PageClient, make: Make) -> None:
    weekdays = tuple(Span(day, 9 * 60, 17 * 60) for day in range(5))
    site = make.listing(office_hours=weekdays, programs=(program(),))

    told = section(client, f"/providers/{site.slug}")

    assert "Mon, Tue, Wed, Thu, Fri 9:00 AM \u2013 5:00 PM" in told
    assert "Sat, Sun Not reported. Ask when you call." in told
    assert "Treatment may be at other times." in told


def test_a_place_that_never_closes_says_so(client: PageClient, make: Make) -> None:
    site = make.listing(office_hours=tuple(Span(day, *DAY) for day in range(7)))

    assert "Open day and night, every day." in section(client, f"/providers/{site.slug}")
    assert "Abierto de día y de noche" in section(client, f"/es/providers/{site.slug}")


def test_a_listing_without_hours_has_no_such_part(client: PageClient, make: Make) -> None:
    site = make.listing()

    assert "office" not in client.page(f"/providers/{site.slug}").ids


def test_office_hours_are_no_times_of_sessions(client: PageClient, make: Make) -> None:
    evenings = tuple(Span(day, 17 * 60, 21 * 60) for day in range(7))
    make.listing("Harbor House", office_hours=evenings)

    for asked in ("when=evening", "free=mon-1700-2100"):
        found = client.get(f"/api/search?{asked}").get_json()

        assert found["total"] == 0


def test_the_api_tells_them_too(client: PageClient, make: Make) -> None:
    site = make.listing(office_hours=(Span(0, 0, 24 * 60),))

    told = client.get(f"/api/providers/{site.slug}").get_json()

    assert told["office_hours"] == [{"weekday": "mon", "opens_at": "00:00", "closes_at": "24:00"}]


def test_a_private_address_without_a_city_reads_well(client: PageClient, make: Make) -> None:
    private = replace(PEORIA, street="", city="", zip="", confidential=True, point=None)
    site = make.listing(address=private)

    main = client.page(f"/providers/{site.slug}").main

    assert "Address kept private, IL" in main
    assert "The address in IL is kept private" in main
