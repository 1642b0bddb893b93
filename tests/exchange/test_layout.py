import pytest

from directory.exchange.extent import Extent
from directory.exchange.layout import HEADER_WITHIN, Layout

BEGIN, END = b"<worksheet><sheetData>", b"</sheetData></worksheet>"


def laid_out(rows: bytes, *, end: bytes = END, chunk: int = 1 << 20) -> Layout:
    layout = Layout()
    whole = BEGIN + rows + end
    cuts = [0, *(at for at in range(chunk, len(whole), chunk) if whole[at : at + 1] == b"<")]
    for start, stop in zip(cuts, [*cuts[1:], len(whole)], strict=True):
        layout.add(whole[start:stop])
    layout.finish()
    return layout


def texts(layout: Layout, rows: bytes) -> list[bytes]:
    return [piece.numbered((BEGIN + rows)[piece.start : piece.end]) for piece in layout.pieces]


def test_the_header_is_a_piece_by_itself() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % line for line in range(1, 31))

    first, rest = texts(laid_out(rows), rows)

    assert first.count(b"<row") == HEADER_WITHIN
    assert (first + rest) == rows


@pytest.mark.parametrize("chunk", [1, 7, 50, 1 << 20])
def test_it_does_not_matter_in_what_chunks_it_comes(chunk: int) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row><c/><c/><c/></row><row r="9"/>' * 20

    layout = laid_out(rows, chunk=chunk)

    assert (layout.extent, layout.pieces) == (laid_out(rows).extent, laid_out(rows).pieces)


def test_a_row_without_a_number_follows_the_one_before() -> None:
    rows = b'<row r="5"/>' + b"<row><c><v>1</v></c></row>" * 10

    _, second = texts(laid_out(rows), rows)

    assert second == b'<row r="15"><c><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "extent"),
    [
        (b'<row r="3"><c r="AB3"/></row>', Extent(1, 3, 28)),
        (b"<row><c/><c/></row><row><c/></row>", Extent(1, 2, 2)),
        (b'<x:row r="2"><x:c/><x:c/></x:row>', Extent(1, 2, 2)),
        (b"<row r = '2'><c r = 'c2'/></row>", Extent(1, 2, 3)),
        (b'<row><c r="A0000000000000000007"/></row>', Extent(1, 10**9, 1)),
        (b'<row><c r="ABCDEFGH1"/></row>', Extent(1, 1, 10**9)),
        (b"", Extent(1, 0, 0)),
    ],
)
def test_an_extent_is_the_furthest_that_any_cell_says(rows: bytes, extent: Extent) -> None:
    assert laid_out(rows).extent == extent


def test_rows_far_apart_are_not_laid_out_together() -> None:
    rows = b'<row r="1"><c r="Z1"/></row><row r="1000000"><c r="Z1000000"/></row>'

    layout = laid_out(rows)

    assert [piece.extent.cells for piece in layout.pieces] == [26, 26]
    assert not layout.is_too_far


def test_a_cell_that_says_it_stands_in_another_row_is_too_far() -> None:
    assert laid_out(b'<row r="1"><c r="Z1"/><c r="A900000"/></row>').is_too_far


def test_rows_that_jump_to_and_fro_are_too_many_pieces() -> None:
    rows = b'<row r="1"><c r="Z1"/></row><row r="1000000"><c r="Z1000000"/></row>' * 600

    assert laid_out(rows).is_too_far


def test_what_stands_below_the_rows_is_not_read() -> None:
    rows = b'<row r="1"><c r="A1"/></row>'

    layout = laid_out(rows, end=b'</sheetData><cellWatches><cellWatch r="XFD99"/></cellWatches>')

    assert layout.extent == Extent(1, 1, 1)
    assert texts(layout, rows) == [rows]
