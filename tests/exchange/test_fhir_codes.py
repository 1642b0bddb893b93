from pathlib import Path

import pytest

from config import DATA
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.fhir_codes import Codes, CodesError

WITHOUT_SPECIALTY = {"recovery-housing"}  # the NUCC's list has nothing that means it


def test_every_level_of_care_has_a_specialty(vocabulary: Vocabulary) -> None:
    codes = Codes.load(DATA / "fhir.toml", vocabulary)

    coded = frozenset[str]().union(*(one.care for one in codes.specialties))

    levels = {term.slug for term in vocabulary.of_facet(Facet.CARE)}
    assert levels - coded == WITHOUT_SPECIALTY


def test_a_code_has_one_name(vocabulary: Vocabulary) -> None:
    codes = Codes.load(DATA / "fhir.toml", vocabulary)

    for codings in (codes.specialties, codes.service_types, codes.places):
        pairs = {(one.code, one.display) for one in codings}
        assert len(pairs) == len({code for code, _ in pairs})


def test_a_term_that_is_not_there_is_named(vocabulary: Vocabulary, tmp_path: Path) -> None:
    file = tmp_path / "fhir.toml"
    file.write_text(
        'specialty = []\nservice-type = []\nplace = []\n[sign.x]\nfacts = ["for/nobody"]'
    )

    with pytest.raises(CodesError, match="for/nobody, which is no term"):
        Codes.load(file, vocabulary)
