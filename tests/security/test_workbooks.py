"""A workbook is the only XML of strangers that is read: entities in it stand for nothing."""

from pathlib import Path

import pytest
from python_calamine import CalamineError, CalamineWorkbook

from directory.exchange import archive
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.broken_files import END, SHEET, XML, rewritten

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>before&{};after</t></is></c></row>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))


@pytest.mark.parametrize(
    ("entities", "named"),
    [('<!ENTITY file SYSTEM "file://{}">', "file"), (LAUGHS, "l9")],
    ids=["another file", "a billion laughs"],
)
def test_an_entity_opens_no_file_and_grows_to_nothing(
    tmp_path: Path, entities: str, named: str
) -> None:
    secret = tmp_path / "secret-key"
    secret.write_text("very-secret")
    kind = f"<!DOCTYPE worksheet [{entities.replace('{}', str(secret))}]>"
    content = XML.replace("<worksheet", f"{kind}<worksheet", 1) + ROW.format(named) + END
    path = tmp_path / "list.xlsx"
    rewritten(path, SHEET, iter([content.encode()]))

    told = read(path)

    assert "very-secret" not in told
    assert len(told) < 10_000


def read(path: Path) -> str:
    """What comes out of it, or why nothing does."""
    try:
        archive.check(path)
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            return str([book.get_sheet_by_index(0).to_python()])
    except (UnreadableFileError, CalamineError) as error:
        return str(error)
