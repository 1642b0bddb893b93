"""Tables of an organization that came back from a spreadsheet, as changes to its listings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.domain import differences, documents
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.facts import OWN_WORD
from directory.domain.findings import Finding
from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.exchange.own_csv_cells import Row
from directory.exchange.own_csv_reading import Reader
from directory.exchange.own_csv_upload import TABLES
from directory.services import check_document, table_rows
from directory.services.table_rows import Tables
from directory.storage.gazetteer import Gazetteer

NOT_YOURS, FROM_A_LIST = "not-yours", "from-a-list"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """`line` is 0 where no row says it; `reason` is a sentence's end, or one of those above."""

    table: str
    line: int
    site: str
    reason: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """`changes` by listing; one with a fault has none."""

    changes: Mapping[int, tuple[Difference, ...]]
    faults: tuple[Fault, ...]
    unchanged: int


@dataclass(frozen=True)
class Books:
    gazetteer: Gazetteer
    vocabulary: Vocabulary


def read_table(came: Tables, kept: Sequence[Listing], books: Books) -> Reading:
    mine = {listing.slug: listing for listing in kept}
    rows = [row for table in TABLES for row in came.get(table, ())]
    strange = [_strange(row) for row in rows if table_rows.site_of(row) not in mine]
    named = dict.fromkeys(table_rows.site_of(row) for row in rows)
    changes: dict[int, tuple[Difference, ...]] = {}
    faults: list[Fault] = strange
    unchanged = 0
    for listing in (mine[slug] for slug in named if slug in mine):
        changed, wrong = _changes(listing, came, books)
        faults += wrong
        unchanged += not changed and not wrong
        if changed and not wrong:
            changes[listing.id] = changed
    return Reading(changes=changes, faults=tuple(faults), unchanged=unchanged)


def _strange(row: Row) -> Fault:
    """Whether it is another's listing or none at all is not told."""
    return Fault(
        table=row.table, line=row.line, site=table_rows.site_of(row)[:80], reason=NOT_YOURS
    )


def _changes(
    listing: Listing, came: Tables, books: Books
) -> tuple[tuple[Difference, ...], list[Fault]]:
    standing = table_rows.of(listing)
    then = table_rows.merged(standing, came, listing.slug)
    before, _ = _document(listing, standing, books.vocabulary)
    after, faults = _document(listing, then, books.vocabulary)
    if faults:
        return (), faults
    changed = differences.between(before, after)
    wrong = [*_of_lists(listing, changed), *_found(listing, changed, then, books)]
    return changed, wrong


def _document(
    listing: Listing, tables: Tables, vocabulary: Vocabulary
) -> tuple[Document, list[Fault]]:
    """Both sides are read from rows, so that what no table holds is no difference."""
    reader = Reader(vocabulary)
    rows = (*table_rows.sources(listing), *(row for name in TABLES for row in tables[name]))
    for row in rows:
        reader.take(row)
    read = next((record.listing for record in reader.records()), None)
    faults = [_fault(listing, each.line, each.reason) for each in reader.skipped if each.line]
    return documents.of(_numbered(read or listing, listing)), faults


def _fault(listing: Listing, line: int, reason: str) -> Fault:
    table, _colon, rest = reason.partition(": ")
    return Fault(table=table if rest else "", line=line, site=listing.slug, reason=rest or reason)


def _numbered(read: Listing, listing: Listing) -> Listing:
    """Programs are told apart by their place in the file, which is the one they have here."""
    ids = [program.id for program in listing.programs]
    programs = (
        replace(program, id=ids[place] if place < len(ids) else 0)
        for place, program in enumerate(read.programs)
    )
    return replace(read, programs=tuple(programs))


def _of_lists(listing: Listing, changed: Iterable[Difference]) -> Iterator[Fault]:
    """What a published list says stays until it is denied."""
    programs = (said for program in listing.programs for said in program.statements)
    told = {
        said.about for said in (*listing.statements, *programs) if said.source.slug != OWN_WORD.slug
    }
    for each in changed:
        about = documents.subject(each.key).selection
        if about is not None and each.became is None and about in told:
            reason = f"{FROM_A_LIST} {about.slug}"
            yield Fault(table="facts", line=0, site=listing.slug, reason=reason)


def _found(
    listing: Listing, changed: Sequence[Difference], tables: Tables, books: Books
) -> Iterator[Fault]:
    """What is wrong with the listing as it would be, and was not before."""
    shown = documents.of(listing)
    wanted = differences.applied(shown, changed)
    known = check_document.check(shown, books.gazetteer, books.vocabulary)
    for finding in check_document.check(wanted, books.gazetteer, books.vocabulary):
        if finding.is_error and finding not in known:
            table, line = _row_of(finding, listing, tables)
            yield Fault(table=table, line=line, site=listing.slug, finding=finding)


def _row_of(finding: Finding, listing: Listing, tables: Tables) -> tuple[str, int]:
    about = documents.subject(finding.key)
    ids = [str(program.id) for program in listing.programs]
    table = _table_of(about.name, is_program=bool(about.program))
    place = str(ids.index(about.program) + 1) if about.program in ids else ""
    lines = (
        row.line
        for row in tables[table]
        if row.line and (not place or row.text("program") == place)
    )
    return table, next(lines, 0)


def _table_of(name: str, *, is_program: bool) -> str:
    kind = name.partition("/")[0]
    groups = {"phone": "phones", "plan": "plans", "says": "facts", "sessions": "sessions"}
    return groups.get(kind, "programs" if is_program else "sites")
