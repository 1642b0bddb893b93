import pytest

from directory.domain.understanding import Correction
from directory.understanding.sentence import Understanding
from tests.understanding.reading import Explain, asked, where


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("suboxne", "suboxone"),
        ("intesive outpatient", "intensive"),
        ("medicade", "medicaid"),
        ("detox in cleaveland ohio", "cleveland"),
        ("detox in Pittsburg PA", "pittsburgh"),
        ("detox minesota", "minnesota"),
    ],
)
def test_a_slip_is_corrected_and_said(written: str, meant: str, explain: Explain) -> None:
    corrections = explain(written).corrections

    assert [correction.meant for correction in corrections] == [meant]


def test_the_word_as_written_is_kept_to_go_back_to(explain: Explain) -> None:
    assert explain("Suboxne").corrections == (Correction(written="Suboxne", meant="suboxone"),)


def test_taken_exactly_nothing_is_corrected(understanding: Understanding) -> None:
    understood = understanding.understand("suboxne in Dayton OH", exact=True)

    assert understood.corrections == ()
    assert not asked(understood)
    assert understood.criteria.text == "suboxne"


@pytest.mark.parametrize(
    "sentence", ["Betty", "house", "Salem OR", "marital", "Kenosha", "Caron", "xqzt"]
)
def test_words_that_exist_or_resemble_none_stay(sentence: str, explain: Explain) -> None:
    assert explain(sentence).corrections == ()


def test_a_name_of_a_provider_stays(understanding: Understanding) -> None:
    known = understanding.knowing(["Suboxne Gardens"])

    assert known.understand("suboxne").corrections == ()


def test_a_slip_in_a_name_is_corrected(understanding: Understanding) -> None:
    understood = understanding.knowing(["Hazelden Springs"]).understand("hazeldn springs")

    assert understood.corrections == (Correction(written="hazeldn", meant="hazelden"),)
    assert understood.criteria.text == "hazelden springs"


def test_a_name_is_corrected_to_the_city_that_the_state_has(explain: Explain) -> None:
    assert where(explain("iop chicgo il")) == "Chicago, IL"


def test_a_correction_that_asks_for_nothing_is_not_told(explain: Explain) -> None:
    assert explain("lookng for detox").corrections == ()
