import pytest

from directory.exchange.text import cell_text, folded_name, tidy, zip_code


@pytest.mark.parametrize(
    ("written", "five"),
    [
        ("61602", "61602"),
        ("7030", "07030"),
        ("7030.0", "07030"),
        ("501", "00501"),
        ("61602-1234", "61602"),
        ("7030-1234", "07030"),
        ("616021234", "61602"),
        ("70301234", "07030"),
        (" 61602 ", "61602"),
    ],
)
def test_a_zip_is_five_digits_however_written(written: str, five: str) -> None:
    assert zip_code(written) == five


@pytest.mark.parametrize("written", ["", "n/a", "0", "00000", "12", "6160A", "1234567890", "-7030"])
def test_what_is_no_zip_is_empty(written: str) -> None:
    assert zip_code(written) == ""


def test_a_number_reads_as_it_was_typed() -> None:
    assert [cell_text(cell) for cell in (7030.0, 7030, 1.5, "  a  b\n", True)] == [
        "7030", "7030", "1.5", "a b", "True",
    ]  # fmt: skip


def test_names_are_tidied_and_never_recased() -> None:
    assert tidy("  mcLean \u00a0 HOUSE\n") == "mcLean HOUSE"


def test_column_names_compare_without_case_and_stray_blanks() -> None:
    assert folded_name("    Name1 ") == folded_name("name1")
    assert folded_name("Service Code_Info") == "service_code_info"
