"""Makes listings of the rows of the directory's own tables, in whatever order they come."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from directory.domain.facts import Answer, Source, Statement
from directory.domain.listings import Listing, Phone, Plan, Program
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import own_csv_rows, sites
from directory.exchange.own_csv_cells import FaultError, Row
from directory.exchange.records import Record, SkippedRow

WHOLE_SITE = 0  # a fact without a program's number
MOST_ROWS = 2_000_000
MOST_SITES = 200_000
MOST_FACTS = 5_000_000  # the country has 570,000
MOST_SKIPPED = 100_000
LONGEST_REASON = 300  # letters; a reason quotes the cell


@dataclass(slots=True)
class Draft:
    """A site under way. What belongs to a program is kept by the program's number."""

    line: int = 0
    site: Listing | None = None
    is_refused: bool = False
    phones: list[Phone] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    programs: dict[int, Program] = field(default_factory=dict)
    statements: dict[int, list[Statement]] = field(default_factory=dict)
    sessions: dict[int, list[Session]] = field(default_factory=dict)

    @property
    def strays(self) -> list[int]:
        """Programs that something is said of and that are not there."""
        named = self.statements.keys() | self.sessions.keys()
        return sorted(named - self.programs.keys() - {WHOLE_SITE})

    def listing(self, site: Listing) -> Listing:
        return replace(
            site,
            phones=tuple(self.phones),
            plans=tuple(self.plans),
            statements=self._said(WHOLE_SITE),
            programs=tuple(
                replace(
                    program,
                    statements=self._said(number),
                    sessions=tuple(self.sessions.get(number, ())),
                )
                for number, program in sorted(self.programs.items())
            ),
        )

    def _said(self, number: int) -> tuple[Statement, ...]:
        """A source answers once; should it stand there twice, the last word counts."""
        said = self.statements.get(number, ())
        return tuple({(one.about, one.source.slug): one for one in said}.values())


class Reader:
    """Takes row after row; a source's row has to come before those that cite it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sources: dict[str, Source] = {}
        self._drafts: dict[str, Draft] = {}
        self._statements: dict[tuple[str, ...], list[Statement]] = {}
        self._rows = self._facts = 0
        self.skipped: list[SkippedRow] = []
        self.day: date | None = None  # since which the directory that was exported is as it is

    @property
    def excess(self) -> str:
        """What there is more of than can be held at once; empty where all is well."""
        held = (
            (self._rows, MOST_ROWS, "rows"),
            (len(self._drafts), MOST_SITES, "sites"),
            (self._facts, MOST_FACTS, "facts"),
            (len(self.skipped), MOST_SKIPPED, "rows that make no sense"),
        )
        return next((f"{most:,} {what}" for count, most, what in held if count > most), "")

    def take(self, row: Row) -> None:
        self._rows += 1
        try:
            TAKING[row.table](self, row)
        except FaultError as fault:
            self._skip(row.line, row.text("site") or row.text("slug"), f"{row.table}: {fault}")

    def records(self) -> Iterator[Record]:
        """The sites that are whole enough, in the order of the file."""
        for slug, draft in self._drafts.items():
            if draft.site is None:
                if not draft.is_refused:
                    self._skip(draft.line, slug, "something is said of a site that is not there")
                continue
            for number in draft.strays:
                self._skip(draft.line, slug, f"something is said of program {number}, not there")
            yield Record(line=draft.line, key=slug, listing=draft.listing(draft.site))

    def edition(self, row: Row) -> None:
        self.day = row.day("published_on")

    def source(self, row: Row) -> None:
        slug = own_csv_rows.slug(row, "slug")
        self._sources[slug] = own_csv_rows.source(row, slug)

    def site(self, row: Row) -> None:
        slug = own_csv_rows.slug(row, "slug")
        draft = self._draft(slug, row.line)
        if draft.site is not None:
            raise FaultError("it repeats the slug of another row")
        draft.is_refused = True  # until all of it is read
        draft.site = own_csv_rows.site(row, slug)
        draft.line = row.line

    def phone(self, row: Row) -> None:
        phone = Phone(kind=row.needed("kind"), number=row.needed("number"))
        self._of(row).phones.append(phone)

    def plan(self, row: Row) -> None:
        plan = Plan(
            insurer=self._term(Facet.INSURANCE, row.text("insurer")).slug,
            source=self._source(row),
            kind=row.text("kind"),
            in_network=row.claim("in_network"),
            confirmed_on=row.day("confirmed_on"),
        )
        self._of(row).plans.append(plan)

    def program(self, row: Row) -> None:
        care, number = row.text("care"), own_csv_rows.number(row)
        level = self._term(Facet.CARE, care).slug if care else None
        program = own_csv_rows.program(row, level)
        programs = self._of(row).programs
        if programs.setdefault(number, program) is not program:
            raise FaultError(f"it repeats program {number}")

    def session(self, row: Row) -> None:
        held = own_csv_rows.session(row)
        self._of(row).sessions.setdefault(own_csv_rows.number(row), []).append(held)

    def fact(self, row: Row) -> None:
        place = own_csv_rows.number(row) if row.text("program") else WHOLE_SITE
        key = tuple(row.text(name) for name in FACT_CELLS)
        if key not in self._statements:  # many sites are said to have the same
            self._statements[key] = list(self._said(row))
        self._facts += len(self._statements[key])
        self._of(row).statements.setdefault(place, []).extend(self._statements[key])

    def _said(self, row: Row) -> Iterator[Statement]:
        facet, answer = row.chosen("facet", Facet), row.chosen("answer", Answer)
        source, on = self._source(row), row.day("reported_on")
        for slug in dict.fromkeys(row.needed("terms").split()):
            about = self._term(facet, slug)
            yield Statement(about=about, answer=answer, source=source, reported_on=on)

    def _term(self, facet: Facet, slug: str) -> Selection:
        if self._vocabulary.get(facet, slug) is None:
            raise FaultError(f"there is no {facet} {slug!r} in the vocabulary")
        return Selection(facet, slug)

    def _source(self, row: Row) -> Source:
        slug = row.text("source")
        if slug not in self._sources:
            raise FaultError(f"its source {slug!r} is not in the file")
        return self._sources[slug]

    def _of(self, row: Row) -> Draft:
        return self._draft(own_csv_rows.slug(row, "site"), row.line)

    def _draft(self, slug: str, line: int) -> Draft:
        if slug not in self._drafts:
            self._drafts[slug] = Draft(line)
        return self._drafts[slug]

    def _skip(self, line: int, name: str, reason: str) -> None:
        reason = reason[:LONGEST_REASON]
        self.skipped.append(SkippedRow(line=line, name=name[: sites.LONGEST], reason=reason))


FACT_CELLS = ("facet", "answer", "terms", "source", "reported_on")
TAKING: Mapping[str, Callable[[Reader, Row], None]] = {
    "edition": Reader.edition,
    "sources": Reader.source,
    "sites": Reader.site,
    "phones": Reader.phone,
    "plans": Reader.plan,
    "programs": Reader.program,
    "sessions": Reader.session,
    "facts": Reader.fact,
}
