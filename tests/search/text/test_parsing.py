import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.text import parsing
from directory.search.text.parsing import Style, parse
from directory.search.text.queries import AllOf, AnyOf, Phrase, Start, Word

JUNK = st.text(
    st.sampled_from(" \"'()[]{}*?~^:+-\\/\x00\x1e\u202e🙂é漢ΐ\u0301aZ9_") | st.characters()
)


def test_several_words_must_all_be_found() -> None:
    query = parse("Women's groups")

    assert query == AllOf((Word("women"), Word("group")))


def test_quotes_of_any_kind_make_a_phrase() -> None:
    query = parse("“sober living” «vida sobria»")

    assert query == AllOf((Phrase(("sober", "live")), Phrase(("vida", "sobria"))))


def test_a_quote_without_its_partner_means_nothing() -> None:
    query = parse('"sober living" "detox now')

    assert query == AllOf((Phrase(("sober", "live")), Word("detox"), Word("now")))


def test_operators_and_field_names_are_words_like_any_other() -> None:
    query = parse("name:harbor* NOT clinic")

    assert query == AllOf((Word("name"), Word("harbor"), Word("clinic")))


def test_a_word_counts_once_however_often_it_is_typed() -> None:
    assert parse("detox, Detox! DETOX") == Word("detox")


def test_accents_do_not_matter() -> None:
    assert parse("adicción") == parse("adiccio\u0301n") == parse("ADICCION")


@pytest.mark.parametrize("text", ["", "   ", "the of de la", "!?*", '""', "\x00"])
def test_text_without_a_word_asks_for_nothing(text: str) -> None:
    assert parse(text) is None


def test_any_of_the_words_may_be_asked_for() -> None:
    query = parse("harbor clinic", Style.ANY)

    assert query == AnyOf((Word("harbor"), Word("clinic")))


def test_the_last_word_may_be_the_start_of_one() -> None:
    query = parse("new harb", Style.STARTING)

    assert query == AllOf((Word("new"), AnyOf((Word("harb"), Start("harb")))))


def test_a_space_says_that_the_last_word_is_whole() -> None:
    assert parse("new harbor ", Style.STARTING) == parse("new harbor")


def test_the_start_of_a_word_may_be_a_stop_word() -> None:
    assert parse("the", Style.STARTING) == Start("the")


def test_ten_thousand_characters_are_cut_off() -> None:
    query = parse(" ".join(f"word{number}" for number in range(2_000)))

    assert isinstance(query, AllOf)
    assert len(query.parts) == parsing.MOST


@given(JUNK, st.sampled_from(Style))
def test_nothing_that_can_be_typed_is_an_error(text: str, style: Style) -> None:
    parse(text, style)
