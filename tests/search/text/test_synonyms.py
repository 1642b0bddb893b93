from directory.search.text import synonyms
from directory.search.text.synonyms import MANY, Synonyms

DETOX = [["withdraw", "manag"], ["detox"]]
HOUSE = [["sober", "live"], ["recoveri", "home"]]


def test_an_entry_is_held_by_each_of_its_words() -> None:
    entry = synonyms.entry(HOUSE, frozenset()).encode()

    held = Synonyms([entry])

    assert held.holding("live") == held.holding("home") == [entry]
    assert held.holding("detox") == []


def test_a_phrase_is_said_within_one_name_only() -> None:
    entry = synonyms.entry(HOUSE, frozenset()).encode()

    held = Synonyms([entry])

    assert held.saying(["sober", "live"]) == [entry]
    assert held.saying(["live", "recoveri"]) == []
    assert held.saying(["ober", "live"]) == []


def test_a_shared_word_stands_for_no_entry_but_keeps_its_place_in_phrases() -> None:
    entry = synonyms.entry(HOUSE, frozenset({"home"})).encode()

    held = Synonyms([entry])

    assert held.holding("home") == []
    assert held.saying(["recoveri", "home"]) == [entry]


def test_words_of_more_than_a_few_terms_are_shared() -> None:
    terms = [[[f"kind{number}", "therapi"]] for number in range(MANY + 1)]

    assert synonyms.shared(terms) == {"therapi"}
    assert synonyms.shared(terms[1:]) == frozenset()


def test_words_that_are_no_entries_are_passed_over() -> None:
    entry = synonyms.entry(DETOX, frozenset()).encode()

    held = Synonyms([b"therapi", entry])

    assert sorted(held.words) == ["detox", "manag", "withdraw"]
