"""A workbook without its sheets: what a few rows need around them to be read by themselves."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook

from directory.exchange import workbook_parts
from directory.exchange.archive import WORKBOOK
from directory.exchange.workbook_parts import RELATIONS, STRINGS, STYLES

SHEET = "xl/worksheets/sheet1.xml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PARTS = (("worksheet", SHEET), ("sharedStrings", STRINGS), ("styles", STYLES))


@dataclass(frozen=True, slots=True)
class Frame:
    """Styles and shared texts of a workbook, as an archive that lacks nothing but a sheet."""

    packed: bytes

    @classmethod
    def of(cls, archive: ZipFile) -> "Frame":
        """Raises UnreadableFileError where it is too large to be held in memory."""
        held = BytesIO()
        with ZipFile(held, "w", ZIP_DEFLATED, compresslevel=1) as frame:
            frame.writestr("_rels/.rels", _relations(("officeDocument", WORKBOOK)))
            frame.writestr(WORKBOOK, _workbook(archive))
            frame.writestr(RELATIONS, _relations(*((kind, f"/{at}") for kind, at in PARTS)))
            for member in (STYLES, STRINGS):
                workbook_parts.copy(archive, member, frame)
        return cls(held.getvalue())

    def around(self, rows: bytes) -> CalamineSheet:
        """Return a sheet of these rows alone, as XML. Raises CalamineError."""
        held = BytesIO(self.packed)
        with ZipFile(held, "a") as book:
            book.writestr(SHEET, b"<worksheet><sheetData>%b</sheetData></worksheet>" % rows)
        held.seek(0)
        with CalamineWorkbook.from_filelike(held) as read:
            return read.get_sheet_by_index(0)


def _workbook(archive: ZipFile) -> str:
    from_1904 = "true" if workbook_parts.counts_days_from_1904(archive) else "false"
    return (
        f'<workbook><workbookPr date1904="{from_1904}"/>'
        '<sheets><sheet name="Sheet" sheetId="1" r:id="worksheet"/></sheets></workbook>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    each = (f'<Relationship Id="{kind}" Type="{KINDS}{kind}" Target="{at}"/>' for kind, at in parts)
    return f"<Relationships>{''.join(each)}</Relationships>"
