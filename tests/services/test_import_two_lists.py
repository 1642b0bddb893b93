"""A site that two lists name."""

from directory.storage.database import Database
from tests.services.imported import Import, care, every, only, outcomes, said
from tests.spreadsheets import row


def test_a_site_of_both_directories_becomes_one_with_two_sources(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP OIT ORT * CBT * MD"))

    report = bring_mental_health(
        row(Name1="Harbor House Inc", Intake1="309-555-0142", Service_code_info="MH * OP * CBT")
    )

    listing = only(database)
    assert outcomes(report) == {"merged": 1}
    assert report.lines[0].note == "the same site as harbor-house-peoria-il"
    assert listing.name == "Harbor House"
    assert {source for slug, _, source in said(listing) if slug == "cbt"} == {
        "samhsa-directory-2023",
        "samhsa-mental-health-directory-2023",
    }
    assert care(listing) == ["outpatient", "intensive-outpatient"]
    outpatient = listing.programs[0]
    assert len(outpatient.statements) == 2
    assert [phone.kind for phone in listing.phones] == ["main", "intake"]


def test_a_merged_site_is_unchanged_the_second_time(
    bring: Import, bring_mental_health: Import
) -> None:
    bring(row())
    bring_mental_health(row(Service_code_info="MH * OP"))

    assert outcomes(bring(row())) == {"unchanged": 1}
    assert outcomes(bring_mental_health(row(Service_code_info="MH * OP"))) == {"unchanged": 1}


def test_a_change_in_one_directory_leaves_the_facts_of_the_other(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row(Service_code_info="SA * OP ORT * CBT"))
    bring_mental_health(row(Service_code_info="MH * OP * CBT * MC"))

    bring(row(Service_code_info="SA * OIT"))

    listing = only(database)
    assert said(listing) == {
        ("mental-health", "yes", "samhsa-mental-health-directory-2023"),
        ("cbt", "yes", "samhsa-mental-health-directory-2023"),
        ("medicare", "yes", "samhsa-mental-health-directory-2023"),
    }
    assert set(care(listing)) == {"outpatient", "intensive-outpatient"}


def test_another_name_at_one_address_stays_apart_and_is_reported(
    bring: Import, bring_mental_health: Import, database: Database
) -> None:
    bring(row())

    report = bring_mental_health(row(Name1="Bayside Clinic", Service_code_info="MH * OP"))

    assert len(every(database)) == 2
    assert report.lines[0].note.startswith("perhaps harbor-house-peoria-il")
