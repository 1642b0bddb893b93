from pathlib import Path

import pytest

from config import DATA
from directory.domain.editing import DataError
from directory.domain.wording import Kind
from directory.exchange import wording

SOURCE = '[sources.us]\npublisher = "Us"\ntitle = "T"\nurl = ""\nseen = 2026-11-22\n'
RULE = '[[rule]]\nkind = "stigma"\nlanguage = "en"\nwhy = "W"\nwhy_es = "P"\nsource = "us"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "wording.toml"
    path.write_text(text)
    return path


def found(phrase: str, text: str) -> list[str]:
    pattern = wording.pattern([phrase])
    assert pattern
    return [match[0] for match in pattern.finditer(text)]


def test_the_file_has_both_kinds_in_both_languages() -> None:
    rules = wording.load(DATA / "wording.toml").rules

    assert {(rule.kind, rule.language) for rule in rules} == {
        (kind, language) for kind in Kind for language in wording.LANGUAGES
    }


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("addict", "Addict, addicts, addicted", ["Addict"]),
        ("guarantee*", "Guaranteed! No guarantees", ["Guaranteed", "guarantees"]),
        ("<number> % success", "98% success, 97.5 percent success", 2),
        ("best ... center", "best drug treatment center; best of all the many centers", 1),
        ("can't cure", "We can\u2019t cure", 1),
        ("world class", "world-class, world\nclass, worldclass", 2),
        ("#1", "#1 and #12", 1),
    ],
)
def test_phrases_find_whole_words(phrase: str, text: str, hits: list[str] | int) -> None:
    said = found(phrase, text)

    assert (len(said) if isinstance(hits, int) else said) == hits


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[rule", "cannot be read"),
        (SOURCE + RULE, "has no phrases"),
        (SOURCE + RULE + 'phrases = "addict"', "as a list of phrases"),
        (SOURCE + RULE + 'phrases = ["addict", " "]', "as a list of phrases"),
        (SOURCE + RULE + 'phrases = ["addict"]\ncolor = "red"', "says color"),
        (SOURCE + RULE.replace("stigma", "rude") + 'phrases = ["addict"]', "no known kind"),
        (SOURCE + RULE.replace('"en"', '"fr"') + 'phrases = ["addict"]', "no known language"),
        (RULE + 'phrases = ["addict"]', "a source that is not there"),
        ('[sources.us]\npublisher = "Us"\n', "source us needs"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        wording.load(written(tmp_path, text))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"wording\.toml cannot be read"):
        wording.load(tmp_path / "wording.toml")
