from hypothesis import given
from hypothesis import strategies as st

from directory.search.text import highlight
from directory.search.text.highlight import Segment
from directory.search.text.parsing import Style, parse


def test_words_are_marked_in_whatever_form_they_take() -> None:
    segments = highlight.segments("Groups for women; one group meets.", parse("group"))

    marked = [segment.text for segment in segments if segment.is_match]
    assert marked == ["Groups", "group"]


def test_accents_stay_in_what_is_marked() -> None:
    segments = highlight.segments("Consejería y adiccio\u0301n.", parse("adiccion consejeria"))

    assert segments == [
        Segment("Consejería", is_match=True),
        Segment(" y ", is_match=False),
        Segment("adiccio\u0301n", is_match=True),
        Segment(".", is_match=False),
    ]


def test_the_words_of_a_phrase_are_marked() -> None:
    segments = highlight.segments("Sober living", parse('"sober living"'))

    assert [segment.is_match for segment in segments] == [True, False, True]


def test_an_unfinished_word_marks_the_words_it_begins() -> None:
    segments = highlight.segments("Harbor House", parse("harb", Style.STARTING))

    assert segments == [Segment("Harbor", is_match=True), Segment(" House", is_match=False)]


def test_no_question_marks_nothing() -> None:
    assert highlight.segments("Harbor", None) == [Segment("Harbor", is_match=False)]


@given(st.text(), st.text())
def test_the_pieces_make_up_the_passage(passage: str, asked: str) -> None:
    segments = highlight.segments(passage, parse(asked))

    assert "".join(segment.text for segment in segments) == passage
