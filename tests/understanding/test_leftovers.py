import pytest

from directory.understanding.sentence import Understanding
from tests.understanding.reading import Explain, asked, where


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Hope House Treatment Center", "hope house treatment center"),
        ("hope house treatment center", "hope house treatment center"),
        ("looking for the Betty Ford Center please", "betty ford center"),
        ("Recovery Centers of America", "recovery centers of america"),
        ("Cedar Ridge Recovery", "cedar ridge recovery"),
        ("St. Joseph's Villa", "st. joseph's villa"),
        ("phoenix house", "phoenix house"),
    ],
)
def test_a_name_alone_is_searched_as_it_stands(sentence: str, text: str, explain: Explain) -> None:
    understood = explain(sentence)

    assert understood.criteria.text == text
    assert not asked(understood)
    assert where(understood) == ""


def test_a_name_beside_a_place_is_searched_there(explain: Explain) -> None:
    understood = explain("Serenity Lane in Eugene, OR")

    assert understood.criteria.text == "serenity lane"
    assert where(understood) == "Eugene, OR"


def test_a_city_with_a_common_noun_stays_a_city(explain: Explain) -> None:
    assert where(explain("Kenosha rehab")) == "Kenosha, WI"


@pytest.mark.parametrize(
    "sentence", ["", "rehab", "can you recommend a good treatment center", "necesito ayuda"]
)
def test_where_only_filler_is_left_nothing_is_searched(sentence: str, explain: Explain) -> None:
    assert explain(sentence).criteria.text == ""


def test_chatter_beside_what_was_understood_is_dropped(explain: Explain) -> None:
    understood = explain("my cousin keeps stealing, detox in Tulsa OK")

    assert understood.criteria.text == ""


def test_a_wish_without_a_term_is_searched_as_words(explain: Explain) -> None:
    assert explain("christian detox").criteria.text == "christian"


def test_a_known_name_is_a_name_whatever_its_words_mean(understanding: Understanding) -> None:
    known = understanding.knowing(["Quiet Detox of Peoria"])

    understood = known.understand("quiet detox of peoria")

    assert understood.criteria.text == "quiet detox of peoria"
    assert not asked(understood)


def test_a_known_name_of_filler_is_a_name_when_it_is_all_that_is_said(
    understanding: Understanding,
) -> None:
    known = understanding.knowing(["Family Recovery Services"])

    assert known.understand("family recovery services").criteria.text == "family recovery services"


def test_a_known_name_of_common_words_stays_a_wish(understanding: Understanding) -> None:
    known = understanding.knowing(["Detox Center"])

    assert asked(known.understand("detox center")) == {"care/detox"}


@pytest.mark.parametrize("name", ["Zyx000", "Willowtree7", "Path2Hope"])
def test_a_word_of_letters_and_digits_is_left_whole(name: str, explain: Explain) -> None:
    understood = explain(name)

    assert understood.criteria.text == name.lower()
    assert [(piece.start, piece.end) for piece in understood.pieces] == [(0, len(name))]
