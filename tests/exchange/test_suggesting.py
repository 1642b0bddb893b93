from dataclasses import replace
from pathlib import Path

import pytest

from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, mapping, suggesting
from directory.exchange.records import Given
from tests.exchange.record_reading import answers, care

COUNTY = """\
Agency Name,Program,Street Address,City,State,Zip,Phone,Level of Care,Group Times,Services,\
Accepts Medicaid,Accepting New Clients,Last Verified,Fax,Hours
Harbor House,Evening,100 Main St,Peoria,IL,61602,309-555-0100,Intensive outpatient,\
Mon/Wed 6pm-9pm,CBT; DBT; Knitting,Y,Yes,03/04/2026,309-555-0199,Mon-Fri 9am-5pm
Harbor House,Morning,100 Main St,Peoria,IL,61602,309-555-0100,Intensive outpatient,\
M-F 9am-12pm,CBT; Case management,Y,Waitlist,03/04/2026,,Mon-Fri 9am-5pm
River Place,Residential,5 River Rd,Pekin,IL,61554,309-555-0200,Residential,\
,12-step; Motivational interviewing,N,No,12/31/2025,,24/7
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "county-2026-04-01.csv"
    path.write_text(COUNTY)
    return path


def test_columns_are_placed_by_their_names(path: Path, vocabulary: Vocabulary) -> None:
    draft = suggesting.mapping_for(path, vocabulary)

    for line in (
        'name = "Agency Name"',
        'street = "Street Address"',
        'main = "Phone"',
        'sessions = "Group Times"',
        'accepts = "Accepting New Clients"',
        '"Accepts Medicaid" = "insurance/medicaid"',
        '"Level of Care" = "care"',
        'rows = "programs"',
    ):
        assert line in draft


def test_what_it_could_not_place_stands_in_comments(path: Path, vocabulary: Vocabulary) -> None:
    draft = suggesting.mapping_for(path, vocabulary)

    assert "# These columns could not be placed:" in draft
    assert '#   "Fax"  # "309-555-0199"' in draft
    assert '"Knitting" = ""' in draft


def test_columns_without_telling_names_are_placed_by_their_cells(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Who,Reach,On the net,Where,When\n"
        "Harbor House,(309) 555-0100,harbor.example,"
        '"100 Main St, Peoria, IL 61602","Mon-Fri 9am-5pm"\n'
    )

    draft = suggesting.mapping_for(path, vocabulary)

    for line in ('main = "Reach"', 'website = "On the net"', 'address = "Where"', 'week = "When"'):
        assert line in draft


def test_the_draft_is_a_mapping_that_reads_the_list(path: Path, given: Given) -> None:
    written = path.with_suffix(".toml")
    written.write_text(suggesting.mapping_for(path, given.vocabulary))

    drafted = mapping.load(written, given.vocabulary)
    published = formats.read(path, formats.CSV, replace(given, mapping=drafted))

    harbor, river = published.records
    assert (care(harbor), care(river)) == (["intensive-outpatient"], ["residential"])
    assert answers(harbor) == {}
    assert len(harbor.listing.programs[0].sessions) == 7
    assert harbor.remarks == river.remarks == ()


@pytest.mark.parametrize("header", ['A"b', "a\\b", "[x]", "=1+1", "é ñ", "a#b", "\u2028", "a.b"])
def test_any_header_makes_a_draft_that_can_be_read(
    tmp_path: Path, vocabulary: Vocabulary, header: str
) -> None:
    path = tmp_path / "list.csv"
    quoted = header.replace('"', '""')
    path.write_text(f'Agency,"{quoted}",Services\nHarbor House,"{quoted}","CBT; {quoted}"\n')

    (tmp_path / "draft.toml").write_text(suggesting.mapping_for(path, vocabulary))

    assert mapping.load(tmp_path / "draft.toml", vocabulary).site == {"name": "agency"}


@pytest.mark.national
@pytest.mark.parametrize(
    "name", ["colorado-ladders-2023-05-16.csv", "findtreatment-export-tx-2023.xlsx"]
)
def test_drafts_of_real_lists_can_be_loaded(
    shared_data: Path, tmp_path: Path, vocabulary: Vocabulary, name: str
) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(suggesting.mapping_for(shared_data / name, vocabulary))

    found = mapping.load(draft, vocabulary)

    assert {"name", "latitude", "longitude", "website"} <= found.site.keys()
