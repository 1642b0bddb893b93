import shutil
from pathlib import Path

import pytest

from directory.domain.vocabulary import Vocabulary
from directory.understanding.phrasebook import FOLDER, Phrasebook, PhraseError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "understanding"))


def add(folder: Path, phrase: str) -> None:
    with (folder / "meanings.toml").open("a") as file:
        file.write(f"\n[[phrase]]\n{phrase}\n")


def test_an_editor_can_add_a_phrase(folder: Path, vocabulary: Vocabulary) -> None:
    add(folder, 'means = ["care/detox"]\nen = ["kicking it cold"]')

    found = Phrasebook.load(vocabulary, folder).lexicon.longest(["kicking", "it", "cold"], 0)

    assert found is not None
    assert [slug for _, slug in found[1].include] == ["detox"]


def test_a_phrase_decides_over_a_synonym(folder: Path, vocabulary: Vocabulary) -> None:
    add(folder, 'means = ["care/inpatient"]\nen = ["detoxing"]')

    found = Phrasebook.load(vocabulary, folder).lexicon.longest(["detoxing"], 0)

    assert found is not None
    assert [slug for _, slug in found[1].include] == ["inpatient"]


@pytest.mark.parametrize("name", ["care/nothing", "nothing/detox", "detox"])
def test_a_phrase_for_a_term_that_is_not_there_is_refused(
    name: str, folder: Path, vocabulary: Vocabulary
) -> None:
    add(folder, f'means = ["{name}"]\nen = ["whatever"]')

    with pytest.raises(PhraseError, match=name):
        Phrasebook.load(vocabulary, folder)
