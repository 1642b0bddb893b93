import pytest
from flask import Flask

from directory import context
from directory.domain.vocabulary import Facet, Selection
from directory.storage.offerings import Offerings, Unit, Wanted
from directory.storage.questions import (
    AllOf,
    AnyOf,
    Care,
    Not,
    Offers,
    Question,
    Runs,
    Serves,
    Told,
)
from tests.factories import Make, listing, program, said

MENTAL_HEALTH = Told([Selection(Facet.SERVICE, "mental-health")])
SITES = ("said", "silent", "program")


@pytest.fixture
def ids(app: Flask) -> dict[str, int]:
    """Of a site that offers help for mental health, of one that says nothing, of one program."""
    made = Make(context.held(app), indexed=False).listings(
        [
            listing("said", statements=(said("service", "mental-health"),)),
            listing("silent", programs=(program(), program("detox", states_served=("IL",)))),
            listing("program", programs=(program("outpatient", said("service", "mental-health")),)),
        ]
    )
    return {each.name: each.id for each in made}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (Offers(MENTAL_HEALTH), ["said", "program"]),
        (Offers(Not(MENTAL_HEALTH)), ["silent"]),
        (Offers(AllOf((Care(["outpatient"]), MENTAL_HEALTH))), ["program"]),
        (Offers(AllOf((Care(["detox"]), Runs(["intensive-outpatient"])))), ["silent"]),
        (Offers(AllOf((Runs(["outpatient"]), Not(MENTAL_HEALTH)))), []),
        (Offers(Serves(["IL"])), ["silent"]),
        (Runs(["detox", "outpatient"]), ["silent", "program"]),
        (AnyOf(()), []),
        (AllOf(()), list(SITES)),
    ],
)
def test_sites_are_found_by_what_is_so_of_one_program(
    app: Flask, ids: dict[str, int], question: Question, names: list[str]
) -> None:
    offerings = Offerings(context.session(), Wanted(question=question), Unit.SITE)

    keys = offerings.behind(0, 10)

    assert [key.number for key in keys] == [ids[name] for name in names]
    assert offerings.count() == len(names)


def test_programs_are_found_by_what_is_so_of_themselves(app: Flask, ids: dict[str, int]) -> None:
    question = AllOf((Runs(["detox"]), Not(Serves(["IL"])), Not(MENTAL_HEALTH)))

    (key,) = Offerings(context.session(), Wanted(question=question), Unit.PROGRAM).behind(0, 10)

    assert key.provider_id == ids["silent"]
