"""Writes workbooks like SAMHSA's; a test names only what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

COLUMNS = (
    *("Name1", "Name2", "Street1", "Street2", "City", "State", "Zip", "Phone"),
    *("Intake1", "Intake2", "Intake1a", "Intake2a", "Service_code_info"),
)
ROW = {
    "Name1": "Harbor House",
    "Street1": "100 Main Street",
    "City": "Peoria",
    "State": "IL",
    "Zip": "61602",
    "Phone": "309-555-0100",
    "Service_code_info": "SA * OP OIT * CBT * MD",
}
# In the order of the published sheets, which the groups of a row follow.
SUBSTANCE_USE = (
    *("TC:SA", "TC:DT", "TC:HH", "SET:OP", "SET:RES", "SET:OD", "SET:OIT", "SET:ORT", "SET:RL"),
    *("OM:MU", "OM:BU", "AUT:NAUT", "OT:BUM", "OT:NOOP", "PHR:BWN", "TAP:CBT", "TAP:DBT"),
    *("PAY:MC", "PAY:MD", "SG:WN", "TRSRV:ACC", "EXCL:OUDO", "AS:CM"),
)
MENTAL_HEALTH = ("TC:MH", "SET:OP", "FT:OMH", "TAP:CBT", "TAP:DBT", "PAY:MC", "PAY:MD", "SG:TBI")


def row(**cells: object) -> dict[str, object]:
    return ROW | cells


def write_directory(
    path: Path,
    rows: Iterable[Mapping[str, object]] = (ROW,),
    *,
    explained: Sequence[str] = SUBSTANCE_USE,
    columns: Sequence[str] = COLUMNS,
    title: str = "2023 SU Facilities for All Cities",
) -> Path:
    """`explained` are the codes of the reference sheet, as CATEGORY:CODE."""
    book = Workbook()
    facilities = book.active
    assert facilities is not None
    facilities.title = "Facilities List"
    facilities.append(list(columns))
    for cells in rows:
        facilities.append([cells.get(column.strip().capitalize()) for column in columns])
    reference = book.create_sheet("Service Code Reference")
    reference.append(["category_code", "category_name", "service_code", "service_name"])
    for code in explained:
        category, _, name = code.partition(":")
        reference.append([category, "", name, ""])
    book.properties.title = title
    book.properties.created = datetime(2023, 6, 20)  # noqa: DTZ001
    book.save(path)
    return path
