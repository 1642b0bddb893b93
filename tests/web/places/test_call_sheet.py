import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from icalendar import Calendar

from directory import context
from directory.domain.listings import Listing, Openings, Phone
from directory.web import formats
from tests.factories import PEORIA, Make, listing, program, said
from tests.web.html import Page, PageClient, words

TWO_PHONES = tuple(Phone(kind=kind, number=f"+1309555010{n}") for n, kind in enumerate(
    ("main", "intake")
))  # fmt: skip


class Reminder(NamedTuple):
    title: str
    notes: str
    at: datetime


@pytest.fixture
def site(make: Make) -> Listing:
    openings = Openings(answer="yes", wait_days=4, reported_on=formats.today())
    return make.listing(
        "Harbor House",
        phones=TWO_PHONES,
        statements=(said("insurance", "medicaid"),),
        programs=(program(openings=openings, hours_a_week=9.0),),
    )


def table(client: PageClient, *slugs: str) -> list[dict[str, str]]:
    text = client.get("/call-sheet.csv", query_string={"provider": slugs}).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def events(client: PageClient, *slugs: str, **more: str) -> list[Reminder]:
    answer = client.get("/call-sheet.ics", query_string={"provider": slugs, **more})
    assert answer.mimetype == "text/calendar"
    return [
        Reminder(str(each["SUMMARY"]), str(each["DESCRIPTION"]), each.decoded("DTSTART"))
        for each in Calendar.from_ical(answer.data).events
    ]


def test_what_the_listing_does_not_say_is_asked_first(client: PageClient, site: Listing) -> None:
    page = client.page("/call-sheet", provider=site.slug)

    asked, _, checked = page.main.partition("Check that it still holds")
    assert "On which days and at what times are the sessions?" in asked
    assert "Who leads the groups?" in asked
    assert "Do you take new clients now?" not in asked
    assert "Listed: Intensive outpatient: Takes new clients · wait about 4 days" in checked
    assert "Listed: Intensive outpatient, 9 hours a week" in checked
    assert "Listed: Medicaid" in checked


def test_the_numbers_stand_first_and_can_be_called(client: PageClient, site: Listing) -> None:
    page = client.page("/call-sheet", provider=site.slug)

    (numbers,) = page.texts("ul", class_="numbers")
    assert numbers == "Intake line (309) 555-0101 Call (309) 555-0100"
    assert page.link("(309) 555-0101") == "tel:+13095550101"


def test_the_insurer_is_asked_about_each_place(client: PageClient, make: Make) -> None:
    slugs = [each.slug for each in make.listings(map(listing, ("Harbor House", "Hill Clinic")))]

    _, _, insurer = client.page("/call-sheet", provider=slugs).main.partition("Call your insurer")

    for each in ("Harbor House", "Hill Clinic", "Deductible", "prior authorization", "Reference"):
        assert each in insurer


def test_the_code_holds_the_link_of_the_sheet(client: PageClient, site: Listing) -> None:
    html = client.get("/call-sheet", query_string={"provider": site.slug}).text
    many = client.get("/call-sheet", query_string={"provider": [site.slug, "x" * 3000]}).text

    assert html.count("<svg") == 1
    assert "style=" not in html
    assert "<svg" in many  # what is not listed is not in it


def test_a_link_too_long_for_paper_has_no_code(client: PageClient, make: Make) -> None:
    long = make.listings(listing(f"House {'with a long name ' * 4} {n}") for n in range(12))
    slugs = [each.slug for each in long]

    html = client.get("/call-sheet", query_string={"provider": slugs}).text

    assert html.count('class="sheet"') == 13
    assert "<svg" not in html


def test_nothing_chosen_says_how_to_choose(client: PageClient) -> None:
    empty, lost = client.get("/call-sheet"), client.get("/call-sheet?provider=nowhere")

    assert (empty.status_code, lost.status_code) == (200, 404)
    assert "Choose places first" in Page(empty.text).main
    assert "1 place in this link is not listed here." in Page(lost.text).main


@pytest.mark.parametrize("kind", ["csv", "ics"])
def test_no_file_is_made_of_nothing(client: PageClient, kind: str) -> None:
    assert client.get(f"/call-sheet.{kind}").location == "/call-sheet"
    assert client.get(f"/call-sheet.{kind}?provider=nowhere").status_code == 404


def test_the_table_has_a_line_for_each_place(client: PageClient, site: Listing) -> None:
    answer = client.get("/call-sheet.csv", query_string={"provider": site.slug})

    (line,) = table(client, site.slug)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="calls.csv"'
    assert line["Telephone"] == "(309) 555-0101; (309) 555-0100"
    assert line["Address"] == "100 Main Street, Peoria, IL 61602"
    assert line["Hours a week"] == "9"
    assert line["Ways to pay"] == "Medicaid"
    assert line["Cost"] == "not reported"
    assert line["Listing"] == f"http://localhost/providers/{site.slug}"
    assert "Who leads the groups?" in line["Ask"]
    assert "new clients" not in line["Ask"]


def test_several_programs_are_told_apart_in_the_table(client: PageClient, make: Make) -> None:
    site = make.listing(
        programs=(program(hours_a_week=9.0), program("outpatient", hours_a_week=1.5))
    )

    (line,) = table(client, site.slug)

    assert line["Hours a week"] == "Intensive outpatient: 9; Outpatient: 1.5"


def test_a_cell_is_never_a_formula(client: PageClient, make: Make) -> None:
    names = [f"{start}HYPERLINK(1)" for start in ("=", "+", "-", "@")]
    sites = make.listings(listing(name, slug=f"house-{n}") for n, name in enumerate(names))

    lines = table(client, *(each.slug for each in sites))

    assert [line["Name"] for line in lines] == [f"'{name}" for name in names]


def test_a_private_address_stays_out_of_the_table(client: PageClient, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True))

    assert table(client, site.slug)[0]["Address"] == "Address kept private, Peoria, IL"


def test_a_reminder_gives_nothing_away_in_its_title(client: PageClient, site: Listing) -> None:
    (event,) = events(client, site.slug)

    assert event.title == "Reminder: call"
    assert event.notes == "(309) 555-0101\n(309) 555-0100"
    tomorrow = datetime.now() + timedelta(days=1)  # noqa: DTZ005
    assert abs(event.at.date() - tomorrow.date()) <= timedelta(days=1)
    assert event.at.hour == 9


def test_names_come_into_reminders_when_wanted(client: PageClient, make: Make) -> None:
    slugs = [each.slug for each in make.listings(map(listing, ("Harbor House", "Hill Clinic")))]

    named = events(client, *slugs, on="2026-12-01", at="14:30", names="1")

    assert [each.title for each in named] == [
        "Reminder: call Harbor House",
        "Reminder: call Hill Clinic",
    ]
    assert [each.at for each in named] == [
        datetime(2026, 12, 1, 14, 30),  # noqa: DTZ001  # at the hour of wherever the phone is
        datetime(2026, 12, 1, 14, 45),  # noqa: DTZ001
    ]


def test_a_time_that_cannot_be_read_is_said(client: PageClient, site: Listing) -> None:
    for when in ({"on": "31/12"}, {"on": "9999-12-31"}, {"at": "noon"}, {"on": "\x00"}):
        answer = client.get("/call-sheet.ics", query_string={"provider": site.slug, **when})

        assert answer.status_code == 400
        assert "could not be read" in Page(answer.text).main


def test_files_speak_spanish(client: PageClient, site: Listing) -> None:
    head = client.get("/es/call-sheet.csv", query_string={"provider": site.slug}).text
    calendar = client.get("/es/call-sheet.ics", query_string={"provider": site.slug}).text

    assert head.startswith("\ufeffNombre,Teléfono,")
    assert "Recordatorio: llamar" in calendar


def test_the_operators_address_stands_in_the_code_and_the_table(
    client: PageClient, site: Listing, lasting_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = context.held(lasting_app)
    monkeypatch.setattr(held, "settings", replace(held.settings, base_url="https://care.example"))

    (line,) = table(client, site.slug)

    assert line["Listing"] == f"https://care.example/providers/{site.slug}"


def test_a_sheet_shows_no_more_than_twelve(client: PageClient, make: Make) -> None:
    slugs = [each.slug for each in make.listings(listing(f"House {n}") for n in range(13))]

    page = client.page("/call-sheet", provider=slugs)

    assert "Only 12 places fit here, so 1 was left out." in page.main
    assert len([each for each in page.all("h2") if words(each).startswith("House")]) == 12


def test_the_table_asks_again_about_openings_of_long_ago(client: PageClient, make: Make) -> None:
    openings = Openings(answer="yes", reported_on=formats.today() - timedelta(days=15))
    site = make.listing(programs=(program(openings=openings),))

    (row,) = table(client, site.slug)

    assert "Do you take new clients now?" in row["Ask"]
