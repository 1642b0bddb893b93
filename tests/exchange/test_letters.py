"""The texts of mail: whole in both languages, and no value breaks out of its place."""

from pathlib import Path

import pytest

from config import DATA, ROOT
from directory.domain.editing import DataError
from directory.domain.mail import Letter
from directory.exchange import letters
from directory.exchange.letters import Letters
from tests import reading

SENDER = "Some County\nlistings@example.org"
PATHS = sorted((DATA / "letters").glob("*.txt"))
SIXTH_GRADE, FAIRLY_EASY = 6.0, 70.0  # Flesch-Kincaid, Fernández-Huerta
LONGEST_LINE = 76  # characters, as mail programs show it without breaking


@pytest.fixture(scope="module")
def own() -> Letters:
    return letters.load(DATA / "letters", SENDER)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_letter_greets_and_breaks_its_lines(path: Path) -> None:
    _, _, body = path.read_text("utf-8").split("\n", 2)

    assert body.startswith(("Hello,\n", "Hola:\n"))
    assert max(map(len, body.splitlines())) <= LONGEST_LINE


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_letter_is_read_at_sixth_grade_or_below(path: Path) -> None:
    _, _, body = path.read_text("utf-8").split("\n", 2)
    blocks = body.split("\n-- \n")[0].split("\n\n")
    prose = [each.replace("\n", " ") for each in blocks if not each.strip().startswith("$")]

    if path.suffixes[0] == ".en":
        assert reading.english(prose).grade <= SIXTH_GRADE
    else:
        assert reading.spanish(prose).fernandez_huerta >= FAIRLY_EASY


def test_every_letter_is_sent_by_something_and_stands_in_the_documents(own: Letters) -> None:
    code = "".join(path.read_text() for path in ROOT.glob("directory/**/*.py"))
    documents = (ROOT / "docs" / "mail.md").read_text()

    assert [name for name in sorted(own.names) if f'"{name}"' not in code] == []
    assert [name for name in sorted(own.names) if f"`{name}`" not in documents] == []


@pytest.mark.parametrize("language", letters.LANGUAGES)
def test_every_letter_can_be_filled_in(own: Letters, language: str) -> None:
    for name in own.names:
        values = dict.fromkeys(own.placeholders(name), "something")

        written = own.written(Letter(name, values), language)

        assert "$" not in written.subject + written.body
        assert written.body.endswith(f"-- \n{SENDER}\n")


def test_a_subject_stays_one_line(own: Letters) -> None:
    name = "Harbor\r\nBcc: others@example.org\u2028House\x00"

    written = own.written(Letter("claim-accepted", {"name": name, "link": "x"}), "en")

    assert written.subject == (
        "You can now keep the listing of Harbor Bcc: others@example.org House"
    )
    assert "\r" not in written.body


def test_a_value_is_never_read_as_a_text_to_fill_in(own: Letters) -> None:
    written = own.written(Letter("claim-accepted", {"name": "$link $$", "link": "x"}), "en")

    assert "$link $$" in written.body


def test_another_language_is_written_in_english(own: Letters) -> None:
    values = {"link": "x", "listings": "Harbor House"}

    french = own.written(Letter("still-right", values), "fr")

    assert french == own.written(Letter("still-right", values), "en")


def test_a_value_that_is_missing_is_an_error(own: Letters) -> None:
    with pytest.raises(KeyError):
        own.written(Letter("still-right", {"link": "x"}), "en")


@pytest.mark.parametrize(
    ("english", "spanish", "words"),
    [
        ("Subject\n\nText $sender", None, "cannot be read"),
        ("Subject", "Asunto\n\nTexto $sender", "cannot be read"),
        ("\n\nText $sender", "Asunto\n\nTexto $sender", "needs a subject"),
        ("Subject\nText\n$sender", "Asunto\n\nTexto $sender", "an empty line"),
        ("Subject\n\nText", "Asunto\n\nTexto $sender", "does not say who sends it"),
        ("Subject\n\nUS$ 5 $sender", "Asunto\n\nTexto $sender", "begins no name"),
        ("Subject\n\n$link $sender", "Asunto\n\n$enlace $sender", "fills in enlace, link in one"),
    ],
)
def test_a_torn_letter_is_named(
    tmp_path: Path, english: str, spanish: str | None, words: str
) -> None:
    (tmp_path / "greeting.en.txt").write_text(english)
    if spanish is not None:
        (tmp_path / "greeting.es.txt").write_text(spanish)

    with pytest.raises(DataError, match=words) as caught:
        letters.load(tmp_path, SENDER)

    assert "greeting" in str(caught.value)


def test_a_folder_without_letters_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no letters"):
        letters.load(tmp_path, SENDER)
