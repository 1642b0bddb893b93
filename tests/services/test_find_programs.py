from dataclasses import replace

import pytest
from flask import Flask

from directory import context
from directory.domain.criteria import Criteria
from directory.domain.facts import Answer
from directory.domain.places import Precision
from directory.domain.vocabulary import Facet, Selection
from directory.services.find_programs import Finder, ResultsPage
from tests import factories
from tests.factories import PEORIA, REPORTED_ON, SOURCE, Make, program, said

CBT = Selection(Facet.THERAPY, "cbt")
DETOX = Selection(Facet.CARE, "detox")
MEDICAID = Selection(Facet.INSURANCE, "medicaid")
EVENING = Selection(Facet.WHEN, "evening")
OTHER = replace(SOURCE, slug="state-list", name="State list")


@pytest.fixture
def find(app: Flask) -> "Find":
    return Find()


class Find:
    def __call__(self, *include: Selection, per_page: int = 20, **asked: object) -> ResultsPage:
        finder = Finder(
            session=context.session(), engine=context.engine(), vocabulary=context.vocabulary()
        )
        criteria = replace(Criteria(include=frozenset(include)), **asked)  # type: ignore[arg-type]
        return finder.find(criteria, today=REPORTED_ON, per_page=per_page)


def test_a_match_shows_the_programs_that_satisfy_everything(find: Find, make: Make) -> None:
    make.listing(programs=(program("outpatient"), program("detox", said("therapy", "cbt"))))

    (match,) = find(CBT).matches

    assert [line.care for line in match.programs] == ["detox"]


def test_confirmations_are_gathered_by_who_said_so(find: Find, make: Make) -> None:
    elsewhere = replace(said("insurance", "medicaid"), source=OTHER)
    own = program("detox", said("therapy", "cbt"))
    make.listing(statements=(elsewhere,), programs=(own,))

    (match,) = find(CBT, DETOX, MEDICAID).matches

    voices = {each.source: set(each.about) for each in match.confirmations}
    assert voices == {SOURCE: {CBT, DETOX}, OTHER: {MEDICAID}}


def test_a_parent_is_confirmed_by_what_was_said_of_its_child(find: Find, make: Make) -> None:
    make.listing(programs=(program("detox-residential"),))

    (match,) = find(DETOX).matches

    (confirmed,) = match.confirmations
    assert confirmed.source == SOURCE
    assert confirmed.about == (DETOX,)


def test_a_program_s_no_is_never_quoted_as_a_yes(find: Find, make: Make) -> None:
    refusing = program("outpatient", said("therapy", "cbt", Answer.NO))
    make.listing(statements=(said("therapy", "cbt"),), programs=(refusing, program("detox")))

    (match,) = find(CBT).matches

    assert [line.care for line in match.programs] == ["detox"]
    assert [each.about for each in match.confirmations] == [(CBT,)]


def test_pages_are_counted_from_the_total(find: Find, make: Make) -> None:
    make.listings([factories.listing(f"House {number}") for number in range(5)])

    page = find(per_page=2, page=9)

    assert (page.total, page.pages, page.matches) == (5, 3, ())
    assert page.is_past_the_end


def test_nothing_found_is_one_empty_page(find: Find, make: Make) -> None:
    make.listing()

    page = find(CBT)

    assert (page.total, page.pages) == (0, 1)
    assert not page.is_past_the_end


def test_a_long_description_is_cut_between_words(find: Find, make: Make) -> None:
    make.listing(description="word " * 100)

    (match,) = find().matches

    assert match.excerpt.endswith("word …")
    assert len(match.excerpt) < 210


def test_the_distance_to_a_confidential_site_is_not_given(find: Find, make: Make) -> None:
    make.listing(address=replace(PEORIA, confidential=True, precision=Precision.CITY))
    place = context.gazetteer().resolve("Peoria, IL").place

    (match,) = find(place=place).matches

    assert match.miles is None
