"""The next edition of a real list: what became of every site, counted exactly."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.domain.changes import Change, Doubt
from directory.services.import_listings import Manner
from directory.services.import_report import Outcome, Report
from directory.storage import doubts
from directory.storage.database import Database
from tests.services.imported import Import, data_version, every, outcomes
from tests.spreadsheets import write_directory

pytestmark = pytest.mark.national

FILE = "national-directory-su-facilities-2023.xlsx"
STATE = "IL"
Cells = dict[str, object]


@dataclass(frozen=True)
class Published:
    """The rows of one state, and the codes that the file explains."""

    rows: list[Cells]
    codes: list[str]

    @property
    def alone(self) -> list[int]:
        """Rows whose name and telephone no other row has, so that a move can be told."""
        seen = Counter((row["Name1"], row["Name2"], row["Phone"]) for row in self.rows)
        lone = Counter(row["Phone"] for row in self.rows)
        return [
            number
            for number, row in enumerate(self.rows)
            if seen[row["Name1"], row["Name2"], row["Phone"]] == 1
            and lone[row["Phone"]] == 1
            and row["Street1"] != "- - -"
        ]


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Published:
    book = CalamineWorkbook.from_path(shared_data / FILE)
    facilities, explained = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    rows = (_cells(facilities[0], row) for row in facilities[1:])
    names = [str(name).strip().lower() for name in explained[0]]
    category, code = (names.index(name) for name in ("category_code", "service_code"))
    return Published(
        rows=[row for row in rows if row["State"] == STATE],
        codes=[f"{row[category]}:{row[code]}" for row in explained[1:]],
    )


def _cells(header: Sequence[object], row: Sequence[object]) -> Cells:
    return {str(name).strip().capitalize(): cell for name, cell in zip(header, row, strict=True)}


@pytest.fixture
def edition(load: Import, tmp_path: Path, published: Published) -> Callable[..., Report]:
    def importing(rows: list[Cells], year: int, how: Manner | None = None) -> Report:
        path = write_directory(
            tmp_path / f"{year}.xlsx",
            rows,
            explained=published.codes,
            title=f"{year} SU Facilities",
        )
        return load(path, how or Manner())

    return importing


def changed(
    rows: list[Cells], numbers: Collection[int], change: Callable[[Cells], Cells]
) -> list[Cells]:
    return [row | change(row) if at in numbers else row for at, row in enumerate(rows)]


def without_cbt(row: Mapping[str, object]) -> Cells:
    codes = str(row["Service_code_info"]).split()
    return {"Service_code_info": " ".join(code for code in codes if code != "CBT")}


def moved(row: Mapping[str, object]) -> Cells:
    return {"Street1": f"{len(str(row['Name1']))} Test Quay", "Street2": None}


def incorporated(row: Mapping[str, object]) -> Cells:
    return {"Name1": f"{row['Name1']} Incorporated"}


def renamed(_: Mapping[str, object]) -> Cells:
    return {"Name1": "Zebra Fields", "Name2": "North"}


def next_year(published: Published) -> list[Cells]:
    """Thirty say less, twenty are gone, fifteen moved, ten have a longer name, five another."""
    rows = published.rows
    lone = iter(published.alone)
    with_cbt = (at for at in lone if " CBT " in f" {rows[at]['Service_code_info']} ")
    fewer = list(islice(with_cbt, 30))
    gone, away, longer, other = (set(islice(lone, count)) for count in (20, 15, 10, 5))
    changes = ((fewer, without_cbt), (away, moved), (longer, incorporated), (other, renamed))
    for numbers, change in changes:
        rows = changed(rows, numbers, change)
    return [row for at, row in enumerate(rows) if at not in gone]


def test_every_site_of_the_next_edition_is_accounted_for(
    edition: Callable[..., Report], published: Published, database: Database
) -> None:
    edition(published.rows, 2023)
    before = [site.slug for site in every(database)]
    later = next_year(published)

    trial = edition(later, 2024, Manner(dry_run=True))
    report = edition(later, 2024)

    same = len(published.rows) - 80
    counts = {"added": 5, "changed": 40, "moved": 15, "unchanged": same, "gone": 25}
    assert outcomes(trial) == outcomes(report) == counts
    assert report.row_count == len(later) == sum(counts.values()) - 25
    assert report.changes == {
        Change(about="therapy/cbt", was="yes"): 30,
        Change(about="address"): 15,
        Change(about="name"): 10,
    }
    assert [site.slug for site in every(database)][: len(before)] == before
    with database.reading() as session:
        assert [each.pair.why for each in doubts.waiting(session)] == [Doubt.SAME_PLACE] * 5
        version = data_version(session)
        again = edition(later, 2024)
        assert data_version(session) == version
    assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}
