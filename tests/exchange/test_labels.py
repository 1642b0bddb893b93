from pathlib import Path

import pytest

from directory.domain.editing import DataError
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.labels import Labels, Terms, kept


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels.load()


def test_every_code_that_a_term_claims_has_a_label(labels: Labels, vocabulary: Vocabulary) -> None:
    explained = {code for codes in labels.full.values() for code in codes}

    assert set(vocabulary.claims) - explained == set()


def test_a_label_of_several_categories_needs_its_own(labels: Labels) -> None:
    assert labels.code("FT", "Partial hospitalization/day treatment") == "FT:PH"
    assert labels.code("SET", "Partial hospitalization/day treatment") == "SET:PHDT"
    assert labels.code("XX", "Partial hospitalization/day treatment") is None


def test_what_stands_in_brackets_counts_where_it_tells_apart(labels: Labels) -> None:
    assert labels.code("PHR", "Naltrexone (oral)") == "PHR:NXN"
    assert labels.code("PHR", "Naltrexone") is None
    assert labels.code("PYAS", "Sliding fee scale") == "PYAS:SS"


def test_a_term_is_found_in_the_facets_of_a_category_only(vocabulary: Vocabulary) -> None:
    terms = Terms(vocabulary)

    assert [claim.selection.slug for claim in terms.of_category("TAP", "Art therapy")] == [
        "art-therapy"
    ]
    assert terms.of_category("PAY", "Art therapy") == []
    assert [claim.selection.facet for claim in terms.named("Spanish", Facet)] == [Facet.LANGUAGE]


def test_what_is_kept_has_no_blanks_and_an_end() -> None:
    assert kept("TAP", "Sand play\ttherapy") == "TAP:Sand_play_therapy"
    assert len(kept("TAP", "x" * 5_000)) == 200


@pytest.mark.parametrize("text", ["[TC", "TC = 7", "[TC]\nSA = 7", "TC = 'x'"])
def test_a_torn_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(text)

    with pytest.raises(DataError, match=r"labels\.toml cannot be read"):
        Labels.load(path)
