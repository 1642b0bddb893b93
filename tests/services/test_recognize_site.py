from dataclasses import replace

import pytest

from directory.domain.listings import Listing, Phone
from directory.services.recognize_site import Recognizer, Site
from tests.factories import PEORIA, listing


def site(name: str, street: str = "100 Main Street", phone: str = "+13095550100") -> Listing:
    return listing(
        name,
        address=replace(PEORIA, street=street),
        phones=(Phone(kind="main", number=phone),),
    )


def recognizer(*sites: Listing) -> Recognizer:
    numbered = (replace(known, id=number) for number, known in enumerate(sites, start=1))
    return Recognizer(map(Site.of, numbered), spoken_for=())


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Harbor Community Mental Health Center Inc", "100 Main Street"),
        ("HARBOR COMM. MENTAL HLTH CTR.", "100 Main St."),
        ("The Harbor Community MH Center", "100 main street"),
    ],
)
def test_one_site_is_recognized_however_it_is_abbreviated(name: str, street: str) -> None:
    known = recognizer(site("Harbor Comm MH Ctr"))

    assert known.same(Site.of(site(name, street, phone="+13095550177")))


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Harbor House Peoria", "100 Main Street"),
        ("Harbour House", "100 Main Street"),
        ("Harbor House", "100 North Main Street"),
    ],
)
def test_with_the_same_telephone_a_name_and_a_street_may_differ_a_little(
    name: str, street: str
) -> None:
    known = recognizer(site("Harbor House"))

    assert known.near(Site.of(site(name, street)))


@pytest.mark.parametrize(
    ("name", "street", "phone"),
    [
        ("Harbor House Peoria", "100 Main Street", "+13095550177"),
        ("Bayside Recovery", "100 Main Street", "+13095550100"),
        ("Harbor House", "102 Main Street", "+13095550100"),
        ("Harbor House", "100 Quay Street", "+13095550100"),
        ("Harbor House", "- - -", "+13095550177"),
    ],
)
def test_what_might_be_another_program_stays_apart(name: str, street: str, phone: str) -> None:
    known = recognizer(site("Harbor House"))
    other = Site.of(site(name, street, phone))

    assert known.same(other) is None
    assert known.near(other) is None


def test_another_name_at_the_same_street_and_telephone_is_doubtful() -> None:
    known = recognizer(site("Harbor House"))

    assert known.doubtful(Site.of(site("Bayside Recovery")))
    assert known.doubtful(Site.of(site("Bayside Recovery", phone="+13095550177"))) is None


def test_of_two_equal_sites_the_telephone_decides() -> None:
    known = recognizer(site("Harbor House"), site("Harbor House", phone="+13095550177"))

    found = known.same(Site.of(site("Harbor House", phone="+13095550177")))

    assert found
    assert found.id == 2


def test_of_two_equal_sites_none_is_guessed() -> None:
    known = recognizer(site("Harbor House"), site("Harbor House", phone="+13095550177"))

    assert known.same(Site.of(site("Harbor House", phone="+13095550188"))) is None


def test_a_site_is_given_away_once() -> None:
    known = recognizer(site("Harbor House"))

    assert known.same(Site.of(site("Harbor House")))
    assert known.same(Site.of(site("Harbor House"))) is None


def test_withheld_streets_need_the_same_telephone() -> None:
    known = recognizer(site("Harbor House", street=""))

    assert known.same(Site.of(site("Harbor House", "", phone="+13095550177"))) is None
    assert known.same(Site.of(site("Harbor House", "")))
