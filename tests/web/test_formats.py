from datetime import date, time, timedelta

import pytest
from flask import Flask

from directory.domain.criteria import Criteria
from directory.domain.listings import Phone
from directory.domain.places import Place, PlaceKind, Precision
from directory.domain.vocabulary import Facet, Selection
from directory.web import formats


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (-1, "1 day ago"),
        (-13, "1 week ago"),
        (-45, "1 month ago"),
        (-364, "12 months ago"),
        (-1332, "3 years ago"),
        (2, "in 2 days"),
    ],
)
def test_an_age_counts_only_what_has_passed(days: int, said: str) -> None:
    assert formats.ago(formats.today() + timedelta(days=days)) == said


@pytest.mark.parametrize(
    ("distance", "precision", "said"),
    [
        (0.0, Precision.EXACT, "0.1"),
        (3.24, Precision.EXACT, "3.2"),
        (12.6, Precision.EXACT, "13"),
        (0.2, Precision.ZIP, "1"),
        (3.24, Precision.ZIP, "3"),
    ],
)
def test_a_distance_is_no_finer_than_it_is_known(
    distance: float, precision: Precision, said: str
) -> None:
    assert formats.miles(distance, precision) == said


@pytest.mark.parametrize(
    ("written", "read", "dialled"),
    [
        ("+13095550100", "(309) 555-0100", "tel:+13095550100"),
        ("+13095550100;ext=4", "(309) 555-0100 ext. 4", "tel:+13095550100;ext=4"),
        ("309-555-0100", "309-555-0100", "tel:3095550100"),
        ("1-800-GET-HELP", "1-800-GET-HELP", "tel:1800"),
    ],
)
def test_a_telephone_number_reads_and_dials(written: str, read: str, dialled: str) -> None:
    assert formats.phone(written) == read
    assert formats.tel(written) == dialled


def test_the_line_for_new_clients_comes_first() -> None:
    hotline, main, intake = (Phone(kind=kind, number="") for kind in ("hotline", "main", "intake"))
    fax = Phone(kind="fax", number="")

    assert formats.to_call([fax, hotline, main, intake]) == [intake, main, hotline, fax]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("harbor.example", "https://harbor.example"),
        ("http://harbor.example/a?b", "http://harbor.example/a?b"),
        ("", ""),
        ("none", ""),
        ("javascript:alert(1)", ""),
        ("javascript://harbor.example/%0aalert(1)", ""),
        ("two words.example", ""),
        ("http://[bad", ""),
    ],
)
def test_only_web_addresses_become_links(written: str, address: str) -> None:
    assert formats.web_address(written) == address


def test_times_and_days_read_as_people_write_them() -> None:
    assert formats.clock(time(17, 30)) == "5:30 PM"
    assert formats.minutes(24 * 60) == "12:00 AM"
    assert formats.day(date(2023, 3, 31)) == "Mar 31, 2023"
    assert formats.zone("America/Chicago") == "Central Time"
    assert formats.zone("Nowhere/Else") == "Nowhere/Else"


def test_a_link_carries_the_whole_search(app: Flask) -> None:
    criteria = Criteria(
        text="harbor & house",
        place=Place(kind=PlaceKind.CITY, state="IL", city="Peoria"),
        include=frozenset({Selection(Facet.THERAPY, "cbt")}),
    )

    with app.test_request_context():
        link = formats.link(criteria)

    assert link == "/search?q=harbor+%26+house&near=Peoria%2C+IL&therapy=cbt"


def test_a_file_has_another_address_when_it_changes(app: Flask) -> None:
    assert formats.asset("site.css").startswith("/static/site.css?")
