import pytest

from directory.understanding import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12-step", ["12", "step"]),
        ("22yo", ["22", "yo"]),
        ("can't", ["cant"]),
        ("A.A. meetings", ["aa", "meetings"]),
        ("Medi-Cal", ["medi", "cal"]),
        ("Los Ángeles", ["los", "angeles"]),
        ("CBT & DBT", ["cbt", "and", "dbt"]),
        ("O'Fallon", ["ofallon"]),
    ],
)
def test_words_are_what_is_heard(text: str, words: list[str]) -> None:
    assert tokens.words(text) == words


def test_a_word_remembers_where_it_stood() -> None:
    sentence = "detox, Peoria"

    token = tokens.tokens(sentence)[1]

    assert sentence[token.start : token.end] == "Peoria"


def test_a_comma_sets_a_word_apart() -> None:
    assert [token.apart for token in tokens.tokens("no, detox")] == [False, True]


def test_the_full_stop_of_a_shortened_word_sets_nothing_apart() -> None:
    assert [token.apart for token in tokens.tokens("St. Paul")] == [False, False]


def test_a_decomposed_letter_is_one_letter() -> None:
    assert tokens.words("cli\u0301nica") == ["clinica"]
