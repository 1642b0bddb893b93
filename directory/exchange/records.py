"""What every reader of a published list hands back, whatever the list's format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from directory.domain.facts import Answer, Source, Statement
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Selection, Vocabulary
from directory.exchange import same_level
from directory.exchange.mapping import ListMapping
from directory.exchange.series import Series

DIGEST_BYTES = 16
MOST_UNCLAIMED = 200  # of a record
FILLED = ("description", "website", "benefits_phone", "office_hours")  # where a row is silent


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a reader is told besides the file."""

    vocabulary: Vocabulary
    series: Mapping[str, Series]
    mapping: ListMapping | None = None
    today: date | None = None
    reported_on: date | None = None  # None: the day the edition speaks for


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One site as a list describes it. `key` is how the list's next edition will know it again."""

    line: int
    key: str
    listing: Listing
    unclaimed: tuple[str, ...] = ()  # CATEGORY:CODE that no term of the vocabulary claims
    repeats: tuple[int, ...] = ()  # other lines about the same site, already added to this one
    remarks: tuple[str, ...] = ()  # what of the row could not be taken as it stands

    @property
    def digest(self) -> str:
        """The same for the same content: what it says, and when; not where its ZIP lies."""
        return blake2b(repr(_content(self)).encode(), digest_size=DIGEST_BYTES).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class SkippedRow:
    """A row that makes no record. `remains` is what it does tell of a site, to know it by."""

    line: int
    name: str
    reason: str
    remains: Listing | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedList:
    """A whole file, read. `series` is what its yearly editions have in common."""

    series: str
    source: Source
    reported_on: date
    records: tuple[Record, ...]
    skipped: tuple[SkippedRow, ...]
    partial: bool = False  # a page of a list: it does not tell which sites are gone
    copied: bool = False  # from a directory like this one: slugs stay, facts have their own sources

    @property
    def row_count(self) -> int:
        repeats = sum(len(record.repeats) for record in self.records)
        return len(self.records) + repeats + len(self.skipped)


def joined(records: Iterable[Record]) -> tuple[Record, ...]:
    """Make one record of all with the same key, in the order of the first of them."""
    by_key: dict[str, Record] = {}
    for record in records:
        first = by_key.get(record.key)
        by_key[record.key] = _join(first, record) if first else record
    return tuple(by_key.values())


def _join(first: Record, other: Record) -> Record:
    a, b = first.listing, other.listing
    filled = {name: getattr(a, name) or getattr(b, name) for name in FILLED}
    listing = replace(
        a,
        **filled,
        # One row that hides the address hides it of the whole site.
        address=b.address if b.address.confidential else a.address,
        confirmed_on=max(filter(None, (a.confirmed_on, b.confirmed_on)), default=None),
        plans=tuple(dict.fromkeys((*a.plans, *b.plans))),
        phones=tuple(dict.fromkeys((*a.phones, *b.phones))),
        statements=united(a.statements, b.statements),
        programs=united_programs(a.programs, b.programs),
    )
    unclaimed = tuple(dict.fromkeys((*first.unclaimed, *other.unclaimed)))[:MOST_UNCLAIMED]
    return replace(
        first,
        listing=listing,
        unclaimed=unclaimed,
        repeats=(*first.repeats, other.line),
        remarks=tuple(dict.fromkeys((*first.remarks, *other.remarks))),
    )


def united(first: tuple[Statement, ...], other: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """One statement a term. Of a yes and a no the yes stands: some part of the site does it."""
    by_term: dict[Selection, Statement] = {}
    for said in (*first, *other):
        known = by_term.get(said.about)
        if known is None or known.answer is Answer.NO:
            by_term[said.about] = said
    return tuple(by_term.values())


def united_programs(first: tuple[Program, ...], other: tuple[Program, ...]) -> tuple[Program, ...]:
    """One program a level of care; one without a level only where no other is left."""
    by_care: dict[str | None, Program] = {}
    for program in (*first, *other):
        known = by_care.get(program.care)
        if known:
            said = united(known.statements, program.statements)
            program = replace(same_level.joined(known, program), statements=said)
        by_care[program.care] = program
    named = tuple(program for care, program in by_care.items() if care is not None)
    return named or tuple(by_care.values())


def _content(record: Record) -> tuple[object, ...]:
    listing = record.listing
    return (
        [listing.name, listing.name2, listing.description, listing.website, listing.benefits_phone],
        listing.office_hours,
        listing.address,
        listing.phones,
        sorted(map(_said, listing.statements)),
        listing.plans,
        [(replace(p, statements=()), sorted(map(_said, p.statements))) for p in listing.programs],
        listing.confirmed_on,
        record.unclaimed,
    )


def _said(statement: Statement) -> str:
    facet, slug = statement.about
    return f"{facet.value}/{slug}={statement.answer.value}"
