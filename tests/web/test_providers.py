import re
from dataclasses import replace
from datetime import date, time

from sqlalchemy import select

from directory import context
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Openings, Phone, Plan
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection
from directory.storage.models import OldSlugRow, ProviderRow
from directory.web import formats
from tests.factories import PEORIA, SOURCE, Make, program, said
from tests.web.html import PageClient, words

PROVIDER = Source(
    slug="provider", name="The provider", kind=SourceKind.PROVIDER, publisher="", url="",
    published_on=None,
)  # fmt: skip
EVENING = (
    Session("Evening", 0, time(17, 30), time(20, 30)),
    Session("Evening", 2, time(17, 30), time(20, 30), "online"),
    Session("Day", 0, time(9), time(12)),
)


def test_a_listing_leads_with_how_to_reach_it(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")

    main = client.page(f"/providers/{site.slug}").main

    assert main.startswith("Harbor House Call (309) 555-0100 100 Main Street, Peoria, IL 61602")


def test_every_fact_stands_with_its_source_and_day(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "cbt"), said("medication", "methadone")))

    page = client.page(f"/providers/{site.slug}")

    stated = [words(each) for each in page.all("div", class_="agreement yes")]
    assert len(stated) == 2
    assert all("County list 2026, Mar 31, 2026" in each for each in stated)


def test_a_no_is_shown_as_a_no(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "12-step", Answer.NO),))

    (denied,) = client.page(f"/providers/{site.slug}").texts("div", class_="agreement no")

    assert denied.startswith("No:")


def test_sources_that_disagree_are_both_shown(client: PageClient, make: Make) -> None:
    cbt = Selection(Facet.THERAPY, "cbt")
    denial = Statement(about=cbt, answer=Answer.NO, source=PROVIDER, reported_on=date(2026, 10, 1))
    site = make.listing(statements=(said("therapy", "cbt"), denial))

    (dispute,) = client.page(f"/providers/{site.slug}").texts("div", class_="agreement dispute")

    assert "The place itself says this, a list says otherwise." in dispute
    assert dispute.index("No The provider, Oct 1, 2026") < dispute.index("Yes County list 2026")


def test_what_nobody_said_is_called_not_reported(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "cbt"),))

    page = client.page(f"/providers/{site.slug}")

    assert "Not reported: medication, ways to pay, in person or online" in page.main
    (silent, *_) = [words(each) for each in page.all("details", class_="silent")]
    assert "DBT" in silent
    assert "CBT" not in silent


def test_sessions_are_shown_as_a_week(client: PageClient, make: Make) -> None:
    site = make.listing(programs=(program(sessions=EVENING, time_zone="America/Chicago"),))

    week = client.page(f"/providers/{site.slug}").one("table", class_="week")

    rows = [[words(cell) for cell in row] for row in week.iter("tr")]
    assert words(week).startswith("Sessions in a week (Central Time)")
    assert rows == [
        ["Weekday", "Day", "Evening"],
        ["Monday", "9:00 AM to 12:00 PM in person", "5:30 PM to 8:30 PM in person"],
        ["Wednesday", "none", "5:30 PM to 8:30 PM online"],
    ]


def test_a_program_tells_its_hours_price_and_openings(client: PageClient, make: Make) -> None:
    site = make.listing(
        programs=(
            program(
                hours_a_week=9.0,
                weeks=12.0,
                cost="$250 a session",
                copay="$20",
                openings=Openings(answer="yes", wait_days=1, reported_on=formats.today()),
            ),
        )
    )

    main = client.page(f"/providers/{site.slug}").main

    assert "Hours a week 9" in main
    assert "Cost $250 a session" in main
    assert "Takes new clients · wait about 1 day" in main
    assert "Not reported: times of the sessions. Ask when you call." in main


def test_plans_are_listed_with_network_and_day(client: PageClient, make: Make) -> None:
    plan = Plan(
        insurer="aetna", source=SOURCE, kind="PPO", in_network=True, confirmed_on=date(2026, 3, 31)
    )
    site = make.listing(plans=(plan,))

    plans = client.page(f"/providers/{site.slug}").one("table", class_="plans")

    assert "Aetna PPO Yes Mar 31, 2026 County list 2026" in words(plans)


def test_a_confidential_address_is_nowhere_on_the_page(client: PageClient, make: Make) -> None:
    site = make.listing("Safe House", address=replace(PEORIA, confidential=True))

    html = client.get(f"/providers/{site.slug}").text

    assert "Address kept private" in html
    assert "Main Street" not in html
    assert "61602" not in html
    assert "40.69" not in html


def test_an_extension_is_dialled_and_read(client: PageClient, make: Make) -> None:
    site = make.listing(phones=(Phone(kind="main", number="+13095550100;ext=4"),))

    page = client.page(f"/providers/{site.slug}")

    assert page.link("(309) 555-0100 ext. 4") == "tel:+13095550100;ext=4"


def test_a_website_that_is_no_web_address_is_no_link(client: PageClient, make: Make) -> None:
    site = make.listing(website="javascript:alert(1)")

    assert "alert" not in client.get(f"/providers/{site.slug}").text


def test_an_old_address_leads_to_the_new_one(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")
    with context.writing() as session:
        row = session.scalars(select(ProviderRow)).one()
        session.add(OldSlugRow(slug="harbor-old", provider_id=row.id))
        session.commit()

    answer = client.get("/providers/harbor-old")

    assert answer.status_code == 301
    assert answer.location == f"/providers/{site.slug}"


def test_a_made_up_listing_says_so_here_and_on_every_page(client: PageClient, make: Make) -> None:
    made_up = replace(SOURCE, slug="demonstration", kind=SourceKind.DEMONSTRATION)
    fact = replace(said("therapy", "cbt"), source=made_up)
    site = make.listing("Example House", demonstration=True, statements=(fact,))

    assert "Made-up example" in client.page(f"/providers/{site.slug}").main
    for address in ("/", "/search", "/guide/data", f"/providers/{site.slug}"):
        assert "These are made-up example listings." in client.get(address).text


def test_without_made_up_listings_there_is_no_banner(client: PageClient, make: Make) -> None:
    make.listing()

    assert "made-up example listings" not in client.get("/").text


def test_what_each_program_tells_itself_is_not_called_unreported(
    client: PageClient, make: Make
) -> None:
    own = said("format", "in-person")
    told = make.listing(programs=(program("detox", own), program("outpatient", own)))
    half = make.listing("Hill Clinic", programs=(program("detox", own), program("outpatient")))

    complete = client.page(f"/providers/{told.slug}").main
    partial = client.page(f"/providers/{half.slug}").main

    assert "In person or online See the programs above." in complete
    assert "Not reported: therapy, medication, ways to pay, in person or online" in partial


def test_each_group_of_terms_ends_with_those_who_say_so(client: PageClient, make: Make) -> None:
    cbt, dbt = said("therapy", "cbt"), said("therapy", "dbt")
    other = replace(SOURCE, slug="state-list", name="State list")
    site = make.listing(statements=(cbt, dbt, replace(dbt, source=other)))

    page = client.page(f"/providers/{site.slug}")

    alone, both = [words(each) for each in page.all("div", class_="agreement yes")]
    assert alone.endswith("Said by County list 2026, Mar 31, 2026")
    assert both.count("Said by") == 1
    assert {"County list 2026", "State list"} <= set(re.findall(r"by (.+?), Mar", both))
