from dataclasses import replace
from datetime import date

from directory.domain.facts import Answer, SourceKind
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Vocabulary
from directory.web import facts
from tests import factories
from tests.factories import SOURCE, program, said

OTHER = replace(SOURCE, slug="state-list", name="State list")
PROVIDER = replace(SOURCE, slug="provider", kind=SourceKind.PROVIDER)


def of(listing: Listing, vocabulary: Vocabulary, facet: Facet) -> facts.FacetFacts:
    return next(each for each in facts.of_provider(listing, vocabulary) if each.facet is facet)


def test_facts_of_one_voice_are_gathered(vocabulary: Vocabulary) -> None:
    listing = factories.listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))

    (agreement,) = of(listing, vocabulary, Facet.THERAPY).agreements

    assert [term.slug for term in agreement.terms] == ["cbt", "dbt"]
    assert [voice.source for voice in agreement.voices] == [SOURCE]


def test_facts_of_different_days_are_kept_apart(vocabulary: Vocabulary) -> None:
    later = replace(said("therapy", "dbt"), reported_on=date(2026, 5, 1))
    listing = factories.listing(statements=(said("therapy", "cbt"), later))

    assert len(of(listing, vocabulary, Facet.THERAPY).agreements) == 2


def test_two_sources_that_agree_are_both_named(vocabulary: Vocabulary) -> None:
    also = replace(said("therapy", "cbt"), source=OTHER)
    listing = factories.listing(statements=(said("therapy", "cbt"), also))

    (agreement,) = of(listing, vocabulary, Facet.THERAPY).agreements

    assert {voice.source for voice in agreement.voices} == {SOURCE, OTHER}


def test_yes_comes_before_no(vocabulary: Vocabulary) -> None:
    denial = said("therapy", "12-step", Answer.NO)
    listing = factories.listing(statements=(denial, said("therapy", "cbt")))

    answers = [each.answer for each in of(listing, vocabulary, Facet.THERAPY).agreements]

    assert answers == [Answer.YES, Answer.NO]


def test_of_sources_that_disagree_the_one_that_counts_is_first(vocabulary: Vocabulary) -> None:
    denial = replace(said("therapy", "cbt", Answer.NO), source=PROVIDER)
    listing = factories.listing(statements=(said("therapy", "cbt"), denial))

    (dispute,) = of(listing, vocabulary, Facet.THERAPY).disputes

    assert dispute.statements[0] is denial


def test_what_a_program_says_is_not_called_unreported(vocabulary: Vocabulary) -> None:
    own = program("outpatient", said("therapy", "cbt"))
    listing = factories.listing(programs=(own,))

    silent = of(listing, vocabulary, Facet.THERAPY).not_reported

    assert "cbt" not in [term.slug for term in silent]
    assert "dbt" in [term.slug for term in silent]


def test_levels_of_care_stand_at_their_programs(vocabulary: Vocabulary) -> None:
    own = program("outpatient", said("therapy", "cbt"))

    assert [each.facet for each in facts.of_program(own.statements, vocabulary)] == [Facet.THERAPY]


def test_payers_are_those_that_some_program_takes(vocabulary: Vocabulary) -> None:
    listing = factories.listing(
        statements=(said("insurance", "medicaid"), said("insurance", "medicare", Answer.NO)),
        programs=(program("outpatient"), program("detox", said("insurance", "aetna"))),
    )

    assert [term.slug for term in facts.payers(listing, vocabulary)] == ["medicaid", "aetna"]


def test_everyone_who_speaks_is_listed_once() -> None:
    listing = factories.listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))

    assert facts.sources(listing) == [SOURCE]
