"""From the cells of somebody's own list to the site that a row is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.domain.schedule import MIDNIGHT, Span
from directory.exchange import clocks, one_line, weekly
from directory.exchange.clocks import HoursError
from directory.exchange.mapped_cells import Cells
from directory.exchange.mapping import DAYS, ListMapping
from directory.exchange.sites import Told
from directory.exchange.weekly import Week

PLAIN = ("name", "name2", "county", "latitude", "longitude", "website", "benefits_phone")
PLACE = ("street", "street2", "city", "state", "zip")


@dataclass(frozen=True, slots=True)
class Hours:
    spans: tuple[Span, ...]
    remarks: tuple[str, ...]


def told(cells: Cells, mapping: ListMapping) -> Told:
    site, always = mapping.site, mapping.always
    said = {field: cells.text(site.get(field)) or always.get(field, "") for field in PLAIN}
    place = {field: cells.text(site.get(field)) or always.get(field, "") for field in PLACE}
    line = one_line.read(cells.text(site.get("address")))
    if line:
        place = {field: place[field] or getattr(line, field) for field in PLACE}
    place["state"] = one_line.state(place["state"])
    return Told(
        **said,
        **place,
        description=" ".join(_description(cells, mapping)),
        phones=tuple((kind, cells.text(column)) for kind, column in mapping.phones),
        confidential=cells.hides(site.get("hidden")),
    )


def _description(cells: Cells, mapping: ListMapping) -> Iterator[str]:
    if said := cells.text(mapping.site.get("description")):
        yield said
    for column, text in mapping.notes.items():
        if said := cells.text(column):
            yield text.replace("{}", said).rstrip(".") + "."


def address_fault(cells: Cells, mapping: ListMapping, said: Told) -> str:
    written = cells.text(mapping.site.get("address"))
    if not written or said.confidential or one_line.read(written):
        return ""
    return f"the address “{written[:60]}” does not end with city, state and ZIP"


def key(cells: Cells, mapping: ListMapping) -> str:
    """The list's own name for the site, if it has one."""
    parts = [cells.text(column) for column in mapping.key]
    return "|".join(parts) if all(parts) else ""


def hours(cells: Cells, mapping: ListMapping) -> Hours:
    """When the place is open; what cannot be read for certain is left out and said."""
    week: Week = {}
    remarks: list[str] = []
    for field, column in mapping.hours.items():
        said = cells.text(column)
        try:
            week |= weekly.read(said) if said and field == "week" else _day(field, said)
        except HoursError as error:
            remarks.append(f"{error} ({field})")
    spans: list[Span] = []
    for day, times, true in weekly.believed(week):
        if true:
            spans += weekly.spans(day, times)
        else:
            remarks.append(f"the hours of {DAYS[day]} would last {_long(times)} and were left out")
    return Hours(tuple(dict.fromkeys(sorted(spans))), tuple(remarks))


def _day(field: str, said: str) -> Week:
    return {DAYS.index(field): list(clocks.read(said))} if said else {}


def _long(times: clocks.Times) -> str:
    return f"{((times.end - times.start) % MIDNIGHT or MIDNIGHT) / 60:g} hours"
