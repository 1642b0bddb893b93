from itertools import pairwise
from pathlib import Path

import pytest

from directory.exchange.code_book import CodeBook
from directory.exchange.spreadsheet import Workbook

BOOKS = ("national-directory-su-facilities-2023.xlsx", "national-directory-mh-facilities-2023.xlsx")


def test_each_group_is_of_one_category() -> None:
    book = CodeBook.of("TC:SA", "TC:DT", "SET:OIT", "PAY:MD")

    assert book.read("SA DT * OIT * MD") == ["TC:SA", "TC:DT", "SET:OIT", "PAY:MD"]


def test_a_code_of_two_categories_belongs_to_that_of_its_neighbours() -> None:
    book = CodeBook.of("OM:BU", "OM:MU", "PAY:MD", "OT:BU", "OT:OTP")

    assert book.read("BU MU") == ["OM:BU", "OM:MU"]
    assert book.read("BU OTP") == ["OT:BU", "OT:OTP"]


def test_a_code_of_two_categories_alone_belongs_to_the_one_whose_turn_it_is() -> None:
    book = CodeBook.of("OM:BU", "PAY:MD", "OT:BU")

    assert book.read("BU * MD") == ["OM:BU", "PAY:MD"]
    assert book.read("MD * BU") == ["PAY:MD", "OT:BU"]
    assert book.read("BU * MD * BU") == ["OM:BU", "PAY:MD", "OT:BU"]


def test_an_unexplained_code_is_kept_as_unknown() -> None:
    book = CodeBook.of("TC:SA", "PAY:MD")

    assert book.read("SA NEW * NEWER * MD") == ["TC:SA", "?:NEW", "?:NEWER", "PAY:MD"]


def test_a_code_among_those_of_another_category_keeps_its_own() -> None:
    book = CodeBook.of("TC:SA", "TC:DT", "PAY:MD")

    assert book.read("SA DT MD") == ["TC:SA", "TC:DT", "PAY:MD"]


@pytest.mark.parametrize("text", ["", "  ", "*", " * * "])
def test_no_codes_are_no_codes(text: str) -> None:
    assert CodeBook.of("TC:SA").read(text) == []


@pytest.mark.national
@pytest.mark.parametrize("name", BOOKS)
def test_every_row_of_the_national_files_reads_in_the_order_of_its_reference_sheet(
    shared_data: Path, name: str
) -> None:
    workbook = Workbook(shared_data / name)
    explained = [
        (row["category_code"], row["service_code"])
        for row in workbook.table(["category_code", "service_code"], "codes")
    ]
    book, order = CodeBook(explained), list(dict(explained))

    for row in workbook.table(["name1", "service_code_info"], "facilities"):
        text = row["service_code_info"]
        groups = [book.read(group) for group in text.split("*")]
        categories = [{code.partition(":")[0] for code in group} for group in groups]

        assert book.read(text) == [code for group in groups for code in group]
        assert all(len(category) == 1 for category in categories), text
        places = [order.index(category) for (category,) in categories]
        assert all(a < b for a, b in pairwise(places)), text


@pytest.mark.national
@pytest.mark.parametrize("name", BOOKS)
def test_no_code_stands_in_two_categories_of_one_national_file(
    shared_data: Path, name: str
) -> None:
    reference = Workbook(shared_data / name).table(["category_code", "service_code"], "codes")

    codes = [row["service_code"] for row in reference]

    assert len(codes) == len(set(codes))
