"""A sentence typed into the box, as the results page shows it was understood."""

from flask.testing import FlaskClient

from tests.factories import Make, listing, said
from tests.web.html import Page


def chips(page: str) -> list[str]:
    part = page.split('class="chips"')[1].split("</section>")[0]
    texts = [piece.split("</span>")[1].split("</a>")[0] for piece in part.split("<li>")[1:]]
    return [" ".join(text.split()) for text in texts]


def test_each_piece_of_a_sentence_is_a_chip(client: FlaskClient, make: Make) -> None:
    make.listing(statements=(said("insurance", "medicaid"),))

    page = client.get("/search?q=iop near Peoria, IL that takes Medicaid, no 12-step").text

    assert chips(page) == [
        "within 25 miles of Peoria, IL",
        "Intensive outpatient",
        "Medicaid",
        "not 12-step",
    ]
    assert "1 place within 25 miles of Peoria, IL" in page


def test_a_chip_leads_to_the_search_without_it(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/search?q=evening iop in 61602").text

    assert 'href="/search?near=61602&amp;care=intensive-outpatient"' in page


def test_a_corrected_word_is_said_with_a_way_back(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/search?q=intesive outpatient in 61602").text

    assert "instead of <q>intesive</q>" in " ".join(page.split())
    assert "Search for exactly what I wrote" in page
    assert "exact=1" in page


def test_exactly_means_no_correction(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/search?q=intesive outpatient in 61602&exact=1").text

    assert "instead of" not in page
    assert "intesive" in chips(page)[0]


def test_near_me_asks_for_a_place_and_locates_nobody(client: FlaskClient) -> None:
    page = client.get("/search?q=rehab near me").text

    assert "<h1>Near which place?</h1>" in page
    assert "ZIP code" in page


def test_an_ambiguous_city_in_a_sentence_gives_choices(client: FlaskClient) -> None:
    page = client.get("/search?q=Springfield iop").text

    assert "Which place do you mean?" in page
    assert 'href="/search?near=Springfield%2C+IL&amp;care=intensive-outpatient"' in page


def test_a_distance_in_the_sentence_outdoes_the_box(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/search?q=iop within 10 miles of 61602&near=&radius=25").text

    assert "within 10 miles of 61602" in page


def test_a_harsh_word_is_understood_and_not_echoed(client: FlaskClient, make: Make) -> None:
    make.listing()

    page = client.get("/search?q=help for an alcoholic in 61602").text

    assert "alcoholic" not in Page(page).main.lower()
    assert "Alcohol" in chips(page)[-1]


def test_a_name_alone_finds_the_provider(client: FlaskClient, make: Make) -> None:
    make.listings([listing("Hope House Treatment Center"), listing("Bayside")])

    page = client.get("/search?q=Hope House Treatment Center").text

    assert "1 place" in page
    assert "Bayside" not in page
