from pathlib import Path

import pytest

from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange import mapping
from directory.exchange.mapping_section import MappingError

LEAST = """
[list]
slug = "mine"
name = "Mine {year}"
[site]
name = "Agency"
"""


def load(folder: Path, vocabulary: Vocabulary, text: str) -> mapping.ListMapping:
    path = folder / "mine.toml"
    path.write_text(text)
    return mapping.load(path, vocabulary)


def test_a_name_is_all_that_is_needed(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = load(tmp_path, vocabulary, LEAST)

    assert found.site == {"name": "agency"}
    assert found.series.edition(2026, None).name == "Mine 2026"  # type: ignore[arg-type]


def test_columns_are_compared_without_case_and_blanks(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    found = load(tmp_path, vocabulary, LEAST.replace("Agency", "  AGENCY  Name "))

    assert found.site == {"name": "agency_name"}


def test_every_facet_may_be_named(tmp_path: Path, vocabulary: Vocabulary) -> None:
    columns = "\n".join(f'"{facet.value}" = "{facet.value}"' for facet in Facet)

    found = load(tmp_path, vocabulary, f"{LEAST}[terms]\n{columns}\nAll = 'any'")

    assert [meaning.facets for meaning in found.meanings] == [
        *((facet,) for facet in Facet),
        tuple(Facet),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[list", "mine.toml is no TOML: "),
        ("list = 7", "mine.toml: list should be a table, [list]."),
        ("[site]\nname = 'A'", "mine.toml: list.slug is missing."),
        (LEAST.replace("mine", "My list"), "mine.toml: list.slug should be small letters, digits"),
        (LEAST.replace('name = "Agency"', "zip = 'Zip'"), "mine.toml: site.name is missing."),
        (f"{LEAST}stret = 'Street'", "mine.toml: site.stret means nothing; did you mean street?"),
        (f"{LEAST}zip = 7", "mine.toml: site.zip should be text in quotation marks."),
        (f"{LEAST}key = [7]", "mine.toml: site.key should be text, or a list of texts."),
        (f"{LEAST}[phone]\nmain = 'A'", "mine.toml: phone means nothing; did you mean phones?"),
        (f"{LEAST}[file]\nrows = 'both'", "mine.toml: file.rows should be sites or programs."),
        (f"{LEAST}[hours]\nmonay = 'A'", "hours.monay means nothing; did you mean monday?"),
        (
            f"{LEAST}[always]\ntime_zone = 'America/Chicgo'",
            "is no time zone; did you mean America/Chi",
        ),
        (f"{LEAST}[notes]\nA = 'About'", 'mine.toml: notes."A" should be a text with {}'),
        (f"{LEAST}[terms]\nA = 'therapi'", 'terms."A" should name a facet, a term as facet/slug'),
        (
            f"{LEAST}[terms]\nA = 'therapy/cbbt'",
            'mine.toml: terms."A" names therapy/cbbt, which is no term; did you mean therapy/cbt?',
        ),
        (f"{LEAST}[values.A]\nB = ''", 'values."A" explains a column that [terms] does not name.'),
        (
            f"{LEAST}[terms]\nA = 'any'\n[values.A]\nB = 'care/detoxx'",
            'mine.toml: values.A."B" names care/detoxx, which is no term; did you mean care/detox?',
        ),
        (f"{LEAST}[skip]\ncolumn = 'A'", "mine.toml: skip should be tables, [[skip]]."),
        (f"{LEAST}[[skip]]\ncolumn = 'A'", "mine.toml: skip.reason is missing."),
        (
            LEAST.replace("[site]", "date = '2026-01-31'\n[site]"),
            "list.date should be a day without",
        ),
    ],
)
def test_a_fault_is_one_sentence_that_names_file_and_key(
    tmp_path: Path, vocabulary: Vocabulary, text: str, sentence: str
) -> None:
    with pytest.raises(MappingError) as caught:
        load(tmp_path, vocabulary, text)

    assert sentence in str(caught.value)
    assert str(caught.value).startswith("mine.toml")


def test_a_mapping_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"

    assert mapping.find("county-list").name == "county-list.toml"
    assert mapping.find(str(path)) == path


def test_a_name_that_no_mapping_has_is_told_the_names(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no mapping county; there are colorado-ladders, county"):
        mapping.find("county")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(MappingError, match="cannot be opened: No such file"):
        mapping.load(tmp_path / "gone.toml", vocabulary)
