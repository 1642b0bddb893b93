from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from directory.search.text.spelling import Lexicon, Speller

WORD = st.text("abcde12é", max_size=8)


class Held:
    """How many sites hold each word, and the words of their names."""

    def __init__(self, sites: Mapping[str, int], names: tuple[str, ...] = ()) -> None:
        self._sites = sites
        self._names = names

    @property
    def size(self) -> int:
        return 10 * max(self._sites.values(), default=0)

    def spelled(self) -> Iterator[Lexicon]:
        yield Lexicon(self._names)

    def holders(self, word: str) -> int:
        return self._sites.get(word, 0)


@pytest.mark.parametrize("typed", ["detxo", "detx", "deetox", "detux"])
def test_one_slip_is_corrected(typed: str) -> None:
    speller = Speller(["detox"])

    assert speller.suggestion(typed, Held({"detox": 5})) == "detox"


def test_words_of_names_are_suggested() -> None:
    index = Held({"peoria": 3}, names=("peoria",))

    assert Speller().suggestion("rehab peroia", index) == "rehab peoria"


def test_fewer_edits_outrank_more_sites() -> None:
    speller = Speller(["detox treatment", "debts"])

    assert speller.suggestion("detxos", Held({"detox": 1, "debts": 900})) == "detox"


def test_of_equally_near_words_the_more_frequent_is_meant() -> None:
    speller = Speller(["group", "grout"])

    assert speller.suggestion("grouq", Held({"group": 9, "grout": 2})) == "group"


def test_a_known_word_is_left_alone() -> None:
    speller = Speller(["clinic"])

    assert speller.suggestion("clinics", Held({"clinics": 4, "clinic": 50})) is None


def test_a_slip_that_one_listing_makes_too_is_still_corrected() -> None:
    speller = Speller(["treatment"])

    assert speller.suggestion("treatmnet", Held({"treatmnet": 1, "treatment": 800})) == "treatment"


@pytest.mark.parametrize("typed", ["", "iop", "60614", "the", "zzzzzzzz"])
def test_short_words_numbers_and_strange_words_are_left_alone(typed: str) -> None:
    speller = Speller(["detox"])

    assert speller.suggestion(typed, Held({"detox": 5})) is None


@given(st.lists(WORD, unique=True), WORD, st.integers(0, 2))
def test_near_words_are_all_words_so_many_edits_away(
    known: list[str], word: str, edits: int
) -> None:
    near = Lexicon(known).near(word, edits)

    distances = [(OSA.distance(word, each), each) for each in known]
    assert near == [(distance, each) for distance, each in distances if distance <= edits]
