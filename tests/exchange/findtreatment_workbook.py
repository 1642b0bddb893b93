"""Writes workbooks like FindTreatment.gov's export; a test names only what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

# The real header has such blanks.
PLAIN = (
    *("    name1", "name2", "street1", "street2", "city", "state", "zip", "zip4", "county"),
    *("phone", "intake_prompt", "intake1", "intake2", "website", "latitude", "longitude"),
    "type_facility",
)
EXPLAINED = (
    *("TC:SA", "TC:MH", "SET:OP", "SET:OIT", "SET:OMB", "OT:OTP", "OT:NOOP", "TAP:CBT"),
    *("PAY:MD", "OL:N40"),
)
ROW = {
    "name1": "Harbor House",
    "street1": "100 Main Street",
    "city": "Dallas",
    "state": "TX",
    "zip": "75201",
    "county": "Dallas",
    "phone": "214-555-0100",
    "website": "http://harbor.example",
    "latitude": "32.7876",
    "longitude": "-96.7994",
    "type_facility": "SU",
    "oit": "1",
    "cbt": "1",
}


def row(**cells: object) -> dict[str, object]:
    return ROW | cells


def write_export(
    path: Path,
    rows: Iterable[Mapping[str, object]] = (ROW,),
    *,
    explained: Sequence[str] = EXPLAINED,
    left_out: Sequence[str] = (),
) -> Path:
    """`explained` are the codes of the reference sheet, each a column; the last has a blank."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    codes = [code.partition(":")[2].lower() for code in explained]
    columns = [name for name in (*PLAIN, *codes[:-1], f"{codes[-1]} ") if name not in left_out]
    sheet.append(columns)
    for cells in rows:
        sheet.append([cells.get(column.strip(), "") for column in columns])
    reference = book.create_sheet("service code reference")
    reference.append(["   category_code", "category_name", "service_code", "service_name "])
    for code in explained:
        category, _, name = code.partition(":")
        reference.append([category, "", name, ""])
    book.properties.created = datetime(2023, 11, 7)  # noqa: DTZ001
    book.save(path)
    return path
