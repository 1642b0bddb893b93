import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import DATA
from directory.domain import wording
from directory.domain.wording import Kind, Wording
from directory.exchange import wording as wording_file


@pytest.fixture(scope="module")
def words() -> Wording:
    return wording_file.load(DATA / "wording.toml")


def said(words: Wording, text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in words.marked(text)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("We help addicts and their families.", ["addicts"]),
        ("Addicts need help.", ["Addicts"]),
        ("Many alcoholics in Peoria come to us.", ["alcoholics"]),
        ("Alcoholics in Peoria come to us.", ["Alcoholics"]),
        ("A recovering addict leads the group.", ["recovering addict"]),
        ("Every addict's family is welcome.", ["addict"]),
        ("Counseling for substance abuse and drug abuse.", ["substance abuse", "drug abuse"]),
        ("For IV drug users and junkies", ["IV drug users", "junkies"]),
        ("Get clean and stay clean with us.", ["Get clean", "stay clean"]),
        ("Help to live clean and sober.", ["clean and sober"]),
        ("A dirty urine is no reason to be sent away.", ["dirty urine"]),
        ("Kick the habit today", ["Kick the habit"]),
        ("Opioid-replacement therapy", ["Opioid-replacement"]),
        ("WE HELP ADDICTS GET THEIR LIVES BACK", ["ADDICTS"]),
        ("We Help Addicts And Alcoholics Get Better Fast", ["Addicts", "Alcoholics"]),
        ("Ayudamos a adictos y alcohólicos.", ["adictos", "alcohólicos"]),
        ("Tratamiento del abuso de sustancias", ["abuso de sustancias"]),
        ("Aprenda a mantenerse limpio.", ["mantenerse limpio"]),
    ],
)
def test_words_that_hurt_are_marked(words: Wording, text: str, marked: list[str]) -> None:
    assert said(words, text) == marked
    assert {mark.kind for mark in words.marked(text)} == {Kind.STIGMA}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The best rehab in Texas!", ["The best"]),
        ("We are the Best Treatment Center in Florida.", ["the Best"]),
        ("Best drug treatment center in the valley", ["Best drug treatment center"]),
        ("America's #1 program", ["#1"]),
        ("Voted number one by our clients", ["number one"]),
        ("Recovery guaranteed.", ["guaranteed"]),
        ("98 % success", ["98 % success"]),
        ("Our 98% success rate speaks for itself", ["98% success"]),
        ("with a success rate of 95 percent", ["success rate of 95 percent"]),
        ("We cure addiction.", ["cure"]),
        ("A luxury retreat by the sea, world-class care", ["luxury", "world-class"]),
        ("Call now, limited time offer", ["Call now", "limited time"]),
        ("We pay for your free flight", ["free flight"]),
        ("El mejor centro de Texas", ["El mejor"]),
        ("Resultados garantizados y 98 % de éxito", ["Resultados garantizados", "98 % de éxito"]),
        ("Un retiro de lujo", ["de lujo"]),
    ],
)
def test_claims_that_nobody_can_check_are_marked(
    words: Wording, text: str, marked: list[str]
) -> None:
    assert said(words, text) == marked
    assert {mark.kind for mark in words.marked(text)} == {Kind.PROMOTION}


@pytest.mark.parametrize(
    "text",
    [
        "We host Alcoholics Anonymous and Narcotics Anonymous meetings.",
        "ALCOHOLICS ANONYMOUS MEETS HERE ON TUESDAYS AND SUNDAYS",
        "Addicts' Victory has three houses.",
        "We work with Addicts' Victory and Clean and Sober Living.",
        "Clean and Sober Living offers twelve beds.",
        "Reunión de Alcohólicos Anónimos los martes",
        "A grant of the Substance Abuse and Mental Health Services Administration",
        "Licensed by the Bureau of Substance Abuse Services",
        "Staff are licensed alcohol and drug counselors and substance abuse counselors.",
        "We follow best practices and do our best to call back.",
        "Together we find the best level of care for you.",
        "The best way to reach us is by phone.",
        "Best suited to people who work.",
        "We cannot guarantee a bed. There is no cure, but people recover.",
        "Testing and a cure for hepatitis C: hepatitis C can be cured.",
        "We read “The Best of Us” in the group.",
        'Her memoir "Diary of a Recovering Addict" is on our shelf.',
        "We do not use words such as “addict”.",
        "See www.cleanandsober.org or write to help@addicts.example.",
        "We treat addiction and people who are addicted to opioids.",
        "Alcoholic beverages are not allowed; alcoholic hepatitis is treated.",
        "Secure rooms, accurate charts, obscured windows",
        "Bring a clean shirt. The rooms are clean.",
        "The first 90 days; 100 % confidential.",
        "Your number one priority is to rest.",
        "Housing leading to work",
        "La mejor manera de llamarnos es por la mañana.",
        "No podemos garantizar un lugar. Bebidas alcohólicas no se permiten.",
        "Programa exclusivamente para mujeres",
        "",
    ],
)
def test_names_quotations_and_plain_speech_are_left_alone(words: Wording, text: str) -> None:
    assert said(words, text) == []


def test_a_mark_says_what_to_write_why_and_who_says_so(words: Wording) -> None:
    (mark,) = words.marked("We help addicts.")
    (spanish,) = words.marked("We help addicts.", "es")

    assert mark.instead == "people with a substance use disorder"
    assert "illness" in mark.why
    assert "enfermedad" in spanish.why
    assert mark.source.publisher == "National Institute on Drug Abuse"


def test_a_text_is_parted_where_it_is_marked(words: Wording) -> None:
    text = "We help addicts. Recovery guaranteed"

    parts = list(wording.pieces(text, words.marked(text)))

    assert [(part.text, part.mark is not None) for part in parts] == [
        ("We help ", False),
        ("addicts", True),
        (". Recovery ", False),
        ("guaranteed", True),
    ]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["The", "best", "addict", "%", "9", " ", "“", "of", "-"]), max_size=40
    ).map(" ".join)
)
def test_any_text_can_be_read(words: Wording, text: str) -> None:
    marks = words.marked(text)

    assert "".join(piece.text for piece in wording.pieces(text, marks)) == text
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


@pytest.mark.parametrize(
    "text",
    [
        "best " * 4000,
        "9" * 20_000,
        "Best Of " * 3000,
        "“" * 9000,
        "addict " + "9" * 20_000,
        "a Best Of addict " * 900,
    ],
)
def test_a_long_text_takes_no_long_time(words: Wording, text: str) -> None:
    started = time.perf_counter()

    words.marked(text)

    assert time.perf_counter() - started < 2
