from dataclasses import replace
from datetime import date

from directory.domain.listings import Phone
from directory.domain.places import Point, Precision
from directory.exchange import sites
from directory.exchange.sites import Told
from directory.services.merge_record import merge_record
from directory.storage.said import of as details
from tests.factories import PEORIA, listing

MAIN = Phone(kind="main", number="+13095550100")
INTAKE = Phone(kind="intake", number="+13095550142")
OTHER = Phone(kind="main", number="+13095550199")
THIRD = Phone(kind="main", number="+13095550188")


def test_a_site_follows_its_record() -> None:
    before = listing("Harbor House", phones=(MAIN, INTAKE))
    said = replace(before, name="Harbor Homes", phones=(OTHER, INTAKE))

    merged = merge_record(before, said, details(before), ()).site

    assert merged.name == "Harbor Homes"
    assert merged.phones == (OTHER, INTAKE)


def test_what_a_person_wrote_since_stays_and_is_said() -> None:
    before = listing("Harbor House")
    edited = replace(before, address=replace(PEORIA, street="12 Quay Street"))
    said = replace(before, name="Harbor Homes", address=replace(PEORIA, street="9 Hill Road"))

    merged = merge_record(edited, said, details(before), ())

    assert (merged.site.name, merged.site.address.street) == ("Harbor Homes", "12 Quay Street")
    assert merged.kept == ("address",)


def test_another_list_fills_what_is_empty_and_adds_telephones() -> None:
    site = listing("Harbor House", phones=(MAIN,))
    said = listing("Harbour House", website="https://harbor.example", phones=(MAIN, INTAKE))

    merged = merge_record(site, said, None, ()).site

    assert merged.name == "Harbor House"
    assert merged.website == "https://harbor.example"
    assert merged.phones == (MAIN, INTAKE)


def test_a_telephone_that_another_list_gives_too_is_not_withdrawn() -> None:
    site = listing(phones=(MAIN, INTAKE))
    said = replace(site, phones=(MAIN,))

    alone = merge_record(site, said, details(site), ()).site
    shared = merge_record(site, said, details(site), [details(site)]).site

    assert alone.phones == (MAIN,)
    assert shared.phones == (MAIN, INTAKE)


def test_an_older_list_does_not_make_a_site_look_older() -> None:
    site = listing(confirmed_on=date(2026, 1, 1))
    said = listing(confirmed_on=date(2023, 3, 31))

    assert merge_record(site, said, None, ()).site.confirmed_on == date(2026, 1, 1)


def test_a_telephone_that_a_person_took_away_does_not_come_back() -> None:
    site = listing(phones=(INTAKE,))
    said = listing(phones=(MAIN, INTAKE))

    merged = merge_record(site, said, details(said), ())

    assert merged.site.phones == (INTAKE,)


def test_a_line_that_a_person_wrote_is_not_joined_by_one_of_its_kind() -> None:
    before = listing(phones=(MAIN,))
    site, said = replace(before, phones=(OTHER,)), replace(before, phones=(INTAKE, THIRD))

    merged = merge_record(site, said, details(before), ())

    assert merged.site.phones == (OTHER, INTAKE)
    assert merged.kept == ("phones",)


def test_where_a_list_measured_the_place_it_is_exact() -> None:
    exact = replace(PEORIA, point=Point(40.7, -89.6), precision=Precision.EXACT)
    site = listing()
    measured = listing(address=exact)

    merged = merge_record(site, measured, None, ()).site
    again = merge_record(merged, site, details(site), [details(measured)]).site

    assert merged.address == again.address == exact


def test_a_street_is_private_as_soon_as_one_list_withholds_it() -> None:
    site = listing()
    hidden = listing(address=replace(PEORIA, confidential=True))

    merged = merge_record(site, hidden, None, [details(site)]).site
    again = merge_record(merged, site, details(site), [details(hidden)]).site

    assert merged.address.confidential
    assert again.address.confidential


def test_a_street_that_only_this_list_withheld_may_be_told_again() -> None:
    hidden = listing(address=replace(PEORIA, confidential=True))

    merged = merge_record(hidden, listing(), details(hidden), ()).site

    assert not merged.address.confidential


def test_a_street_that_a_list_does_not_know_is_not_withheld_by_it() -> None:
    site = listing()
    knows_no_street = listing(address=replace(PEORIA, street="", street2=""))

    merged = merge_record(site, site, details(site), [details(knows_no_street)]).site

    assert not merged.address.confidential


def test_dashes_instead_of_a_street_withhold_what_another_list_shows() -> None:
    dashes, _ = sites.read(Told(name="Harbor House", street="- - -", city="Peoria", zip="61602"))
    site = listing()

    merged = merge_record(site, site, details(site), [details(dashes)]).site

    assert merged.address.confidential


def test_a_street_that_a_person_keeps_private_stays_so_whatever_lists_say() -> None:
    hidden = listing(address=replace(PEORIA, confidential=True))

    merged = merge_record(hidden, listing(), details(hidden), (), kept_private=True).site

    assert merged.address.confidential
