"""What an import did, row by row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from directory.domain.changes import Change
from directory.domain.facts import Source
from directory.exchange.records import PublishedList, Record


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"  # to another street
    UNCHANGED = "unchanged"
    MERGED = "merged"  # with a site that another list, or another row, brought
    SKIPPED = "skipped"
    GONE = "gone"  # named by the last edition and not by this one


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    outcome: Outcome
    line: int | None  # in the file; None: it is not there any more
    name: str
    slug: str = ""
    note: str = ""
    unclaimed: tuple[str, ...] = ()  # CATEGORY:CODE that no term of the vocabulary claims
    changes: tuple[Change, ...] = ()  # of what the list said before
    renewed: bool = False  # nothing is new but the day: a later edition says the same
    doubtful: bool = False  # perhaps one site with another: an editor has to look


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    source: Source
    row_count: int
    lines: list[Line] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(line.outcome for line in self.lines)

    @property
    def unclaimed(self) -> Counter[str]:
        """How many sites carry each code that no term claims."""
        return Counter(code for line in self.lines for code in line.unclaimed)

    @property
    def changed_anything(self) -> bool:
        idle = {Outcome.UNCHANGED, Outcome.SKIPPED}
        return any(line.outcome not in idle or line.renewed for line in self.lines)

    @property
    def changes(self) -> Counter[Change]:
        """How many sites changed what they said in the same way; fields count without words."""
        told = (_counted(change) for line in self.lines for change in line.changes)
        return Counter(change for change in told if change.about)

    @property
    def renewed(self) -> int:
        return sum(line.renewed for line in self.lines)

    @property
    def doubtful(self) -> int:
        return sum(line.doubtful for line in self.lines)

    def note(self, line: Line, record: Record) -> None:
        """Write down a record's line, and the other rows about the same site."""
        told = "; ".join(filter(None, (line.note, *record.remarks)))
        self.lines.append(replace(line, note=told))
        self.lines.extend(_repeated(line, record))


def begun(published: PublishedList, spared: Mapping[int, str]) -> Report:
    """Return a report that knows the skipped rows; `spared` are sites they seem to be about."""
    report = Report(source=published.source, row_count=published.row_count)
    for row in published.skipped:
        slug = spared.get(row.line, "")
        note = f"{row.reason}; {slug} stays as it is" if slug else row.reason
        line = Line(outcome=Outcome.SKIPPED, line=row.line, name=row.name, slug=slug, note=note)
        report.lines.append(line)
    return report


def line_of(record: Record, outcome: Outcome, slug: str) -> Line:
    return Line(
        outcome=outcome,
        line=record.line,
        name=record.listing.full_name,
        slug=slug,
        unclaimed=record.unclaimed,
    )


def _repeated(first: Line, record: Record) -> Iterator[Line]:
    outcome = first.outcome if first.outcome is Outcome.UNCHANGED else Outcome.MERGED
    note = f"the same site as line {record.line}"
    for line in record.repeats:
        yield Line(outcome=outcome, line=line, name=first.name, slug=first.slug, note=note)


def _counted(change: Change) -> Change:
    """A fact as it is; of a name or an address, only that it changed."""
    if change.is_fact:
        return replace(change, program="")
    return Change(about=change.about)
