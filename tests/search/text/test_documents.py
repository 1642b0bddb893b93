from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Plan
from directory.domain.schedule import Session
from directory.domain.vocabulary import Vocabulary
from directory.search.text.documents import Wording
from directory.search.text.parsing import parse
from tests.factories import PEORIA, SOURCE, listing, program, said
from tests.search.text import corpus

EVENING = Session("a", 0, time(18), time(20))


@pytest.fixture(scope="module")
def wording(vocabulary: Vocabulary) -> Wording:
    return Wording(vocabulary)


def finds(folder: Path, wording: Wording, site: Listing, text: str) -> bool:
    """Whether a search for the text finds an index's only site."""
    index = corpus.built(folder, [wording.document(replace(site, id=1))])
    query = parse(text)
    assert query is not None
    return len(corpus.opened(index, 10).match(query).rows) > 0


@pytest.mark.parametrize("text", ["Suboxone", "buprenorphine", "buprenorfina", "subutex"])
def test_a_term_is_found_by_all_its_names(tmp_path: Path, wording: Wording, text: str) -> None:
    site = listing(statements=(said("medication", "buprenorphine"),))

    assert finds(tmp_path, wording, site, text)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_REPORTED])
def test_what_is_not_offered_is_not_found(tmp_path: Path, wording: Wording, answer: Answer) -> None:
    site = listing(statements=(said("medication", "buprenorphine", answer),))

    assert not finds(tmp_path, wording, site, "Suboxone")


def test_a_kind_of_something_is_found_by_the_names_of_that(
    tmp_path: Path, wording: Wording
) -> None:
    site = listing(programs=(program("detox-residential"),))

    assert finds(tmp_path, wording, site, "detox")


@pytest.mark.parametrize(
    ("text", "found"), [('"sober living"', True), ('"living sober"', False), ("living sober", True)]
)
def test_a_name_of_several_words_is_found_as_a_phrase(
    tmp_path: Path, wording: Wording, text: str, *, found: bool
) -> None:
    site = listing(programs=(program("recovery-housing"),))

    assert finds(tmp_path, wording, site, text) == found


def test_words_that_many_terms_share_are_found_too(tmp_path: Path, wording: Wording) -> None:
    site = listing(programs=(program(None, said("therapy", "cbt")),))

    assert finds(tmp_path, wording, site, "therapy")


def test_an_insurer_is_found_by_its_plan(tmp_path: Path, wording: Wording) -> None:
    site = listing(plans=(Plan(insurer="aetna", source=SOURCE),))

    assert finds(tmp_path, wording, site, "Aetna")


def test_times_of_day_are_found(tmp_path: Path, wording: Wording) -> None:
    site = listing(programs=(program(sessions=(EVENING,)),))

    assert finds(tmp_path, wording, site, "evening")


@pytest.mark.parametrize("text", ["Peoria", "Peoria County", "Illinois"])
def test_a_place_is_found(tmp_path: Path, wording: Wording, text: str) -> None:
    assert finds(tmp_path, wording, listing(), text)


def test_of_a_confidential_place_the_county_is_not_told(wording: Wording) -> None:
    site = listing(address=replace(PEORIA, county="Marshall", confidential=True))

    assert wording.document(site).city == ("Peoria", "Illinois")


def test_both_names_and_what_programs_say_are_found(tmp_path: Path, wording: Wording) -> None:
    site = listing(
        "Harbor House", name2="Quay Clinic", programs=(program(name="Lantern", description="Calm"),)
    )

    assert finds(tmp_path, wording, site, "harbor quay lantern calm")


def test_a_site_without_programs_is_found_by_its_own_terms(
    tmp_path: Path, wording: Wording
) -> None:
    site = listing(programs=(), statements=(said("service", "childcare"),))

    assert finds(tmp_path, wording, site, "childcare")
