from dataclasses import replace
from datetime import date, time

from directory.domain import documents
from directory.domain.facts import OWN_WORD, Answer, Statement
from directory.domain.listings import Address, Openings, Phone, Plan
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Facet, Selection
from tests.factories import listing, program, said

MONDAY_EVENING = Session("", 0, time(17, 30), time(20, 30))


def test_a_document_says_what_the_listing_says() -> None:
    document = documents.of(
        listing(
            "Harbor House",
            website="https://harbor.example",
            office_hours=(Span(0, 540, 1020),),
            phones=(
                Phone(kind="main", number="+13095550100"),
                Phone(kind="intake", number="+1309"),
            ),
            statements=(said("therapy", "cbt"), said("insurance", "aetna", Answer.NO)),
            programs=(
                program(
                    id=12,
                    sessions=(MONDAY_EVENING,),
                    hours_a_week=9,
                    openings=Openings(answer="waitlist", wait_days=10),
                    states_served=("IL", "WI"),
                ),
            ),
        )
    )

    assert document == {
        "name": "Harbor House",
        "website": "https://harbor.example",
        "street": "100 Main Street",
        "city": "Peoria",
        "state": "IL",
        "zip": "61602",
        "office_hours": "mon-0900-1700",
        "phone/main": ["+13095550100"],
        "phone/intake": ["+1309"],
        "says/therapy/cbt": "yes",
        "says/insurance/aetna": "no",
        "program/12/care": "intensive-outpatient",
        "program/12/hours_a_week": 9,
        "program/12/openings": "waitlist",
        "program/12/wait_days": 10,
        "program/12/sessions": [["", 0, "17:30", "20:30", "in-person"]],
        "program/12/states": ["IL", "WI"],
    }


def test_the_most_trusted_answer_is_the_one_that_is_edited() -> None:
    theirs, ours = said("therapy", "cbt"), said("therapy", "cbt", Answer.NO)
    document = documents.of(listing(statements=(theirs, replace(ours, source=OWN_WORD))))

    assert document["says/therapy/cbt"] == "no"


def test_the_providers_own_word_on_a_plan_stands_above_a_list() -> None:
    listed = Plan(insurer="aetna", kind="PPO", source=said("care", "outpatient").source)
    own = replace(listed, source=OWN_WORD, in_network=False)

    assert documents.of(listing(plans=(own, listed)))["plan/aetna/PPO"] == "out"


def test_a_program_that_is_nowhere_kept_has_a_number_of_its_own() -> None:
    document = documents.of(listing(programs=(program("outpatient"), program("detox"))))

    assert documents.programs(document) == {
        "new-1": {"care": "outpatient"},
        "new-2": {"care": "detox"},
    }
    assert documents.new_program(document) == "new-3"


def test_the_site_is_what_belongs_to_no_program() -> None:
    document = documents.of(listing(address=Address(city="Peoria", confidential=True)))

    assert documents.site(document) == {
        "name": "Harbor House",
        "city": "Peoria",
        "confidential": True,
        "phone/main": ["+13095550100"],
    }


def test_a_key_names_its_program_and_its_term() -> None:
    about = documents.subject("program/12/says/format/online")

    assert (about.program, about.name) == ("12", "says/format/online")
    assert about.selection == Selection(Facet.FORMAT, "online")
    assert documents.subject("street").selection is None


def test_not_reported_is_nothing() -> None:
    unsaid = Statement(
        about=Selection(Facet.THERAPY, "cbt"),
        answer=Answer.NOT_REPORTED,
        source=OWN_WORD,
        reported_on=date(2026, 1, 1),
    )

    assert "says/therapy/cbt" not in documents.of(listing(statements=(unsaid,)))


def test_no_wait_at_all_is_an_answer() -> None:
    at_once = program(id=12, openings=Openings(answer="yes", wait_days=0))

    document = documents.of(listing(programs=(at_once,)))

    assert document["program/12/wait_days"] == 0
