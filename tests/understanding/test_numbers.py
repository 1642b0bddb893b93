import pytest

from tests.understanding.reading import Explain, asked


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("she is 16", "teens"),
        ("my son, 17, uses", "teens"),
        ("22 year old", "young-adults"),
        ("19F", "young-adults"),
        ("tiene 20 años", "young-adults"),
        ("I'm 67", "seniors"),
        ("in her 70s", "seniors"),
        ("ages 13-17", "teens"),
    ],
)
def test_an_age_is_a_group_of_people(sentence: str, group: str, explain: Explain) -> None:
    assert asked(explain(sentence)) == {f"for/{group}"}


@pytest.mark.parametrize(
    "sentence",
    [
        "he is 45",
        "sober for 20 years",
        "I'm 90 days clean",
        "she is 3 weeks in",
        "12 beds",
        "he is 5",
    ],
)
def test_other_numbers_are_no_group(sentence: str, explain: Explain) -> None:
    assert not asked(explain(sentence))


@pytest.mark.parametrize(
    ("sentence", "miles"),
    [
        ("within 10 miles", 10),
        ("25 mi from Erie PA", 25),
        ("ten miles", 10),
        ("a 15 millas", 15),
        ("16 km away", 9.9),
    ],
)
def test_a_distance_is_in_miles(sentence: str, miles: float, explain: Explain) -> None:
    assert explain(sentence).criteria.radius == miles


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("after 5", {"when/evening"}),
        ("after 6:30 pm", {"when/evening"}),
        ("before 9", {"when/morning"}),
        ("at 7am", {"when/morning"}),
        ("1 pm", {"when/afternoon"}),
        ("6-9pm", {"when/evening"}),
        ("5:30-8:30pm", {"when/evening"}),
        ("9am-12pm", {"when/morning"}),
        ("11-1pm", {"when/morning"}),
        ("9-12pm", {"when/morning"}),
        ("9am or 6pm", {"when/morning", "when/evening"}),
        ("i work 7am to 3pm", set()),
        ("after 3pm", {"when/afternoon", "when/evening"}),
        ("a las 7 de la noche", {"when/evening"}),
    ],
)
def test_a_time_is_a_part_of_the_day(sentence: str, hours: set[str], explain: Explain) -> None:
    assert asked(explain(sentence)) == hours


def test_a_stay_of_days_is_no_time_of_day(explain: Explain) -> None:
    assert not asked(explain("after 5 days"))
