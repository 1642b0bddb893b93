import re
import time
import unicodedata

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.plain_text import Removed, plain

MARKUP, LINKS, INVISIBLE = Removed.MARKUP, Removed.LINKS, Removed.INVISIBLE
PIECES = (
    "<b>|</b>|<|>|&lt;|&#8203;|https://|a.com|www.|\u202e|\u200b|\u200d|é|e\u0301|ن|क|्|x|@|.|/| "
    "|\n|\r\n|\x00|\ud800"
)
NAMES = (
    "José Ñúñez|Nguyễn Thị Ánh|Łukasz|محمد علی|نیک\u200cخو\u0627\u0647|क्\u200dष|李小龍|김영희|"
    "Ὀδυσσεύς|Ђорђе|አበበ|ᏣᎳᎩ|\u02bbOkina Kahanamoku|O\u2019Brien-Smith, Jr.|ශ්\u200dරී"
)
TIMES = "Mon.-Fri. 9 a.m./5 p.m., and/or St.Mary"
LETTERS = st.characters(
    categories=["Lu", "Ll", "Lo", "Nd"], exclude_characters="\u115f\u1160\u3164\uffa0"
)


@pytest.mark.parametrize(
    ("typed", "text", "removed"),
    [
        ("Detox & counseling, 5 < 6 weeks <3", "Detox & counseling, 5 < 6 weeks <3", set()),
        ("<b>Best</b> care<script>alert(1)</script>", "Best care", {MARKUP}),
        ("&lt;b&gt; is markup only <i>here</i>", "is markup only here", {MARKUP}),
        ("See <a href='https://x.com'>us</a>.", "See us.", {MARKUP}),
        ("Cheap pills at https://spam.example/a?b=c.", "Cheap pills at .", {LINKS}),
        ("Visit www.spam.example now", "Visit now", {LINKS}),
        ("Visit spam-pills.xyz/buy now", "Visit now", {LINKS}),
        ("Pills: ex<b></b>ample.com", "Pills:", {MARKUP, LINKS}),
        ("Write to help@house.org", "Write to help@house.org", set()),
        ("Ann <ann@house.org>", "Ann (ann@house.org)", {MARKUP}),
        (TIMES, TIMES, set()),
        ("Harbor\u202eesuoH", "HarboresuoH", {INVISIBLE}),
        ("Har\u200bbor\u00ad \x00House\ufeff", "Harbor House", {INVISIBLE}),
        ("htt\u200bps://a.com", "", {INVISIBLE, LINKS}),
        ("\u3164\u115f", "", {INVISIBLE}),
        ("  two   blanks\u00a0 ", "two blanks", set()),
    ],
)
def test_what_is_no_text_is_taken_out(typed: str, text: str, removed: set[Removed]) -> None:
    answer = plain(typed)

    assert answer.text == text
    assert answer.removed == removed


@pytest.mark.parametrize("name", NAMES.split("|"))
def test_names_of_any_script_stay_as_they_are(name: str) -> None:
    answer = plain(name)

    assert answer.text == unicodedata.normalize("NFC", name)
    assert answer.removed == frozenset()


def test_a_joiner_hides_in_no_other_script() -> None:
    assert plain("Har\u200cbor").text == "Harbor"


def test_accents_are_composed() -> None:
    assert plain("Jose\u0301").text == "José"


def test_paragraphs_stay_where_they_are_welcome() -> None:
    typed = "One.\r\nTwo. \r\n\r\n\r\n\r\n<p>Three.</p>Four."

    assert plain(typed, keeps_lines=True).text == "One.\nTwo.\n\nThree.\nFour."
    assert plain(typed).text == "One. Two. Three. Four."


@given(st.text() | st.lists(st.sampled_from(PIECES.split("|"))).map("".join), st.integers(0, 1))
def test_plain_text_is_plain_already(typed: str, lines: int) -> None:
    once = plain(typed, keeps_lines=bool(lines))
    again = plain(once.text, keeps_lines=bool(lines))

    assert again.text == once.text
    assert again.removed == frozenset()
    assert not nh3.is_html(once.text)
    assert not re.search(r"\bhttps?://|\bwww\.\w", once.text)
    once.text.encode()  # without half of a pair, which no database takes


@given(st.text(LETTERS))
def test_letters_and_digits_are_never_lost(typed: str) -> None:
    assert plain(typed).text == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("piece", ["a-", "a.", "<", "www.!", "x://!", "&lt;", "<a@", "a.com:!"])
def test_a_long_text_takes_no_longer_than_reading_it(piece: str) -> None:
    began = time.process_time()

    plain(piece * 30_000)

    assert time.process_time() - began < 5  # it was a minute and more
