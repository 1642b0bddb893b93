"""How somebody's own list is read: a file in `data/mappings/` says what its columns mean.

`data/mappings/example.toml` has every key with its explanation.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from directory.domain.vocabulary import Vocabulary
from directory.exchange import mapping_terms
from directory.exchange.mapping_manner import Manner
from directory.exchange.mapping_section import MappingError, Section, nearest
from directory.exchange.mapping_terms import Meaning
from directory.exchange.series import Series
from directory.exchange.text import folded_name

FOLDER = Path(__file__).parents[2] / "data" / "mappings"
SECTIONS = {
    *("list", "file", "site", "always", "phones", "hours", "program", "terms", "values"),
    *("plans", "notes", "skip"),
}
SITE = (
    *("name", "name2", "street", "street2", "city", "state", "zip", "address", "county"),
    *("latitude", "longitude", "website", "description", "benefits_phone", "hidden", "confirmed"),
)
ALWAYS = ("city", "state", "county", "website", "time_zone")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PROGRAM = (
    *("name", "description", "sessions", "time_zone", "states", "hours_a_week"),
    *("days_a_week", "weeks", "entry", "cost", "copay", "accepts", "wait_days"),
)
PHONES = ("main", "intake", "hotline")
Columns = Mapping[str, str]  # by field, the folded name of its column


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """Rows that are none of ours."""

    column: str
    values: frozenset[str]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListMapping:
    file: str
    series: Series
    day: date | None
    manner: Manner
    key: tuple[str, ...]
    site: Columns
    always: Mapping[str, str]
    phones: tuple[tuple[str, str], ...]  # kind and column
    hours: Columns
    program: Columns
    plans: tuple[str, ...]
    notes: Columns  # by column, the text that {} in it completes
    meanings: tuple[Meaning, ...]
    skips: tuple[Skip, ...]

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column it names, with the key that names it."""
        for name in ("site", "hours", "program"):
            for key, column in getattr(self, name).items():
                yield column, f"{name}.{key}"
        yield from ((column, "site.key") for column in self.key)
        yield from ((column, f"phones.{kind}") for kind, column in self.phones)
        yield from ((column, "plans.columns") for column in self.plans)
        yield from ((column, "notes") for column in self.notes)
        yield from ((meaning.column, "terms") for meaning in self.meanings)
        yield from ((skip.column, "skip.column") for skip in self.skips)


def find(named: str) -> Path:
    """A mapping's file by its path, or by its name in `data/mappings/`. Raises MappingError."""
    here = Path(named)
    if here.suffix == ".toml" or here.is_file():
        return here
    known = sorted(path.stem for path in FOLDER.glob("*.toml"))
    if named not in known:
        raise MappingError(f"There is no mapping {named}; there are {', '.join(known)}.")
    return FOLDER / f"{named}.toml"


def load(path: Path, vocabulary: Vocabulary) -> ListMapping:
    """Raises MappingError with one sentence that names the file and the key."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise MappingError(f"{path} cannot be opened: {error.strerror}.") from error
    except ValueError as error:
        raise MappingError(f"{path.name} is no TOML: {error}.") from error
    return _mapping(Section(path.name, "", content).allowing(SECTIONS), vocabulary)


def _mapping(whole: Section, vocabulary: Vocabulary) -> ListMapping:
    listed = whole.within("list").allowing(("slug", "name", "publisher", "url", "licence", "date"))
    site = whole.within("site").allowing((*SITE, "key"))
    site.needed("name")
    return ListMapping(
        file=whole.file,
        series=_series(listed),
        day=listed.day("date"),
        manner=Manner.of(whole.within("file")),
        key=tuple(map(folded_name, site.texts("key"))),
        site=_columns(site, SITE),
        always=_always(whole.within("always").allowing(ALWAYS)),
        phones=tuple(_phones(whole.within("phones").allowing(PHONES))),
        hours=_columns(whole.within("hours").allowing((*DAYS, "week")), (*DAYS, "week")),
        program=_columns(whole.within("program").allowing(PROGRAM), PROGRAM),
        plans=tuple(
            map(folded_name, whole.within("plans").allowing(("columns",)).texts("columns"))
        ),
        notes=_notes(whole.within("notes")),
        meanings=tuple(
            mapping_terms.meanings(whole.within("terms"), whole.within("values"), vocabulary)
        ),
        skips=tuple(map(_skip, whole.within_each("skip"))),
    )


def _series(listed: Section) -> Series:
    slug = listed.needed("slug")
    if not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower():
        raise listed.fault("slug", "should be small letters, digits and hyphens")
    return Series(
        slug=slug,
        name=listed.needed("name"),
        publisher=listed.text("publisher"),
        url=listed.text("url"),
        licence=listed.text("licence"),
        spoke_for={},
    )


def _columns(section: Section, keys: tuple[str, ...]) -> Columns:
    return {key: folded_name(section.needed(key)) for key in keys if key in section.content}


def _always(section: Section) -> Mapping[str, str]:
    said = {key: section.needed(key) for key in section.content}
    zone = said.get("time_zone", "UTC")
    if zone not in available_timezones():
        raise section.fault("time_zone", f"is no time zone{nearest(zone, available_timezones())}")
    return said


def _phones(section: Section) -> Iterator[tuple[str, str]]:
    for kind in PHONES:
        yield from ((kind, folded_name(column)) for column in section.texts(kind))


def _notes(section: Section) -> Columns:
    for column in section.content:
        if "{}" not in section.text(column):
            raise section.fault(f'"{column}"', "should be a text with {} where the cell goes")
    return {folded_name(column): section.text(column) for column in section.content}


def _skip(section: Section) -> Skip:
    section.allowing(("column", "values", "reason"))
    return Skip(
        column=folded_name(section.needed("column")),
        values=frozenset(value.casefold() for value in section.texts("values")),
        reason=section.needed("reason"),
    )
