import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain import names


@pytest.mark.parametrize(
    "ways",
    [
        ("Saint Louis", "St. Louis", "ST LOUIS", "St.Louis", "st  louis "),
        ("Sainte Genevieve", "Ste. Genevieve", "Saint Genevieve"),
        ("Fort Worth", "Ft. Worth", "ft worth"),
        ("Mount Vernon", "Mt. Vernon", "Mt Vernon"),
        ("Mc Kinney", "McKinney", "mckinney"),
        ("North Little Rock", "N. Little Rock", "N Little Rock"),
        ("East Saint Louis", "E. St. Louis"),
        ("Winston Salem", "Winston-Salem"),
        ("Mayaguez", "Mayagüez", "MAYAGÜEZ"),
        ("Prince Georges", "Prince George's", "Prince George\u2019s"),
        ("Washington DC", "Washington, D.C."),
        ("King and Queen", "King & Queen"),
    ],
)
def test_every_way_to_write_a_name_folds_to_one(ways: tuple[str, ...]) -> None:
    folded = {names.fold(way) for way in ways}

    assert len(folded) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Stamford", "Saint Amford"), ("Mcallen", "Allen"), ("Salem", "Winston Salem"), ("N", "S")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert names.fold(one) != names.fold(other)


@pytest.mark.parametrize(
    "text",
    ["Cook County", "Cook Co.", "cook co", "County of Cook", "Condado de Cook", "Cook Parish"],
)
def test_a_county_says_that_it_is_one(text: str) -> None:
    assert names.of_county(names.fold(text)) == "cook"


@pytest.mark.parametrize("text", ["Cook", "County", "Parish", "", "Countyline"])
def test_a_name_without_the_word_is_no_county(text: str) -> None:
    assert names.of_county(names.fold(text)) is None


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = names.fold(text)

    assert names.fold(folded) == folded
