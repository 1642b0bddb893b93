import re
from dataclasses import replace
from datetime import time
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from directory import context
from directory.domain.facts import Answer
from directory.domain.listings import Openings, Plan
from directory.domain.places import Precision
from directory.domain.schedule import Session
from directory.web import formats
from tests.factories import PEORIA, REPORTED_ON, SOURCE, Make, listing, program, said
from tests.web.html import Page, PageClient, words

EVENINGS = tuple(Session("Evening", day, time(17, 30), time(20, 30)) for day in (0, 2))


def compared(client: PageClient, *slugs: str, **more: str) -> Page:
    return client.page("/compare", provider=list(slugs), **more)


def row(page: Page, name: str) -> list[str]:
    """The cells of a row, without the names of the places that they carry on narrow screens."""
    (found,) = [each for each in page.all("tr") if words(each[0]).startswith(name)]
    return [_without_name(cell) for cell in found[1:]]


def mark(page: Page, name: str) -> str:
    (found,) = [each for each in page.all("tr") if words(each[0]).startswith(name)]
    return words(found[0]).removeprefix(name).strip()


def _without_name(cell: Element) -> str:
    (name,) = [words(each) for each in cell.iter("span") if each.get("class") == "of"]
    return words(cell).removeprefix(name).strip()


def test_yes_no_and_silence_stay_apart(client: PageClient, make: Make) -> None:
    yes = make.listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))
    no = make.listing(statements=(said("therapy", "cbt", Answer.NO),))
    silent = make.listing()

    page = compared(client, yes.slug, no.slug, silent.slug)

    assert row(page, "Therapy") == [
        "Yes: CBT, DBT Said Mar 31, 2026 or later.",
        "No: CBT 1 not reported DBT Said Mar 31, 2026 or later.",
        "Not reported",
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (said("therapy", "cbt"), ""),
        (said("therapy", "cbt", Answer.NO), "Differs"),
        (said("medication", "methadone"), "Some do not say"),
    ],
)
def test_a_row_says_how_the_answers_compare(
    client: PageClient, make: Make, other: object, expected: str
) -> None:
    one = make.listing(statements=(said("therapy", "cbt"),))
    two = make.listing(statements=(other,))

    page = compared(client, one.slug, two.slug)

    assert mark(page, "Therapy") == expected


def test_what_is_not_shared_is_marked_in_the_cell(client: PageClient, make: Make) -> None:
    one = make.listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))
    two = make.listing(statements=(said("therapy", "cbt"),))

    page = compared(client, one.slug, two.slug)

    (line,) = [each for each in page.all("p", class_="said yes") if "DBT" in words(each)]
    assert [words(each) for each in line.iter("strong")] == ["DBT"]


def test_a_term_of_some_programs_names_them(client: PageClient, make: Make) -> None:
    site = make.listing(
        programs=(program("detox", said("insurance", "medicaid")), program("outpatient"))
    )

    page = compared(client, site.slug)

    assert row(page, "Ways to pay")[0].startswith("Yes: Medicaid (Detox)")


def test_hours_openings_cost_and_plans_are_side_by_side(client: PageClient, make: Make) -> None:
    full = make.listing(
        plans=(Plan(insurer="aetna", source=SOURCE, kind="PPO", in_network=True,
                    confirmed_on=REPORTED_ON),),
        programs=(program(
            sessions=EVENINGS, hours_a_week=9.0, entry="rolling", cost="$250 a session",
            openings=Openings(answer="yes", wait_days=4, reported_on=formats.today()),
        ),),
    )  # fmt: skip
    bare = make.listing()

    page = compared(client, full.slug, bare.slug)

    hours, openings, plans = (row(page, each)[0] for each in ("Hours", "New clients", "Insurance"))
    assert hours == "9 hours a week Evening: Mon, Wed, 5:30 PM to 8:30 PM in person"
    assert re.match(r"Takes new clients · wait about 4 days \(said .+\) Start any week", openings)
    assert plans == "Aetna PPO: in network confirmed Mar 31, 2026"
    assert row(page, "Cost")[0] == "$250 a session Co-payment: not reported"
    assert {row(page, each)[1] for each in ("Hours", "New clients", "Cost")} == {"Not reported"}
    assert mark(page, "Cost and co-payment") == "Some do not say"


def test_distances_are_from_where_a_person_starts(client: PageClient, make: Make) -> None:
    rough = make.listing()
    exact = make.listing(address=replace(PEORIA, precision=Precision.EXACT))
    hidden = make.listing(address=replace(PEORIA, confidential=True))

    page = compared(client, rough.slug, exact.slug, hidden.slug, near="61602")

    about, known, private = row(page, "Distance")
    assert about.startswith("about ")
    assert known.endswith(("mile", "miles"))
    assert private == "Not known, or kept private"
    assert "Distance" not in compared(client, rough.slug).main


def test_a_start_that_cannot_be_used_is_said(client: PageClient, make: Make) -> None:
    site = make.listing()

    several = compared(client, site.slug, near="Springfield").main
    wide = compared(client, site.slug, near="Illinois").main

    assert "We are not sure which place Springfield is." in several
    assert "no one starting point" in wide


def test_without_any_place_the_page_says_how_to_begin(client: PageClient) -> None:
    answer = client.get("/compare")

    assert answer.status_code == 200
    assert "Put up to 4 places side by side." in answer.text


def test_unknown_places_are_said(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")

    some = client.get("/compare", query_string={"provider": [site.slug, "nowhere"]})
    none = client.get("/compare", query_string={"provider": ["nowhere", "\x00"]})

    assert some.status_code == 200
    assert "1 place in this link is not listed here." in Page(some.text).main
    assert none.status_code == 404
    assert "2 places in this link are not listed here." in Page(none.text).main


def test_too_many_and_repeated_places_are_said(client: PageClient, make: Make) -> None:
    slugs = [each.slug for each in make.listings(listing(f"House {n}") for n in range(5))]

    page = compared(client, *slugs, slugs[0])

    assert "Only 4 places fit here, so 1 was left out." in page.main
    assert "A place was named twice." in page.main
    assert len(page.all("th", scope="col")) == 5  # one names the rows


def test_a_place_is_added_and_taken_off_by_link_alone(
    client: PageClient, lasting_app: Flask
) -> None:
    make = Make(context.held(lasting_app))
    harbor, hill = make.listings(map(listing, ("Harbor House", "Hill Clinic")))

    offered = compared(client, harbor.slug, add="hill")
    both = Page(client.get(offered.link("Add Hill Clinic")).text)
    left = Page(client.get(both.link("Take off Harbor House")).text)

    assert [words(each) for each in both.all("th", scope="col")][2].startswith("Hill")
    assert "Harbor House" not in left.main
    assert "No other place goes by zzzz." in compared(client, hill.slug, add="zzzz").main


def test_a_private_address_is_not_told_here_either(client: PageClient, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True))

    assert "Main Street" not in client.get("/compare", query_string={"provider": site.slug}).text


def test_it_speaks_spanish(client: PageClient, make: Make) -> None:
    one, two = make.listing(statements=(said("therapy", "cbt"),)), make.listing()

    page = client.page("/es/compare", provider=[one.slug, two.slug])

    assert page.heading == "Comparar lugares"
    assert "Sin informar" in page.main
