import pytest

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection
from directory.web import danger


@pytest.mark.parametrize(
    "text",
    ["alcohol detox", "he overdosed", "I want to die", "suicidal", "benzos", "sobredosis"],
)
def test_words_of_danger_are_heard(text: str) -> None:
    assert danger.sounds_in(Criteria(text=text))


@pytest.mark.parametrize("text", ["", "evening groups", "Harbor House", "hiding place"])
def test_other_words_are_not(text: str) -> None:
    assert not danger.sounds_in(Criteria(text=text))


def test_asking_for_withdrawal_management_counts() -> None:
    asked = frozenset({Selection(Facet.CARE, "detox-outpatient")})

    assert danger.sounds_in(Criteria(include=asked))
