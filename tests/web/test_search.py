from directory.domain.facts import Answer
from directory.domain.listings import Address
from directory.domain.places import Point, Precision
from tests import factories
from tests.factories import Make, program, said
from tests.web.html import PageClient, words

CHICAGO = Address(
    street="1 State Street",
    city="Chicago",
    state="IL",
    zip="60601",
    point=Point(41.8858, -87.6181),
    precision=Precision.ZIP,
)


def test_the_front_page_asks_what_and_where(client: PageClient) -> None:
    page = client.page("/")

    assert page.heading == "Find addiction treatment near you"
    assert [field.get("name") for field in page.all("input")] == ["q", "near"]


def test_the_heading_and_the_title_count_what_was_found(client: PageClient, make: Make) -> None:
    make.listings([factories.listing("Harbor House"), factories.listing("Hill Clinic")])

    page = client.page("/search", near="Peoria, IL")

    assert page.heading == "2 places within 25 miles of Peoria, IL"
    assert page.title.startswith(page.heading)


def test_checkboxes_say_how_many_and_how_many_are_not_reported(
    client: PageClient, make: Make
) -> None:
    make.listings(
        [
            factories.listing("A", statements=(said("therapy", "cbt"),)),
            factories.listing("B", statements=(said("therapy", "cbt", Answer.NO),)),
            factories.listing("C"),
        ]
    )

    page = client.page("/search")

    (choice,) = [label for label in page.texts("label") if label.startswith("CBT")]
    assert choice == "CBT1 not reported 1"


def test_what_is_chosen_stays_checked(client: PageClient, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))

    page = client.page("/search", therapy="cbt", near="Peoria, IL", q="house")

    assert page.values("therapy") == ["cbt"]
    assert page.values("near") == ["Peoria, IL"]
    assert page.values("q") == ["house"]


def test_each_chip_links_to_the_search_without_it(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", **{"therapy": "cbt", "near": "IL", "not-care": "inpatient"})

    assert page.link("Remove: CBT") == "/search?near=Illinois&not-care=inpatient"
    assert page.link("Remove: in Illinois") == "/search?therapy=cbt&not-care=inpatient"
    assert page.link("Remove: not") == "/search?near=Illinois&therapy=cbt"


def test_what_has_no_control_in_the_form_is_carried_along(client: PageClient) -> None:
    page = client.page("/search", **{"not-therapy": "12-step", "sort": "confirmed"})

    assert page.values("not-therapy") == ["12-step"]
    assert page.values("sort") == ["confirmed"]


def test_results_come_in_pages_of_twenty(client: PageClient, make: Make) -> None:
    make.listings([factories.listing(f"House {number:02}") for number in range(41)])

    second = client.page("/search", near="IL", page="2")

    assert len(second.all("li", class_="card")) == 20
    assert second.link("Next") == "/search?near=Illinois&page=3"
    assert second.link("Previous") == "/search?near=Illinois"
    assert "Page 2 of 3" in second.main


def test_a_page_past_the_end_says_how_many_there_are(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", near="IL", page="9999")

    assert "There is only 1 page" in page.main
    assert page.link("Go to the last page") == "/search?near=Illinois"


def test_nothing_found_says_what_to_give_up_and_whom_to_call(
    client: PageClient, make: Make
) -> None:
    make.listing()

    page = client.page("/search", near="Peoria, IL", therapy="emdr")

    assert page.heading == "0 places within 25 miles of Peoria, IL"
    assert page.link("Without “EMDR”") == "/search?near=Peoria%2C+IL"
    assert "1-800-662-4357" in page.main


def test_an_empty_directory_says_that_no_listings_are_loaded(client: PageClient) -> None:
    main = client.page("/search", near="Peoria, IL", therapy="emdr").main

    assert "No listings are loaded yet" in main
    assert "directory demo" in main
    assert "1-800-662-4357" in main
    assert "Nothing here has all of it" not in main


def test_nothing_near_says_how_far_to_go(client: PageClient, make: Make) -> None:
    make.listing(address=CHICAGO)

    page = client.page("/search", near="Joliet, IL", radius="5")

    assert "Look up to" in page.main


def test_a_distance_from_nowhere_is_no_chip(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", radius="50", therapy="cbt")

    assert page.link("Remove: CBT") == "/search?"
    assert "within 50 miles" not in page.main


def test_a_state_carries_no_distance_on(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", near="IL", radius="50", therapy="cbt")

    assert page.link("Remove: CBT") == "/search?near=Illinois"


def test_the_usual_distance_goes_without_saying(client: PageClient) -> None:
    box = client.page("/").one("select")

    assert [each.get("value") for each in box] == ["5", "10", "", "50", "100"]


def test_an_ambiguous_city_asks_which(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", near="Springfield", therapy="cbt")

    assert page.link("Springfield, IL") == "/search?near=Springfield%2C+IL&therapy=cbt"
    assert page.all("li", class_="card") == []
    assert page.values("therapy") == ["cbt"]


def test_an_unknown_place_is_named_and_another_suggested(client: PageClient) -> None:
    page = client.page("/search", near="Peoira, IL")

    assert "We do not know a place called Peoira, IL" in page.main
    assert page.link("Peoria, IL") == "/search?near=Peoria%2C+IL"


def test_a_search_for_detox_puts_danger_first(client: PageClient, make: Make) -> None:
    make.listing(programs=(program("detox"),))

    main = client.page("/search", care="detox").main

    assert main.index("Is someone in danger right now?") < main.index("Harbor House")


def test_a_calm_search_has_no_danger_box(client: PageClient, make: Make) -> None:
    make.listing()

    assert "danger" not in client.page("/search", care="intensive-outpatient").main


def test_the_order_can_be_chosen(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/search", near="IL", sort="distance")

    assert page.link("Best match") == "/search?near=Illinois"
    assert [words(each) for each in page.all("a", **{"aria-current": "true"})] == ["Nearest"]
