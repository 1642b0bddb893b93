import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Program
from directory.domain.places import Place, PlaceKind, Point, Precision, miles_between
from directory.domain.schedule import tracks
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import demonstration
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.texts import DemonstrationError
from directory.exchange.demonstration.timetables import Timetable, Track
from directory.storage import demonstrations
from directory.storage.database import Database

TODAY = date(2026, 5, 1)
SEED = 7
FICTIONAL_NUMBER = re.compile(r"\+1[2-9]\d\d55501\d\d")


@pytest.fixture(scope="module")
def places(prepared: Path) -> Sequence[Place]:
    database = Database(f"sqlite:///{prepared}")
    with database.reading() as session:
        found = demonstrations.zips(session)
    database.close()
    return found


@pytest.fixture(scope="module")
def listings(vocabulary: Vocabulary, places: Sequence[Place]) -> list[Listing]:
    return list(demonstration.generate(2_000, SEED, vocabulary, places, TODAY))


@pytest.fixture(scope="module")
def programs(listings: list[Listing]) -> list[Program]:
    return [program for listing in listings for program in listing.programs]


def test_a_listing_does_not_depend_on_how_many_are_asked_for(
    listings: list[Listing], vocabulary: Vocabulary, places: Sequence[Place]
) -> None:
    few = demonstration.generate(20, SEED, vocabulary, places, TODAY)

    assert list(few) == listings[:20]


def test_another_seed_makes_other_listings(
    listings: list[Listing], vocabulary: Vocabulary, places: Sequence[Place]
) -> None:
    others = demonstration.generate(20, SEED + 1, vocabulary, places, TODAY)

    assert not {one.description for one in others if one.description} & {
        one.description for one in listings
    }


def test_listings_come_one_by_one(vocabulary: Vocabulary, places: Sequence[Place]) -> None:
    endless = demonstration.generate(10**12, SEED, vocabulary, places, TODAY)

    assert len(list(islice(endless, 3))) == 3


def test_every_listing_shows_that_it_is_fictional(listings: list[Listing]) -> None:
    assert all("Example" in listing.name for listing in listings)
    assert all("Example" in listing.address.street for listing in listings)
    assert all(listing.demonstration for listing in listings)
    assert all(
        re.match(r"https://www\.example\.(org|com)/.", listing.website)
        for listing in listings
        if listing.website
    )


def test_no_number_can_ring_anywhere(listings: list[Listing]) -> None:
    numbers = {phone.number for listing in listings for phone in listing.phones}
    numbers |= {listing.benefits_phone for listing in listings} - {""}

    assert all(FICTIONAL_NUMBER.fullmatch(number) for number in numbers)


def test_area_codes_are_those_of_the_state(listings: list[Listing]) -> None:
    states = texts.read("states")

    for listing in listings:
        area = int(listing.phones[0].number[2:5])
        assert area in states[listing.address.state]["area_codes"]


def test_slugs_are_never_used_twice(listings: list[Listing]) -> None:
    slugs = {listing.slug for listing in listings}

    assert len(slugs) == len(listings)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


def test_every_state_has_listings_and_large_cities_have_more(listings: list[Listing]) -> None:
    states = Counter(listing.address.state for listing in listings)

    assert states.keys() == texts.read("states").keys()
    assert states["CA"] > 5 * states["WY"]


def test_cities_are_those_of_the_zip(listings: list[Listing], places: Sequence[Place]) -> None:
    by_zip = {place.zip: place for place in places}

    for listing in listings:
        address = listing.address
        place = by_zip[address.zip]
        assert (place.city, place.state) == (address.city, address.state)
        if address.point and place.point:
            assert miles_between(address.point, place.point) < 8


def test_coordinates_are_exact_or_of_the_zip_or_missing(listings: list[Listing]) -> None:
    known = Counter(listing.address.precision for listing in listings)

    assert known[Precision.EXACT] > known[Precision.ZIP] > known[Precision.UNKNOWN] > 0


def test_a_confidential_address_is_a_shelter_and_has_no_exact_point(
    listings: list[Listing],
) -> None:
    shelters = [listing for listing in listings if listing.address.confidential]

    survivors = Selection(Facet.FOR, "domestic-violence-survivors")
    assert shelters
    for listing in shelters:
        assert listing.address.precision is Precision.ZIP
        assert listing.answers(listing.programs[0])[survivors] is Answer.YES


def test_every_facet_is_answered_and_left_open(
    listings: list[Listing], vocabulary: Vocabulary
) -> None:
    terms = [term.selection for term in vocabulary if term.facet is not Facet.WHEN]
    said = {
        answer: Counter(
            about
            for listing in listings
            for program in listing.programs
            for about, given in listing.answers(program).items()
            if given is answer
        )
        for answer in (Answer.YES, Answer.NO)
    }

    programs = sum(len(listing.programs) for listing in listings)
    rare = {Facet.OWNERSHIP, Facet.LANGUAGE}
    assert [about for about in terms if not said[Answer.YES][about]] == []
    assert all(said[Answer.YES][about] + said[Answer.NO][about] < programs for about in terms)
    assert {about.facet for about in said[Answer.NO]} >= set(Facet) - rare - {
        Facet.CARE,
        Facet.WHEN,
    }


def test_a_term_is_stated_once_by_a_site_and_once_by_a_program(listings: list[Listing]) -> None:
    for listing in listings:
        for statements in (listing.statements, *(one.statements for one in listing.programs)):
            stated = {said.about for said in statements}
            assert len(stated) == len(statements)


def test_some_programs_say_otherwise_than_their_site(listings: list[Listing]) -> None:
    contradicted = sum(
        said.answer is not program_said.answer
        for listing in listings
        for said in listing.statements
        for program in listing.programs
        for program_said in program.statements
        if said.about == program_said.about
    )

    assert contradicted > 100


def test_most_sites_run_intensive_outpatient_programs(listings: list[Listing]) -> None:
    running = sum(
        any(program.care == "intensive-outpatient" for program in listing.programs)
        for listing in listings
    )

    assert 0.6 < running / len(listings) < 0.9


def test_every_level_of_care_is_stated_by_its_program(programs: list[Program]) -> None:
    for program in programs:
        care = Selection(Facet.CARE, program.care or "")
        assert care in {said.about for said in program.statements if said.answer is Answer.YES}


def test_sessions_end_after_they_start(programs: list[Program]) -> None:
    sessions = [held for program in programs for held in program.sessions]

    assert sessions
    assert all(held.starts_at < held.ends_at for held in sessions)


def test_each_track_comes_to_the_hours_a_week(programs: list[Program]) -> None:
    for program in programs:
        for sessions in tracks(program.sessions).values():
            minutes = sum(held.span.end - held.span.start for held in sessions)
            assert minutes / 60 == pytest.approx(program.hours_a_week)
            days = len({held.weekday for held in sessions})
            assert program.days_a_week in (None, days)


def test_hours_are_those_of_the_level(programs: list[Program]) -> None:
    hours = {
        care: [one.hours_a_week for one in programs if one.care == care and one.hours_a_week]
        for care in ("outpatient", "intensive-outpatient", "partial-hospitalization")
    }

    assert max(hours["outpatient"]) < 9
    assert 9 <= min(hours["intensive-outpatient"]) <= max(hours["intensive-outpatient"]) <= 19
    assert min(hours["partial-hospitalization"]) >= 20


def test_only_online_programs_name_the_states_they_serve(listings: list[Listing]) -> None:
    online = Selection(Facet.FORMAT, "online")

    for listing in listings:
        for program in listing.programs:
            meets_online = listing.answers(program).get(online) is Answer.YES
            assert (listing.address.state in program.states_served) == meets_online


def test_plans_fit_the_payers_that_the_site_accepts(
    listings: list[Listing], vocabulary: Vocabulary
) -> None:
    for listing in listings:
        yes = {said.about for said in listing.statements if said.answer is Answer.YES}
        for plan in listing.plans:
            insurer = Selection(Facet.INSURANCE, plan.insurer)
            public = {"Medicaid": "medicaid", "Medicare": "medicare"}.get(plan.kind)
            payer = public or vocabulary.terms[insurer].implies
            assert insurer in yes
            assert payer is None or Selection(Facet.INSURANCE, payer) in yes


def test_confirmation_lies_between_today_and_a_year_ago(listings: list[Listing]) -> None:
    ages = [TODAY - listing.confirmed_on for listing in listings if listing.confirmed_on]

    assert len(ages) == len(listings)
    assert min(ages) < timedelta(days=7)
    assert timedelta(days=300) < max(ages) <= timedelta(days=365)


def test_words_are_as_unevenly_common_as_in_real_texts(listings: list[Listing]) -> None:
    half, whole = _words(listings[:1_000]), _words(listings)

    common = sum(count for _, count in whole.most_common(100))
    assert common < 0.6 * whole.total()
    assert len(whole) > 1.2 * len(half) > 3_000


def test_three_thousand_words_stand_in_one_list_each() -> None:
    words = [word for text in texts.read("words").values() for word in text.split()]

    assert len(words) >= 3_000
    assert len(set(words)) == len(words)


def test_a_place_is_needed(vocabulary: Vocabulary) -> None:
    nowhere = Place(kind=PlaceKind.ZIP, state="AE", zip="09001", city="Apo", point=Point(0, 0))

    with pytest.raises(DemonstrationError, match="No place"):
        next(demonstration.generate(1, SEED, vocabulary, [nowhere], TODAY))


def test_a_track_that_cannot_be_read_is_quoted() -> None:
    with pytest.raises(DemonstrationError, match="Evenings at six"):
        Track.parsed("Evenings at six")


def test_tracks_of_one_program_have_equal_hours() -> None:
    with pytest.raises(DemonstrationError, match="unequal"):
        Timetable.parsed(["Morning: mon 09:00-12:00", "Evening: mon 18:00-20:00"])


def _words(listings: list[Listing]) -> Counter[str]:
    written = [listing.description for listing in listings]
    written += [program.description for listing in listings for program in listing.programs]
    return Counter(word for text in written for word in re.findall(r"\w+", text.casefold()))
