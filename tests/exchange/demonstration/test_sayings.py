from collections import Counter

from directory.domain.facts import Answer
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Selection, Vocabulary


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
