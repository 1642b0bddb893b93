"""What an import did, row by row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from directory.domain.facts import Source
from directory.exchange.records import PublishedList, Record


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
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
        return any(line.outcome not in idle for line in self.lines)

    def note(self, outcome: Outcome, record: Record, slug: str = "", note: str = "") -> None:
        """Write down a record, and the other rows about the same site."""
        self.lines.extend(_lines(outcome, record, slug, note))


def begun(published: PublishedList, spared: Mapping[int, str]) -> Report:
    """Return a report that knows the skipped rows; `spared` are sites they seem to be about."""
    report = Report(source=published.source, row_count=published.row_count)
    for row in published.skipped:
        slug = spared.get(row.line, "")
        note = f"{row.reason}; {slug} stays as it is" if slug else row.reason
        line = Line(outcome=Outcome.SKIPPED, line=row.line, name=row.name, slug=slug, note=note)
        report.lines.append(line)
    return report


def _lines(outcome: Outcome, record: Record, slug: str, note: str) -> Iterator[Line]:
    name = record.listing.full_name
    yield Line(
        outcome=outcome,
        line=record.line,
        name=name,
        slug=slug,
        note=note,
        unclaimed=record.unclaimed,
    )
    repeated = outcome if outcome is Outcome.UNCHANGED else Outcome.MERGED
    for line in record.repeats:
        note = f"the same site as line {record.line}"
        yield Line(outcome=repeated, line=line, name=name, slug=slug, note=note)
