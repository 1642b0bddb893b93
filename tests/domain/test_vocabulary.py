from pathlib import Path
from typing import Any

import pytest

from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary, VocabularyError

CARE = """
[[term]]
slug = "detox"
label = "Withdrawal management"
label_es = "Manejo de la abstinencia"
definition = "Care while you stop."
definition_es = "Atención mientras lo deja."
"""


def term(slug: str, facet: Facet = Facet.CARE, **said: object) -> Term:
    filled: dict[str, Any] = dict.fromkeys(("label", "label_es", "short", "short_es"), slug)
    filled |= {"definition": "What it is.", "definition_es": "Lo que es."}
    return Term(**{**filled, **said, "facet": facet, "slug": slug})


def written(folder: Path, care: str) -> Path:
    for facet in Facet:
        (folder / f"{facet}.toml").write_text(care if facet is Facet.CARE else "", "utf-8")
    return folder


def test_two_facets_may_read_one_code() -> None:
    level = term("medication-treatment", codes=("SET:OMB",))
    substance = term("opioids", Facet.SUBSTANCE, codes=("SET:OMB",))

    claims = Vocabulary.of([level, substance]).claims["SET:OMB"]

    assert [claim.selection for claim in claims] == [level.selection, substance.selection]


def test_a_phrase_may_mean_terms_of_two_facets() -> None:
    level = term("medication-treatment", synonyms=("methadone clinic",))
    medicine = term("methadone", Facet.MEDICATION, synonyms=("methadone clinic",))

    assert len(Vocabulary.of([level, medicine]).terms) == 2


@pytest.mark.parametrize(
    ("terms", "complaint"),
    [
        (
            [term("detox"), term("detox")],
            "care: the slug detox is used twice; it stands in care already.",
        ),
        (
            [term("iop", codes=("SET:OIT",)), term("php", codes=("SET:OIT",))],
            "care: php claims SET:OIT, claimed before.",
        ),
        (
            [term("alcohol", codes=("AUT:NAUT",), denying_codes=("AUT:NAUT",))],
            "care: alcohol claims AUT:NAUT, claimed before.",
        ),
        ([term("rehab", parent="care")], "care: rehab names care, which is missing."),
        ([term("aetna", implies="private")], "care: aetna names private, which is missing."),
        (
            [term("a"), term("b", parent="a"), term("c", parent="b")],
            "care: c lies below a term with a parent.",
        ),
        (
            [term("iop", synonyms=("Día-Programa",)), term("php", synonyms_es=("dia programa",))],
            "care: iop and php are both called “dia programa”.",
        ),
        (
            [term("inpatient"), term("residential", synonyms=("Inpatient",))],
            "care: inpatient and residential are both called “Inpatient”.",
        ),
    ],
)
def test_a_contradiction_is_named(terms: list[Term], complaint: str) -> None:
    with pytest.raises(VocabularyError) as raised:
        Vocabulary.of(terms)

    assert str(raised.value) == complaint


def test_a_file_is_read_in_its_order(tmp_path: Path) -> None:
    second = CARE.replace("detox", "aftercare").replace("Withdrawal management", "Aftercare")
    second = second.replace("Manejo de la abstinencia", "Seguimiento")

    read = Vocabulary.load(written(tmp_path, CARE + second))

    assert [term.slug for term in read] == ["detox", "aftercare"]
    assert read.terms[Selection(Facet.CARE, "detox")].short == "Withdrawal management"


@pytest.mark.parametrize(
    ("care", "complaint"),
    [
        (CARE.replace('label = "Withdrawal management"', ""), "care: detox has no label."),
        (CARE.replace("Manejo de la abstinencia", ""), "care: detox has no label_es."),
        (CARE.replace('definition = "Care while you stop."', ""), "care: detox has no definition."),
        (CARE.replace('slug = "detox"', ""), "care: a term without slug has no slug."),
        (CARE + 'color = "red"', "care: detox says color, which is no part of a term."),
        (CARE + 'synonyms = "detox"', "care: detox should give synonyms as a list."),
        (CARE + 'parent = ["detox"]', "care: detox should give parent as one value."),
    ],
)
def test_a_flawed_entry_is_named(tmp_path: Path, care: str, complaint: str) -> None:
    folder = written(tmp_path, care)

    with pytest.raises(VocabularyError) as raised:
        Vocabulary.load(folder)

    assert str(raised.value) == complaint


@pytest.mark.parametrize("care", ["[[term]", "slug ="])
def test_a_torn_file_is_named(tmp_path: Path, care: str) -> None:
    folder = written(tmp_path, care)

    with pytest.raises(VocabularyError, match=r"care\.toml cannot be read"):
        Vocabulary.load(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, CARE)
    (folder / "when.toml").unlink()

    with pytest.raises(VocabularyError, match=r"when\.toml cannot be read"):
        Vocabulary.load(folder)
