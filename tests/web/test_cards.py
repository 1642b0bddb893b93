"""What a page of results says of each site."""

import re
from dataclasses import replace
from datetime import date

import pytest

from directory.domain.listings import Openings, Phone
from directory.domain.places import Precision
from directory.web import formats
from tests.factories import PEORIA, Make, program, said
from tests.web.html import PageClient, words


def test_a_card_says_what_a_person_needs_to_call(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")

    card = words(client.page("/search", near="Peoria, IL").one("li", class_="card"))

    assert "Harbor House" in card
    assert "Intensive outpatient" in card
    assert "100 Main Street, Peoria, IL 61602" in card
    assert "(309) 555-0100" in card
    assert "Last confirmed Mar 31, 2026" in card
    assert site.slug in client.get("/search").text


def test_a_distance_from_a_zip_code_is_called_approximate(client: PageClient, make: Make) -> None:
    make.listing(address=PEORIA)

    assert re.search(r"about \d+ miles?", client.page("/search", near="Peoria, IL").main)


def test_an_exact_distance_is_given_in_tenths(client: PageClient, make: Make) -> None:
    make.listing(address=replace(PEORIA, precision=Precision.EXACT))

    card = words(client.page("/search", near="Peoria, IL").one("li", class_="card"))

    assert re.search(r"\d\.\d miles", card)
    assert "about" not in card


def test_a_card_tells_why_it_matched(client: PageClient, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"), said("insurance", "medicaid")))

    page = client.page("/search", care="intensive-outpatient", therapy="cbt", insurance="medicaid")

    (why,) = page.texts("li", class_="yes")
    assert "CBT" in why
    assert "Medicaid" in why
    assert "County list 2026" in why
    assert "Mar 31, 2026" in why


def test_a_site_that_names_no_insurer_is_found_and_the_question_put(
    client: PageClient, make: Make
) -> None:
    make.listing(statements=(said("insurance", "private"),))

    (ask,) = client.page("/search", insurance="aetna").texts("li", class_="ask")

    assert "Ask about Aetna" in ask
    assert "not reported" in ask


def test_matching_words_are_marked(client: PageClient, make: Make) -> None:
    make.listing("Harbor House")

    assert "Harbor" in client.page("/search", q="harbor").texts("mark")


def test_a_name_is_shown_as_text_never_as_markup(client: PageClient, make: Make) -> None:
    make.listing("<b>Harbor</b> & House", slug="harbor")

    page = client.page("/search", q="house")

    assert page.all("b") == []
    assert "<b>Harbor</b> & House" in page.main


def test_a_confidential_site_shows_its_city_alone(client: PageClient, make: Make) -> None:
    hidden = replace(PEORIA, confidential=True, precision=Precision.CITY)
    make.listing("Safe House", address=hidden)

    card = words(client.page("/search", near="Peoria, IL").one("li", class_="card"))

    assert "Address kept private, Peoria, IL" in card
    assert "Main Street" not in card
    assert "61602" not in card
    assert "mile" not in card


def test_who_answers_new_clients_is_named_first(client: PageClient, make: Make) -> None:
    make.listing(phones=(Phone(kind="main", number="+1"), Phone(kind="intake", number="+2")))

    numbers = client.page("/search").texts("p", class_="call")

    assert numbers == ["Intake line +2 Call +1"]


def test_openings_are_shown_with_their_day(client: PageClient, make: Make) -> None:
    openings = Openings(answer="waitlist", wait_days=14, reported_on=formats.today())
    make.listing(programs=(program(openings=openings),))

    assert "Has a waiting list · wait about 14 days (said today)" in client.page("/search").main


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("yes", "Took new clients on Mar 1, 2026 · may have changed; ask"),
        ("waitlist", "Had a waiting list on Mar 1, 2026 · may have changed; ask"),
        ("no", "Took no new clients on Mar 1, 2026 · may have changed; ask"),
    ],
)
def test_openings_of_long_ago_are_told_as_what_was(
    client: PageClient, make: Make, answer: str, words: str
) -> None:
    openings = Openings(answer=answer, wait_days=14, reported_on=date(2026, 3, 1))
    site = make.listing(programs=(program(openings=openings),))

    assert words in client.page("/search").main
    assert words in client.page(f"/providers/{site.slug}").main
    assert words in client.page("/compare", provider=site.slug).main
    assert words in client.page("/call-sheet", provider=site.slug).main


def test_openings_of_no_day_are_not_taken_for_now(client: PageClient, make: Make) -> None:
    make.listing(programs=(program(openings=Openings(answer="yes")),))

    assert "Took new clients on a day that nobody told" in client.page("/search").main


def test_a_card_counts_the_other_sources_that_say_the_same(client: PageClient, make: Make) -> None:
    cbt = said("therapy", "cbt")
    other = replace(cbt.source, slug="state-list", name="State list")
    make.listing(statements=(cbt, replace(cbt, source=other, reported_on=date(2026, 5, 1))))

    (why,) = client.page("/search", therapy="cbt").texts("li", class_="yes")

    assert "May 1, 2026, State list (+1 more source)" in why


def test_an_unknown_time_of_day_is_asked_about_as_sessions(client: PageClient, make: Make) -> None:
    make.listing()

    (ask,) = client.page("/search", when="evening").texts("li", class_="ask")

    assert ask == "Ask about evening sessions (times not reported)."
