"""Those who keep a listing read what readers say is wrong, and answer it."""

import pytest
from flask import Flask

from directory.domain.acts import Act
from directory.domain.revisions import CorrectionStatus
from directory.storage import audit, corrections
from tests.factories import Make, said
from tests.web import managing
from tests.web.managing import EVE, Kept, told

CBT = "says/therapy/cbt"


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing(statements=(said("therapy", "cbt"),)))


def reported(house: Kept, about: str = CBT, words: str = "They stopped it.") -> int:
    with house.writing() as session:
        id_ = corrections.add(session, house.listing.id, about, "Yes", words)
        session.commit()
    return id_


def statuses(house: Kept) -> list[CorrectionStatus]:
    with house.reading() as session:
        return [each.status for each in corrections.of_provider(session, house.listing.id)]


def test_what_readers_say_stands_on_the_page_of_the_listing_in_words(house: Kept) -> None:
    reported(house)
    reported(house, "phone/main", "Nobody answers.")

    page, home = house.page(), house.client.page("/manage")

    for words in ("Therapy: Cognitive behavioral therapy", "They stopped it.", "Nobody answers."):
        assert words in page.main
    assert page.link("Change it: Main phone") == f"{house.address}/edit/place"
    assert "Readers say that something may be wrong" in home.main


def test_it_is_right_as_it_stands_takes_the_mark_of_doubt_away(house: Kept) -> None:
    reported(house)
    reported(house)
    public = f"/providers/{house.listing.slug}"
    doubted = "this may be wrong" in house.client.page(public).main

    house.post("/stand-by", {"report": house.page().values("report")})

    assert doubted
    assert "this may be wrong" not in house.client.page(public).main
    assert told(house.page()) == ["Thank you. It stays as it stands."]
    assert statuses(house) == [CorrectionStatus.WRONG] * 2
    with house.reading() as session:
        assert [each.act for each in audit.entries(session)] == [Act.ANSWERED] * 2


def test_what_was_reported_since_the_page_was_read_stays_open(house: Kept) -> None:
    reported(house)
    read = house.page().values("report")
    reported(house)

    house.post("/stand-by", {"report": read})

    assert statuses(house) == [CorrectionStatus.WRONG, CorrectionStatus.OPEN]


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "-1", "²"])
def test_what_is_no_report_closes_nothing(house: Kept, number: str) -> None:
    reported(house)

    house.post("/stand-by", {"report": number})

    assert told(house.page()) == ["Nothing to do: this was answered already."]
    assert statuses(house) == [CorrectionStatus.OPEN]


def test_reports_about_others_are_theirs_to_answer(house: Kept, make: Make) -> None:
    report = reported(house)
    eve = managing.kept_by(house.app, make.listing("Other House"), EVE)

    eve.post("/stand-by", {"report": str(report)})

    assert statuses(house) == [CorrectionStatus.OPEN]


def test_confirming_all_says_that_reports_are_still_open(house: Kept) -> None:
    reported(house)

    house.client.post("/manage/confirm")

    assert told(house.client.page("/manage"))[1].startswith("1 report of a reader is still open.")
    assert statuses(house) == [CorrectionStatus.OPEN]
