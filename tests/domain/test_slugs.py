from directory.domain.listings import Address, Listing
from directory.domain.slugs import LONGEST, slug_for

PEORIA = Address(city="Peoria", state="IL")


def test_a_slug_names_the_site_and_its_city() -> None:
    listing = Listing(name="St. Mary's Center", name2="Detox & Rehab", address=PEORIA)

    assert slug_for(listing, ()) == "st-marys-center-detox-and-rehab-peoria-il"


def test_a_slug_is_ascii() -> None:
    assert slug_for(Listing(name="Clínica Niño 日本", address=PEORIA), ()) == (
        "clinica-nino-peoria-il"
    )


def test_a_taken_slug_is_numbered() -> None:
    listing = Listing(name="Harbor House", address=PEORIA)

    assert slug_for(listing, {"harbor-house-peoria-il"}) == "harbor-house-peoria-il-2"


def test_a_name_without_letters_has_a_slug_too() -> None:
    assert slug_for(Listing(name="日本"), ()) == "listing"


def test_a_long_name_is_cut() -> None:
    assert len(slug_for(Listing(name="house " * 100), ())) <= LONGEST
