"""All listings of an organization in a table, taken to a spreadsheet and brought back."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from flask import Flask

from directory.domain import documents
from directory.domain.facts import Answer
from directory.domain.listings import Openings, Phone
from directory.domain.revisions import RevisionStatus
from directory.exchange import own_csv_upload
from tests.browser import sites
from tests.factories import PEORIA, Make, program, said
from tests.web import managing
from tests.web.html import Page
from tests.web.managing import EVE, Kept, told

PROGRAM = program(openings=Openings(answer="yes", wait_days=4))
DENIED = {"program": "", "facet": "therapy", "answer": "no", "terms": "cbt", "source": ""}
Rows = list[dict[str, str]]


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing(programs=(PROGRAM, program("outpatient"))))


@pytest.fixture
def trusted(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing(programs=(PROGRAM,)), trusted=True)


def fetched(house: Kept, name: str) -> bytes:
    answer = house.client.get(f"{house.people}/table/{name}", buffered=True)
    assert answer.status_code == 200
    return bytes(answer.data)


def rows(content: bytes) -> Rows:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def written(these: Rows, delimiter: str = ",") -> bytes:
    text = StringIO()
    sheet = csv.DictWriter(text, list(these[0]), delimiter=delimiter)
    sheet.writeheader()
    sheet.writerows(these)
    return text.getvalue().encode()


def bring(house: Kept, content: bytes) -> Page:
    data = {"table": (BytesIO(content), "table.csv")}
    return Page(house.client.post(f"{house.people}/table", data=data).text)


def changed(house: Kept, name: str, change: Callable[[Rows], None]) -> Page:
    """Download a table, change its rows, and bring it back."""
    table = rows(fetched(house, name))
    change(table)
    return bring(house, written(table))


def wrong(page: Page) -> list[list[str]]:
    """The rows of the table that tells what is wrong."""
    tables = page.all("table", class_="faulty")
    cells = [
        ["".join(cell.itertext()) for cell in row.iter("td")]
        for table in tables
        for row in table.iter("tr")
    ]
    return [row for row in cells if row]


def send(house: Kept, page: Page) -> None:
    house.client.post(f"{house.people}/table/send", data={"draft": page.values("draft")})


@pytest.mark.parametrize(
    "name", ["sites.csv", "programs.csv", "directory.csv", "directory.csv.zip"]
)
def test_what_comes_back_as_it_was_changes_nothing(house: Kept, name: str) -> None:
    page = bring(house, fetched(house, name))

    assert "0 listings would change. 1 is as it was." in page.main
    assert wrong(page) == []
    assert house.revisions() == []


def test_a_listing_with_everything_comes_back_as_it_was(app: Flask, make: Make) -> None:
    house = managing.kept(app, make.listings([sites.full()])[0])
    hidden = replace(PEORIA, confidential=True, street="", zip="61602")
    house.give(make.listing("Hidden House", address=hidden))

    for name in ("directory.csv.zip", "directory.csv"):
        page = bring(house, fetched(house, name))
        assert "0 listings would change. 2 are as they were." in page.main


def test_what_would_change_is_shown_before_anything_is_sent(house: Kept) -> None:
    def change(table: Rows) -> None:
        table[0]["openings"], table[1]["cost"] = "waitlist", "$20 a visit"

    page = changed(house, "programs.csv", change)

    assert "1 listing would change." in page.main
    assert sorted(page.texts("dd", class_="became")) == [
        "Your change $20 a visit",
        "Your change Waiting list",
    ]
    assert house.now() == house.listing
    assert [each.status for each in house.revisions()] == [RevisionStatus.DRAFT]


def test_sent_in_each_listing_waits_by_itself(house: Kept, make: Make) -> None:
    other = house.give(make.listing("Other House"))

    def change(table: Rows) -> None:
        for row in table:
            row["website"] = "https://harbor.example"

    page = changed(house, "sites.csv", change)
    send(house, page)
    send(house, page)

    assert told(house.client.page(f"{house.people}/table"))[0] == (
        "Changes to 2 listings were sent in."
    )
    assert [each.status for each in house.revisions()] == [RevisionStatus.PENDING]
    theirs = replace(house, listing=other)
    assert [each.status for each in theirs.revisions()] == [RevisionStatus.PENDING]


def test_of_a_trusted_organization_the_small_things_are_shown_at_once(trusted: Kept) -> None:
    def change(table: Rows) -> None:
        table[0]["openings"], table[0]["wait_days"] = "no", ""

    send(trusted, changed(trusted, "programs.csv", change))

    now = trusted.now().programs[0].openings
    assert (now.answer, now.wait_days) == ("no", None)


def test_rows_of_others_are_refused_whoever_they_are(house: Kept, make: Make) -> None:
    theirs = managing.kept_by(house.app, make.listing("Their House"), EVE).listing

    def change(table: Rows) -> None:
        table.append({**table[0], "slug": theirs.slug, "name": "Taken over"})
        table.append({**table[0], "slug": "nowhere", "name": "Taken over"})

    page = changed(house, "sites.csv", change)

    words = "This is not one of your listings, so the row was left out."
    assert wrong(page) == [
        ["sites", "3", theirs.slug, words],
        ["sites", "4", "nowhere", words],
    ]
    assert house.revisions() == []


def test_what_is_wrong_is_told_by_row_and_column(house: Kept) -> None:
    def change(table: Rows) -> None:
        table[1]["wait_days"] = "soon"

    page = changed(house, "programs.csv", change)

    assert wrong(page) == [
        [
            "programs",
            "3",
            house.listing.slug,
            "Under wait_days stands “soon”. Please write a number.",
        ]
    ]
    assert house.revisions() == []


def test_what_can_not_be_right_is_told_too(house: Kept) -> None:
    def change(table: Rows) -> None:
        table[0]["zip"], table[0]["name"] = "02139", ""

    page = changed(house, "sites.csv", change)

    assert [row[:2] for row in wrong(page)] == [["sites", "2"]]
    assert "Nothing stands under name." in page.main


def test_a_zip_code_that_lost_its_zero_is_read(app: Flask, make: Make) -> None:
    boston = replace(PEORIA, city="Boston", state="MA", zip="02118", county="Suffolk", point=None)
    house = managing.kept(app, make.listing(address=boston))

    def change(table: Rows) -> None:
        table[0]["zip"] = "2118"

    assert "0 listings would change." in changed(house, "sites.csv", change).main


def test_columns_and_rows_that_are_left_out_stay(house: Kept) -> None:
    table = rows(fetched(house, "programs.csv"))
    few = [{name: table[0][name] for name in ("site", "program")} | {"cost": "Free"}]

    page = bring(house, written(few, delimiter=";"))

    assert page.texts("dd", class_="became") == ["Your change Free"]


def test_a_new_row_is_a_new_program(house: Kept) -> None:
    def change(table: Rows) -> None:
        table.append({**table[0], "program": "3", "care": "detox", "name": "Morning"})

    page = changed(house, "programs.csv", change)

    assert "Morning" in page.texts("h3")
    (draft,) = house.revisions()
    assert documents.programs(draft.proposal)["new-3"]["care"] == "detox"


def test_a_lists_word_is_denied_and_not_left_out(app: Flask, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "cbt"), said("therapy", "dbt", Answer.NO)))
    house = managing.kept(app, site)

    with ZipFile(BytesIO(fetched(house, "directory.csv.zip"))) as archive:
        facts = rows(archive.read("facts.csv"))
    kept = [row for row in facts if row["terms"] != "cbt"]
    left_out = bring(house, written(kept))
    denied = bring(house, written([*kept, {**facts[0], **DENIED, "site": site.slug}]))

    assert "A published list says cbt." in left_out.main
    assert "Therapy: Cognitive behavioral therapy (CBT)" in denied.texts("dt")


def test_what_was_under_way_stays_beside_it(house: Kept) -> None:
    house.draft(name="Harbor Home")

    def change(table: Rows) -> None:
        table[0]["cost"] = "Free"

    page = changed(house, "programs.csv", change)

    assert sorted(page.texts("dd", class_="became")) == [
        "Your change Free",
        "Your change Harbor Home",
    ]


def test_what_was_changed_in_another_window_is_not_sent(house: Kept) -> None:
    house.draft(name="Harbor Home")
    page = house.client.page(f"{house.people}/table")
    house.draft(name="Harbor Hall")

    send(house, page)

    assert house.revisions()[0].status is RevisionStatus.DRAFT
    assert told(house.client.page(f"{house.people}/table"))[0].startswith("Nothing was sent in")


def test_no_cell_of_the_download_is_run(app: Flask, make: Make) -> None:
    house = managing.kept(app, make.listing(description='=HYPERLINK("https://evil.example")'))

    (row,) = rows(fetched(house, "sites.csv"))

    assert row["description"].startswith("'=HYPERLINK")
    assert "0 listings would change." in bring(house, fetched(house, "sites.csv")).main


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not empty"),
        (b"PK\x03\x04 torn", "damaged"),
        (b"a,b\n1,2\n", "No table like those below"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "This is a workbook."),
        (b"slug,name\n" + b"a,b\n" * 100_000, "too large"),
        (b"slug,name\n" + b"a,b\n" * 2_000, "too many rows"),
        (b'slug,name\n"' + b"x" * 200_000, "damaged"),
        (b"\xff\xfe\x00\x01", "No table like those below"),
    ],
)
def test_files_of_other_kinds_are_told_apart(
    house: Kept, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    monkeypatch.setattr(own_csv_upload, "MOST_BYTES", 300_000)
    monkeypatch.setattr(own_csv_upload, "MOST_ROWS", 1_000)

    page = bring(house, content)

    assert words in page.texts("div", class_="faults")[0]
    assert house.revisions() == []


def test_an_archive_that_would_burst_is_not_opened(house: Kept) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as archive:
        archive.writestr("sites.csv", b"0" * (own_csv_upload.MOST_UNPACKED + 1))

    assert "too large" in bring(house, bomb.getvalue()).texts("div", class_="faults")[0]


def test_the_page_of_tables_says_what_is_wrong_in_spanish_too(house: Kept) -> None:
    page = house.client.page(f"/es{house.people}/table")

    assert page.root.get("lang") == "es"
    assert page.one("input", type="file").get("name") == "table"


def test_a_table_without_a_row_of_a_site_leaves_that_site_alone(house: Kept, make: Make) -> None:
    phones = (Phone(kind="main", number="+13095550177"),)
    house.give(make.listing("Second House", phones=phones))
    with ZipFile(BytesIO(fetched(house, "directory.csv.zip"))) as archive:
        tables = {name: archive.read(name) for name in archive.namelist()}
    first = [row for row in rows(tables["phones.csv"]) if row["site"] == house.listing.slug]
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in {**tables, "phones.csv": written(first)}.items():
            archive.writestr(name, content)

    page = bring(house, file.getvalue())

    assert first
    assert "0 listings would change." in page.main
