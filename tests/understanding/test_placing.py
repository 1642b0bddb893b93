import pytest

from tests.understanding.reading import Explain, asked, where


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("detox 61602", "61602"),
        ("detox 61602-1234", "61602"),
        ("detox Peoria IL", "Peoria, IL"),
        ("detox, Peoria, Illinois", "Peoria, IL"),
        ("Illinois detox Peoria", "Peoria, IL"),
        ("detox cook county illinois", "Cook County, IL"),
        ("detox condado de cook il", "Cook County, IL"),
        ("detox Ohio", "Ohio"),
        ("detox St. Paul MN", "Saint Paul, MN"),
        ("detox philly", "Philadelphia, PA"),
        ("detox in LA", "Los Angeles, CA"),
        ("detox Lafayette LA", "Lafayette, LA"),
    ],
)
def test_a_place_is_found(sentence: str, place: str, explain: Explain) -> None:
    assert where(explain(sentence)) == place


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("portland or detox", "Portland, OR"),
        ("gary in detox", "Gary, IN"),
        ("portland me detox", "Portland, ME"),
        ("hilo hi detox", "Hilo, HI"),
        ("tulsa ok detox", "Tulsa, OK"),
        ("telehealth VA", "Virginia"),
    ],
)
def test_two_letters_beside_a_city_are_its_state(
    sentence: str, place: str, explain: Explain
) -> None:
    assert where(explain(sentence)) == place


@pytest.mark.parametrize(
    "sentence",
    [
        "CBT OR DBT",
        "detox or rehab",
        "help me please",
        "hi, I need detox",
        "OK, detox",
        "in recovery",
        "christian detox",
        "alcohol detox",
        "por la noche",
        "no id",
    ],
)
def test_words_are_no_places(sentence: str, explain: Explain) -> None:
    understood = explain(sentence)

    assert where(understood) == ""
    assert understood.place_choices == ()


def test_the_va_is_no_state(explain: Explain) -> None:
    understood = explain("VA hospital detox in Augusta GA")

    assert where(understood) == "Augusta, GA"
    assert "ownership/veterans-affairs" in asked(understood)


def test_a_name_of_several_cities_offers_them_the_largest_first(explain: Explain) -> None:
    understood = explain("Springfield iop")

    assert where(understood) == ""
    assert [place.label for place in understood.place_choices][:2] == [
        "Springfield, MA",
        "Springfield, IL",
    ]


def test_near_me_locates_nobody(explain: Explain) -> None:
    understood = explain("detox near me")

    assert understood.wants_place
    assert where(understood) == ""


def test_a_zip_code_that_does_not_exist_asks_for_another(explain: Explain) -> None:
    assert explain("detox 99999").wants_place


def test_a_plan_named_for_a_state_is_no_place(explain: Explain) -> None:
    understood = explain("Oregon Health Plan detox")

    assert where(understood) == ""
    assert "insurance/medicaid" in asked(understood)


def test_a_town_called_like_a_person_gives_way_to_a_city(explain: Explain) -> None:
    assert where(explain("my friend Tina, San Francisco, detox")) == "San Francisco, CA"


def test_a_part_of_a_state_is_the_state(explain: Explain) -> None:
    assert where(explain("detox in northern Virginia")) == "Virginia"


def test_a_state_that_is_told_leaves_no_choice_elsewhere(explain: Explain) -> None:
    understood = explain("Auburn detox, we are in Idaho")

    assert where(understood) == "Idaho"
    assert understood.place_choices == ()
