"""A directory that takes in what another one exported."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from directory.domain.changes import GONE
from directory.domain.facts import SourceKind
from directory.domain.listings import Program
from directory.domain.vocabulary import Vocabulary
from directory.exchange import own_csv, samhsa_directory
from directory.exchange.records import Given
from directory.services.compare_records import ManyGoneError, OlderEditionError
from directory.services.copy_listings import OtherKindError
from directory.services.export_directory import PACKAGE, WHOLE
from directory.services.import_listings import Manner, import_listings
from directory.services.import_report import Outcome
from directory.storage import history, listings, rewriting, sources
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import ProviderRow
from tests.factories import PEORIA, REPORTED_ON, SOURCE, listing, program, said
from tests.services.copied import Copier, invented, keep, rewrite, shown
from tests.services.imported import (
    county_list,
    data_version,
    every,
    only,
    outcomes,
    provider_hides,
)

EDITION = re.compile(rb"(?m)^(edition,.*?)\d{4}-\d\d-\d\d")


@pytest.fixture
def copier(
    database: Database, prepared: Path, tmp_path: Path, given: Given, gazetteer: Gazetteer
) -> Iterator[Copier]:
    path = tmp_path / "copy.db"
    path.write_bytes(prepared.read_bytes())
    copy = Database(f"sqlite:///{path}")
    yield Copier(origin=database, copy=copy, given=given, gazetteer=gazetteer, folder=tmp_path)
    copy.close()


@pytest.mark.parametrize("name", [PACKAGE, WHOLE])
def test_a_directory_comes_back_from_its_export(
    copier: Copier, vocabulary: Vocabulary, name: str
) -> None:
    listings = invented(copier.origin, vocabulary, 150)
    provider = replace(said("therapy", "cbt").source, slug="own", kind=SourceKind.PROVIDER)
    own = replace(said("therapy", "cbt"), source=provider, reported_on=None)
    told = listing(statements=(own, said("therapy", "cbt")), gone_since=date(2026, 4, 1))
    keep(copier.origin, [*listings, told])

    report = copier.bring(name)

    assert outcomes(report) == {"added": 152}
    assert shown(copier.copy) == shown(copier.origin)
    first, again = copier.export(copier.origin, name), copier.export(copier.copy, name)
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.national
def test_the_national_directory_comes_back(
    copier: Copier, shared_data: Path, given: Given, gazetteer: Gazetteer
) -> None:
    """A tenth of it, which takes seconds."""
    path = shared_data / "national-directory-su-facilities-2023.xlsx"
    published = samhsa_directory.read(path, given)
    tenth = replace(published, records=published.records[::10])
    with copier.origin.writing() as session:
        import_listings(session, tenth, gazetteer)

    copier.bring()

    assert shown(copier.copy) == shown(copier.origin)
    first, again = copier.export(copier.origin), copier.export(copier.copy)
    assert first.read_bytes() == again.read_bytes()


def test_the_same_again_writes_nothing(copier: Copier) -> None:
    keep(copier.origin, [listing(), listing("Bayside")])
    copier.bring()
    with copier.copy.reading() as session:
        before = data_version(session)

        report = copier.bring()

        assert outcomes(report) == {"unchanged": 2}
        assert data_version(session) == before


def test_what_changed_there_changes_here(copier: Copier) -> None:
    (id_,) = keep(copier.origin, [listing(programs=(program("detox"), program("detox")))])
    copier.bring()
    rewrite(copier.origin, id_, name="Harbor Homes", gone_since=date(2026, 6, 1))

    report = copier.bring()

    assert outcomes(report) == {"changed": 1}
    assert shown(copier.copy) == shown(copier.origin)
    with copier.copy.reading() as session:
        stories = {one.about: one for one in history.of_provider(session, only(copier.copy).id)}
    assert [event.answer for event in stories["name"].events] == ["Harbor House", "Harbor Homes"]


def test_what_a_person_here_keeps_private_stays_so_when_it_is_shown_there(copier: Copier) -> None:
    (id_,) = keep(copier.origin, [listing(address=replace(PEORIA, confidential=True))])
    copier.bring()
    provider_hides(copier.copy, only(copier.copy).id)
    rewrite(copier.origin, id_, confidential=False)

    report = copier.bring()

    assert outcomes(report) == {"changed": 1}
    assert only(copier.copy).address.confidential


def test_what_was_changed_here_stays(copier: Copier) -> None:
    keep(copier.origin, [listing()])
    copier.bring()
    here = only(copier.copy)
    rewrite(copier.copy, here.id, description="Written here.")

    report = copier.bring()

    (line,) = report.lines
    assert line.outcome is Outcome.SKIPPED
    assert "changed here" in line.note
    assert only(copier.copy).description == "Written here."


@pytest.mark.parametrize("slug", ["harbor-house", "another"])
def test_a_site_that_is_here_already_stays_as_it_is(copier: Copier, slug: str) -> None:
    """By its slug, or because its name and street are the same."""
    keep(copier.origin, [listing(slug="harbor-house", description="Told there.")])
    keep(copier.copy, [listing(slug=slug)])

    report = copier.bring()

    (line,) = report.lines
    assert line.note == f"{slug} is here already and stays as it is"
    assert only(copier.copy).description == ""


def test_a_site_that_is_gone_there_is_marked_here(copier: Copier) -> None:
    gone, stays = keep(copier.origin, [listing(), listing("Bayside")])
    copier.bring()
    with copier.origin.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.id == gone).values(status="closed"))
        session.commit()

    report = copier.bring()

    assert outcomes(report) == {"unchanged": 1, "gone": 1}
    assert [one.gone_since is not None for one in every(copier.copy)] == [True, False]
    assert stays


def test_a_copy_without_most_of_its_sites_is_refused(copier: Copier) -> None:
    many = [listing(address=replace(PEORIA, street=f"{n} Elm Road")) for n in range(24)]
    keep(copier.origin, many)
    copier.bring()
    with copier.origin.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.id > 3).values(status="closed"))
        session.commit()

    with pytest.raises(ManyGoneError):
        copier.bring()

    assert outcomes(copier.bring(how=Manner(allow_gone=True)))["gone"] == 21


def test_a_row_that_cannot_be_read_does_not_make_its_site_gone(copier: Copier) -> None:
    keep(copier.origin, [listing(), listing("Bayside")])
    copier.bring()
    path = copier.export(copier.origin, WHOLE)
    path.write_bytes(path.read_bytes().replace(b",Bayside,", b",,"))

    report = copier.take(path)

    assert outcomes(report) == {"unchanged": 1, "skipped": 1}


def test_a_site_that_goes_and_returns_is_not_gone(copier: Copier) -> None:
    gone, stays = keep(copier.origin, [listing(), listing("Bayside")])
    copier.bring()
    rewrite(copier.origin, gone, status="closed")
    (line,) = (each for each in copier.bring().lines if each.outcome is Outcome.GONE)
    rewrite(copier.origin, gone, status="published")

    report = copier.bring()

    assert line.note.startswith("not listed since ")
    assert [change.became for change in line.changes] == [GONE]
    assert outcomes(report) == {"changed": 1, "unchanged": 1}
    assert [one.gone_since for one in every(copier.copy)] == [None, None]
    assert outcomes(copier.bring()) == {"unchanged": 2}
    assert stays


def test_a_site_that_was_changed_here_returns_as_it_is_here(copier: Copier) -> None:
    gone, _ = keep(copier.origin, [listing(), listing("Bayside")])
    copier.bring()
    rewrite(copier.copy, 1, description="Written here.")
    rewrite(copier.origin, gone, status="closed")
    copier.bring()
    rewrite(copier.origin, gone, status="published")

    report = copier.bring()

    assert outcomes(report) == {"skipped": 1, "unchanged": 1}
    site = every(copier.copy)[0]
    assert (site.description, site.gone_since) == ("Written here.", None)


def test_a_source_that_is_known_here_stays_as_it_is(copier: Copier) -> None:
    there = replace(SOURCE, name="=Mine", publisher="Nobody", url="", published_on=None)
    facts = replace(said("therapy", "cbt"), source=there)
    keep(copier.copy, [listing("Bayside", slug="bayside")])
    keep(copier.origin, [listing(programs=(program("detox", facts),), statements=(facts,))])

    copier.bring()

    with copier.copy.reading() as session:
        here = [one for one in sources.by_id(session).values() if one.slug == SOURCE.slug]
    assert here == [SOURCE]


def test_a_copy_that_makes_a_list_speak_as_a_provider_is_refused(copier: Copier) -> None:
    raised = replace(said("therapy", "cbt"), source=replace(SOURCE, kind=SourceKind.PROVIDER))
    keep(copier.copy, [listing("Bayside", slug="bayside")])
    keep(copier.origin, [listing(programs=(Program(care=None),), statements=(raised,))])

    with pytest.raises(OtherKindError, match="county-list is of the kind provider; here it is pub"):
        copier.bring()

    assert only(copier.copy).slug == "bayside"


def test_a_later_edition_that_a_copy_cites_does_not_keep_a_real_one_out(
    copier: Copier, gazetteer: Gazetteer
) -> None:
    copied = county_list([listing(slug="harbor-house")], 2027)
    keep(copier.origin, [record.listing for record in copied.records])
    copier.bring()
    with copier.copy.writing() as session:
        real = county_list([listing("Bayside", slug="bayside")], 2026)

        report = import_listings(session, real, gazetteer)

    assert outcomes(report) == {"added": 1}


def test_programs_keep_their_numbers_when_a_copy_is_renewed(copier: Copier) -> None:
    day, evening = program("detox", name="Day"), program("detox", name="Evening")
    (id_,) = keep(copier.origin, [listing(programs=(program("outpatient"), day, evening))])
    copier.bring()
    before = {one.name: one.id for one in only(copier.copy).programs}
    with copier.origin.writing() as session:
        session.get_one(ProviderRow, id_).name = "Harbor Homes"
        site = replace(
            listings.by_ids(session, [id_])[0], programs=(evening, program("residential"))
        )
        rewriting.rewrite(session, [site], sources.keep)
        session.commit()

    report = copier.bring()

    assert outcomes(report) == {"changed": 1}
    assert shown(copier.copy) == shown(copier.origin)
    evening, new = only(copier.copy).programs
    assert evening.id == before["Evening"]
    assert new.id == max(before.values()) + 1


def test_another_list_may_know_a_copied_site_by_the_same_key(
    copier: Copier, gazetteer: Gazetteer
) -> None:
    site = listing(slug="harbor-house", confirmed_on=REPORTED_ON)
    (id_,) = keep(copier.origin, [site])
    copier.bring()
    silent = county_list([replace(site, programs=())], 2026)
    with copier.copy.writing() as session:
        import_listings(session, silent, gazetteer)
    rewrite(copier.origin, id_, website="https://harbor.example")

    report = copier.bring()

    assert outcomes(report) == {"changed": 1}
    assert only(copier.copy).website == "https://harbor.example"


def test_an_older_export_is_refused(copier: Copier) -> None:
    keep(copier.origin, [listing()])
    copier.bring()
    whole = copier.export(copier.origin, WHOLE)
    whole.write_bytes(EDITION.sub(rb"\g<1>2026-01-01", whole.read_bytes(), count=1))
    earlier = own_csv.read(whole, copier.given)

    with (
        pytest.raises(OlderEditionError, match=r"of .* already, which is later than 2026-01-01"),
        copier.copy.writing() as session,
    ):
        import_listings(session, earlier, copier.gazetteer)
