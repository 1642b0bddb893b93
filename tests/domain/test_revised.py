from dataclasses import replace
from datetime import date

from directory.domain import differences, documents
from directory.domain.facts import EDITORS, OWN_WORD, Answer
from directory.domain.listings import Listing, Plan
from directory.domain.revised import revised
from directory.domain.revised_programs import Word
from tests.factories import SOURCE, listing, program, said

TODAY = date(2026, 11, 22)
WORD = Word(OWN_WORD, TODAY)


def edited(before: Listing, **changes: object) -> Listing:
    """What becomes of it when the document's keys, with / written as __, become these."""
    document = documents.of(before)
    wanted = {key.replace("__", "/"): value for key, value in changes.items()}
    said = {key: value for key, value in {**document, **wanted}.items() if value is not None}
    return revised(before, differences.between(document, said), WORD)


def test_only_what_was_changed_is_the_providers_word() -> None:
    before = listing(statements=(said("therapy", "cbt"), said("therapy", "dbt")))
    after = edited(before, says__therapy__dbt="no")

    cbt, theirs, ours = after.statements
    assert cbt.source == theirs.source == SOURCE
    assert (ours.about.slug, ours.answer, ours.source) == ("dbt", Answer.NO, OWN_WORD)
    assert ours.reported_on == TODAY
    assert documents.of(after)["says/therapy/dbt"] == "no"


def test_a_word_that_is_taken_back_leaves_what_lists_say() -> None:
    own = replace(said("therapy", "cbt", Answer.NO), source=OWN_WORD)
    after = edited(listing(statements=(said("therapy", "cbt"), own)), says__therapy__cbt=None)

    assert [each.source for each in after.statements] == [SOURCE]


def test_an_address_that_changes_has_to_be_found_on_the_map_again() -> None:
    after = edited(listing(), street="200 Oak Street")

    assert (after.address.street, after.address.city) == ("200 Oak Street", "Peoria")
    assert after.address.point is None
    assert after.address.county == ""


def test_one_that_is_only_hidden_keeps_its_street() -> None:
    after = edited(listing(), confidential=True)

    assert after.address.confidential
    assert after.address.street == "100 Main Street"


def test_the_first_line_to_call_stays_first() -> None:
    after = edited(listing(), phone__intake=["+13095550111"], phone__main=["+13095550122"])

    assert [(phone.kind, phone.number) for phone in after.phones] == [
        ("main", "+13095550122"),
        ("intake", "+13095550111"),
    ]


def test_a_plan_that_is_not_taken_any_more_goes_whoever_gave_it() -> None:
    before = listing(
        plans=(Plan(insurer="aetna", source=SOURCE), Plan(insurer="cigna", source=SOURCE))
    )
    after = edited(before, **{"plan/aetna/": None, "plan/humana/HMO": "in"})

    assert [(plan.insurer, plan.kind, plan.in_network) for plan in after.plans] == [
        ("cigna", "", None),
        ("humana", "HMO", True),
    ]


def test_a_program_keeps_its_number_and_what_lists_say_of_it() -> None:
    before = listing(programs=(program(id=12), program("detox", id=13)))
    sessions = [["", 0, "17:30", "20:30", "in-person"], ["", 2, "17:30", "20:30", "online"]]
    after = edited(
        before,
        program__12__sessions=sessions,
        program__12__openings="yes",
        program__12__states=["IL"],
    )

    iop, detox = after.programs
    assert (iop.id, detox) == (12, before.programs[1])
    assert iop.statements == before.programs[0].statements
    assert iop.openings.reported_on == TODAY
    assert documents.programs(documents.of(after))["12"]["sessions"] == sessions
    assert iop.states_served == ("IL",)


def test_a_program_that_a_list_names_too_ends_with_a_no() -> None:
    after = edited(
        listing(programs=(program(id=12), program("detox", id=13))), program__12__care=None
    )

    ended = after.programs[0]
    assert ended.statements[-1].answer is Answer.NO
    assert after.answers(ended)[ended.statements[0].about] is Answer.NO


def test_one_that_only_the_provider_named_is_gone() -> None:
    own = program(id=12)
    own = replace(own, statements=(replace(own.statements[0], source=OWN_WORD),))
    after = edited(listing(programs=(own, program("detox", id=13))), program__12__care=None)

    assert [each.id for each in after.programs] == [13]


def test_a_new_program_is_the_providers_word() -> None:
    new = {
        "program/new-1/care": "outpatient",
        "program/new-1/name": "Evenings",
        "program/new-1/weeks": 8,
    }
    after = edited(listing(programs=()), **new)

    (made,) = after.programs
    assert (made.care, made.name, made.weeks, made.id) == ("outpatient", "Evenings", 8, 0)
    assert [(each.about.slug, each.source) for each in made.statements] == [
        ("outpatient", OWN_WORD)
    ]


def test_whatever_is_in_a_document_comes_back_from_it() -> None:
    whole = listing(
        statements=(said("therapy", "cbt"),),
        plans=(Plan(insurer="aetna", kind="PPO", in_network=True, source=SOURCE),),
        programs=(program(hours_a_week=9.5, cost="$20 a week", copay="$5", entry="rolling"),),
        benefits_phone="+13095550133",
    )
    document = documents.of(whole)

    again = revised(Listing(name=""), differences.between({}, document), WORD)

    assert documents.of(again) == document


def test_an_editor_mends_what_the_provider_said() -> None:
    own = replace(said("therapy", "cbt"), source=OWN_WORD)
    before = listing(statements=(said("therapy", "cbt"), own))
    document = documents.of(before)

    mended = differences.between(document, {**document, "says/therapy/cbt": "no"})
    after = revised(before, mended, Word(EDITORS, TODAY))

    assert [each.source for each in after.statements] == [SOURCE, EDITORS]
    assert documents.of(after)["says/therapy/cbt"] == "no"
