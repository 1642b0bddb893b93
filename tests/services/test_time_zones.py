"""Times of treatment are those on the wall, in whatever zone and on whatever night."""

from datetime import date

import pytest

from directory.domain.documents import Document
from directory.domain.findings import Problem
from directory.domain.vocabulary import Vocabulary
from directory.exchange import hsds_schedules
from directory.services import check_document
from directory.storage.gazetteer import Gazetteer
from tests.services.contributing import WHOLE

NIGHTS = [date(2026, 3, 7), date(2026, 3, 8), date(2026, 10, 31), date(2026, 11, 1)]
ZONES = {
    "America/Phoenix": ["17:30-07:00"] * 4,
    "Pacific/Honolulu": ["17:30-10:00"] * 4,
    "America/Indiana/Indianapolis": ["17:30-05:00", "17:30-04:00", "17:30-04:00", "17:30-05:00"],
    "America/Indiana/Knox": ["17:30-06:00", "17:30-05:00", "17:30-05:00", "17:30-06:00"],
    "America/Denver": ["17:30-07:00", "17:30-06:00", "17:30-06:00", "17:30-07:00"],
}


@pytest.mark.parametrize(("zone", "written"), ZONES.items())
def test_a_session_keeps_its_hour_on_the_wall(zone: str, written: list[str]) -> None:
    times = [hsds_schedules.clock(zone, night).written(17 * 60 + 30) for night in NIGHTS]

    assert times == written


def zones_found(gazetteer: Gazetteer, vocabulary: Vocabulary, zip_: str, zone: str) -> bool:
    location = gazetteer.locate(zip_)
    assert location is not None
    document: Document = {
        **WHOLE,
        "zip": zip_,
        "city": location.city,
        "state": location.state,
        "program/new-1/time_zone": zone,
    }
    found = check_document.check(document, gazetteer, vocabulary)
    return any(each.problem is Problem.ZONE_ELSEWHERE for each in found)


@pytest.mark.parametrize(
    ("zip_", "zone", "is_elsewhere"),
    [
        ("85004", "America/Phoenix", False),
        ("85004", "America/Denver", True),  # the same in winter alone
        ("96813", "Pacific/Honolulu", False),
        ("96813", "America/Los_Angeles", True),
        ("46204", "America/New_York", False),  # another name for the same hours
        ("46204", "America/Chicago", True),
        ("47708", "America/Chicago", False),  # Evansville
        ("46534", "America/Indiana/Knox", False),
        ("46534", "America/New_York", True),
    ],
)
def test_hours_of_another_zone_are_asked_about(
    gazetteer: Gazetteer, vocabulary: Vocabulary, zip_: str, zone: str, *, is_elsewhere: bool
) -> None:
    assert zones_found(gazetteer, vocabulary, zip_, zone) is is_elsewhere
