import pytest

from directory.domain.identity import Identity, compared_name, compared_street
from directory.domain.listings import Address, Listing


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Harbor Community MH Center, Inc.", "Harbor Comm Mental Health Ctr"),
        ("Saint Mary's Hospital", "ST MARYS HOSP"),
        ("The Harbor of Hope", "Harbor Hope"),
    ],
)
def test_names_compare_without_case_abbreviation_and_legal_form(a: str, b: str) -> None:
    assert compared_name(a) == compared_name(b)


def test_a_name_that_is_only_a_legal_form_is_kept() -> None:
    assert compared_name("PC Inc") == "pc inc"


def test_streets_compare_without_abbreviation() -> None:
    assert compared_street("100 North First Street") == compared_street("100 N. 1st St")
    assert compared_street("100 North Street") != compared_street("100 South Street")


def test_a_withheld_street_is_empty() -> None:
    assert compared_street("- - -") == ""


def test_a_name_may_be_split_differently() -> None:
    address = Address(street="100 Main Street", zip="61602")
    split = Listing(name="Harbor House of", name2="Peoria", address=address)
    whole = Listing(name="Harbor House of Peoria", address=address)

    assert Identity.of(split) == Identity.of(whole)
    assert Identity.of(whole).house_number == "100"
