"""Makes files that no list should be, and some that only look so."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from directory.exchange.archive import COMPOUND_MAGIC
from tests.colorado import COLUMNS, ROW
from tests.exchange.findtreatment_workbook import row, write_export

MEGABYTE = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
XML = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def colorado_text(**cells: str) -> str:
    values = ROW | cells
    line = ",".join(f'"{values.get(column, "")}"' for column in COLUMNS)
    return f"{','.join(COLUMNS)}\r\n{line}\r\n"


def rewritten(path: Path, member: str, pieces: Iterator[bytes]) -> None:
    """Put other content in the place of a member, packed as it comes."""
    write_export(path)
    with zipfile.ZipFile(path) as book:
        kept = {each: book.read(each) for each in book.namelist() if each != member}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in kept.items():
            book.writestr(name, content)
        with book.open(member, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)


def workbook_cut_short(path: Path) -> None:
    write_export(path)
    path.write_bytes(path.read_bytes()[:-900])


def workbook_that_begins_before_itself(path: Path) -> None:
    """Its directory says that its members stand further ahead than the file is long."""
    write_export(path)
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    content[end + 16 : end + 20] = (1 << 30).to_bytes(4, "little")
    path.write_bytes(content)


def workbook_with_a_huge_cell(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield f'{XML}<row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
        yield from (b"x" * MEGABYTE for _ in range(100))
        yield f"</t></is></c></row>{END}".encode()

    rewritten(path, SHEET, pieces())


def workbook_of_a_million_columns(path: Path) -> None:
    """Cells without a reference stand beside the one before."""

    def pieces() -> Iterator[bytes]:
        yield f"{XML}<row>".encode()
        yield from (b"<c><v>1</v></c>" * 100_000 for _ in range(10))
        yield f"</row>{END}".encode()

    rewritten(path, SHEET, pieces())


def workbook_with_a_cell_far_down(path: Path) -> None:
    """A wide row, and another one a million lines below."""

    def pieces() -> Iterator[bytes]:
        yield f'{XML}<row r="1">'.encode() + b"<c><v>1</v></c>" * 16_000
        yield f'</row><row r="1048576"><c><v>1</v></c></row>{END}'.encode()

    rewritten(path, SHEET, pieces())


def workbook_with_a_cell_in_another_row(path: Path) -> None:
    """One row whose cells say that they stand far apart."""

    def pieces() -> Iterator[bytes]:
        yield f'{XML}<row r="1"><c r="Z1"><v>1</v></c>'.encode()
        yield f'<c r="A1000000"><v>1</v></c></row>{END}'.encode()

    rewritten(path, SHEET, pieces())


def workbook_with_a_long_row(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield f"{XML}<row>".encode()
        text = b"x" * 30_000
        yield from (b'<c t="inlineStr"><is><t>%b</t></is></c>' % text for _ in range(1_100))
        yield f"</row>{END}".encode()

    rewritten(path, SHEET, pieces())


def workbook_of_many_rows(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        names = ("name1", "street1", "city", "state", "zip", "phone", "type_facility")
        yield f"{XML}<row>".encode()
        for name in names:
            yield f'<c t="inlineStr"><is><t>{name}</t></is></c>'.encode()
        yield b"</row>"
        yield b"<row><c><v>1</v></c></row>" * 200_001
        yield END.encode()

    rewritten(path, SHEET, pieces())


def workbook_with_countless_texts(path: Path) -> None:
    """Texts that cells share, of which nothing is said but that they are there."""

    def pieces() -> Iterator[bytes]:
        yield b"<sst>"
        yield from (b"<si/>" * 100_000 for _ in range(21))
        yield b"</sst>"

    rewritten(path, STRINGS, pieces())


def workbook_with_large_texts(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"<sst>"
        yield from (b"<si><t>%b</t></si>" % (b"x" * 30_000) for _ in range(2_200))
        yield b"</sst>"

    rewritten(path, STRINGS, pieces())


def workbook_that_is_a_bomb(path: Path) -> None:
    rewritten(path, "xl/media/image1.png", (bytes(MEGABYTE) for _ in range(401)))


def text_cut_short(path: Path) -> None:
    path.write_text(colorado_text()[:-40])


def text_with_a_huge_cell(path: Path) -> None:
    with path.open("w") as file:
        file.write(colorado_text().rpartition('""')[0])
        for _ in range(100):
            file.write("x" * MEGABYTE)


def text_with_a_huge_cell_of_many_lines(path: Path) -> None:
    with path.open("w") as file:
        file.write(",".join(COLUMNS) + '\n"')
        for _ in range(100):
            file.write(("x" * 999 + "\n") * 1_000)


def text_with_a_row_of_many_lines(path: Path) -> None:
    """Every line and every cell is short, and quotation marks hold them together."""
    cell = '"' + ("x" * 99 + "\n") * 1_000 + '"'
    with path.open("w") as file:
        file.write(",".join(COLUMNS) + "\n")
        for _ in range(1_000):
            file.write(cell + ",")


def padded(path: Path, head: bytes, megabytes: int) -> None:
    """A file as long as said, which takes no room on the disk."""
    path.write_bytes(head)
    with path.open("r+b") as file:
        file.truncate(megabytes * MEGABYTE)


def text_of_many_bytes(path: Path) -> None:
    padded(path, colorado_text().encode(), 2_000)


def compound_of_many_bytes(path: Path) -> None:
    padded(path, COMPOUND_MAGIC, 600)


def own_text_of_many_bytes(path: Path) -> None:
    padded(path, b"table,slug\n", 401)


def own_package_of_many_bytes(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("programs.csv", "site\n")
        package.writestr("facts.csv", "site\n")
        package.writestr("sources.csv", "slug\n")
        with package.open("sites.csv", "w", force_zip64=True) as file:
            file.write(b"slug,name\n")
            for _ in range(401):
                file.write(b"a,b\n" * (MEGABYTE // 4))


def text_of_a_million_columns(path: Path) -> None:
    path.write_text(",".join(map(str, range(1_000_000))) + "\n1,2,3\n")


def text_of_short_columns(path: Path) -> None:
    path.write_text("a," * 100_000 + "\n")


def text_with_nul(path: Path) -> None:
    path.write_bytes(colorado_text().encode().replace(b"Harbor", b"Har\0bor"))


def text_in_utf_16_without_a_mark(path: Path) -> None:
    path.write_bytes(colorado_text().encode("utf-16-le"))


def text_in_no_encoding(path: Path) -> None:
    path.write_bytes(colorado_text().encode() + b"\xff\x81\x8d\n")


def text_with_a_column_twice(path: Path) -> None:
    path.write_text(colorado_text().replace("RSSOServicesProvided", "DisplayName", 1))


def text_without_a_column(path: Path) -> None:
    path.write_text(colorado_text().replace("lat,lon", "x,y", 1))


def text_with_a_stray_quote(path: Path) -> None:
    path.write_text(colorado_text(DisplayName='The "Harbor" House'))


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def blanks(path: Path) -> None:
    path.write_text(" \n\n , ,\n")


def json_cut_short(path: Path) -> None:
    path.write_text(json.dumps({"rows": [row()]})[:-9])


def json_nested_deep(path: Path) -> None:
    path.write_text("[" * 3_000_000)


def json_of_many_values(path: Path) -> None:
    path.write_text("[" + "[]," * 6_000_000 + "[]]")


def json_with_a_huge_cell(path: Path) -> None:
    path.write_text(json.dumps({"rows": [{"name1": "x" * 100 * MEGABYTE}]}))


def json_with_a_large_cell(path: Path) -> None:
    path.write_text(json.dumps([row(name1="x" * 40 * MEGABYTE)]))


def json_with_a_huge_number(path: Path) -> None:
    path.write_text('{"rows": [{"name1": ' + "9" * 5_000 + "}]}")


def json_of_something_else(path: Path) -> None:
    path.write_text('{"type": "FeatureCollection", "features": []}')


def json_in_another_encoding(path: Path) -> None:
    path.write_bytes('[{"name1": "Cañon"}]'.encode("cp1252"))
