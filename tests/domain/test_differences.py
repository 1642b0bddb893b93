from hypothesis import given
from hypothesis import strategies as some

from directory.domain import differences
from directory.domain.differences import Difference

DOCUMENTS = some.dictionaries(
    some.sampled_from(["name", "zip", "says/therapy/cbt", "program/1/care", "program/new-1/care"]),
    some.sampled_from(["a", "b", "c"]),
)


def test_what_came_went_and_changed() -> None:
    base = {"name": "Harbor", "zip": "61602", "city": "Peoria"}
    proposal = {"name": "Harbor House", "city": "Peoria", "state": "IL"}

    assert differences.between(base, proposal) == (
        Difference("name", "Harbor", "Harbor House"),
        Difference("zip", "61602", None),
        Difference("state", None, "IL"),
    )


@given(DOCUMENTS, DOCUMENTS)
def test_the_difference_leads_there_and_back(
    base: dict[str, str], proposal: dict[str, str]
) -> None:
    told = differences.between(base, proposal)

    assert differences.applied(base, told) == proposal
    assert differences.applied(proposal, differences.backwards(told)) == base


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_what_only_others_changed_stays(
    base: dict[str, str], proposal: dict[str, str], current: dict[str, str]
) -> None:
    since = differences.since(base, proposal, current)
    merged = differences.applied(current, since.mine)

    for key in {*base, *proposal, *current}:
        untouched = base.get(key) == proposal.get(key)
        assert merged.get(key) == (current if untouched else proposal).get(key)
    assert since.theirs == differences.between(base, current)


def test_two_who_change_the_same_thing_clash() -> None:
    base = {"name": "Harbor", "zip": "61602", "city": "Peoria"}
    mine = base | {"name": "Harbor House", "zip": "61603", "city": "Pekin"}
    theirs = base | {"name": "Harbour", "zip": "61603"}

    since = differences.since(base, mine, theirs)

    assert since.clashing == {"name"}
    assert [each.key for each in since.mine] == ["name", "city"]


def test_a_program_that_comes_or_goes_is_one_part() -> None:
    base = {"name": "Harbor", "program/3/care": "detox", "program/3/cost": "free"}
    proposal = {
        "name": "Harbor House",
        "program/4/cost": "none",
        "program/new-1/care": "outpatient",
        "program/new-1/weeks": 8,
    }

    parts = differences.parts(differences.between(base, proposal))

    assert {name: [each.key for each in part] for name, part in parts.items()} == {
        "name": ["name"],
        "3": ["program/3/care", "program/3/cost"],
        "program/4/cost": ["program/4/cost"],
        "new-1": ["program/new-1/care", "program/new-1/weeks"],
    }
