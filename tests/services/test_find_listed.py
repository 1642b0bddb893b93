import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from statistics import median

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from directory import context
from directory.domain.listings import Listing, Phone
from directory.domain.revisions import ProviderStatus, RevisionKind, RevisionStatus
from directory.services.find_listed import Listed, Sameness, Sought, Sureness, find_listed
from directory.storage.models import ProviderRow, RevisionRow
from tests.factories import PEORIA, Make, listing

TYPED = Sought(
    name="Harbor House",
    phone="(309) 555-0100",
    street="100 Main St.",
    city="Peoria",
    state="IL",
    zip="61602",
)
SENT = {
    "name": "Harbor House",
    "street": "100 Main Street",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602",
    "phone/main": ["+13095550100"],
}


@pytest.fixture
def harbor(make: Make) -> Listing:
    return make.listing("Harbor House")


@pytest.fixture
def send(app: Flask) -> Callable[..., int]:
    """Keep a revision that somebody sent in."""

    def sending(proposal: dict[str, object], **fields: object) -> int:
        row = RevisionRow(base={}, proposal=proposal, proposed_at=datetime(2026, 11, 1))  # noqa: DTZ001
        row.kind, row.status = RevisionKind.SUBMISSION.value, RevisionStatus.PENDING.value
        for name, value in fields.items():
            setattr(row, name, value)
        with context.writing() as session:
            session.add(row)
            session.commit()
            return row.id

    return sending


def become(provider: Listing, **fields: object) -> None:
    with context.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.id == provider.id).values(**fields))
        session.commit()


def only(found: tuple[Listed, ...]) -> Listed:
    (one,) = found
    return one


def test_the_same_place_is_found_for_sure(session: Session, harbor: Listing) -> None:
    found = only(find_listed(session, TYPED))

    assert (found.id, found.slug, found.name) == (harbor.id, harbor.slug, "Harbor House")
    assert found.address == "100 Main Street, Peoria, IL 61602"
    assert found.sureness is Sureness.SURE
    assert found.why == tuple(Sameness)
    assert not found.is_waiting


@pytest.mark.parametrize(
    ("typed", "sureness"),
    [
        (Sought(name="harbor house"), Sureness.POSSIBLE),
        (Sought(name="Harbor Hous", zip="61602"), Sureness.LIKELY),
        (Sought(name="The Harbor House, Inc.", zip="61602"), Sureness.LIKELY),
        (Sought(name="harbor house", city="peoria", state="IL"), Sureness.LIKELY),
        (Sought(name="Harbor House", zip="61602-1234", phone="309.555.0100"), Sureness.SURE),
        (Sought(phone="309-555-0100"), Sureness.POSSIBLE),
        (Sought(phone="309-555-0100 x5", zip="61602"), Sureness.LIKELY),
        (Sought(street="100 main street", zip="61602"), Sureness.POSSIBLE),
    ],
)
def test_what_is_typed_so_far_finds_it(
    session: Session, harbor: Listing, typed: Sought, sureness: Sureness
) -> None:
    found = only(find_listed(session, typed))

    assert (found.id, found.sureness) == (harbor.id, sureness)


@pytest.mark.parametrize(
    "typed",
    [
        Sought(),
        Sought(name="Har"),
        Sought(name="Bayside Recovery", zip="61602"),
        Sought(name="Harbor House", zip="43604"),
        Sought(name="Harbor House", city="Toledo", state="OH"),
        Sought(phone="309"),
        Sought(phone="309-555-0199", zip="61602"),
        Sought(name="%", city="_", state="%", zip="%%%%%"),
        Sought(name="\x00", phone="\ud83d", zip="🙂"),
    ],
)
def test_another_place_is_not_found(session: Session, harbor: Listing, typed: Sought) -> None:
    assert find_listed(session, typed) == ()


def test_the_likeliest_comes_first_and_five_are_enough(session: Session, make: Make) -> None:
    line = (Phone(kind="main", number="+13095550100"),)
    make.listings(
        [
            *(
                listing(f"Bayside {each}", address=replace(PEORIA, zip="43604"))
                for each in "ABCDEF"
            ),
            listing("Harbor House", phones=line),
        ]
    )

    found = find_listed(session, TYPED)

    assert len(found) == 5
    assert found[0].name == "Harbor House"
    assert [each.sureness for each in found[1:]] == [Sureness.LIKELY] * 4


@pytest.mark.parametrize("status", [ProviderStatus.CLOSED, ProviderStatus.MERGED])
def test_what_is_gone_is_not_found(
    session: Session, harbor: Listing, status: ProviderStatus
) -> None:
    become(harbor, status=status.value)

    assert find_listed(session, TYPED) == ()


@pytest.mark.parametrize("status", [ProviderStatus.PENDING, ProviderStatus.PAUSED])
def test_what_nobody_can_open_is_found_without_its_address(
    session: Session, harbor: Listing, status: ProviderStatus
) -> None:
    become(harbor, status=status.value)

    found = only(find_listed(session, TYPED))

    assert (found.slug, found.address, found.is_waiting) == ("", "", True)


def test_a_confidential_address_is_not_found_by_trying_addresses(
    session: Session, harbor: Listing
) -> None:
    become(harbor, confidential=True)

    by_zip = find_listed(session, Sought(name="Harbor Hous", zip="61602"))
    right = find_listed(session, Sought(phone="309-555-0100", zip="61602", street="100 Main St"))
    wrong = find_listed(session, Sought(phone="309-555-0100", zip="43604", street="9 Elm St"))

    assert by_zip == ()
    assert right == wrong
    assert only(right).address == "Peoria, IL"


def test_what_was_sent_in_is_found_and_shows_nothing_that_nobody_read(
    session: Session, send: Callable[..., int]
) -> None:
    send({**SENT, "name": "Harbor House of Pills"})

    found = only(find_listed(session, TYPED))

    assert (found.name, found.address, found.slug) == ("Harbor House", "", "")
    assert (found.is_waiting, found.sureness) == (True, Sureness.SURE)


def test_a_submission_does_not_find_itself(session: Session, send: Callable[..., int]) -> None:
    number = send(SENT)

    assert find_listed(session, TYPED, but=number) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": RevisionStatus.DRAFT.value},
        {"status": RevisionStatus.UNCONFIRMED.value},
        {"status": RevisionStatus.REFUSED.value},
        {"kind": RevisionKind.EDIT.value},
    ],
)
def test_drafts_and_changes_are_nobodys_business(
    session: Session, send: Callable[..., int], fields: dict[str, object]
) -> None:
    send(SENT, **fields)

    assert find_listed(session, TYPED) == ()


@pytest.mark.parametrize(
    "proposal",
    [{}, {"name": 7, "zip": ["61602"]}, {"phone/main": "309"}, {"phone/main": [7, None]}],
)
def test_whatever_was_sent_in_disturbs_nobody(
    session: Session, send: Callable[..., int], harbor: Listing, proposal: dict[str, object]
) -> None:
    send(proposal)

    assert only(find_listed(session, TYPED)).id == harbor.id


def test_a_keystroke_among_many_is_answered_at_once(
    session: Session, make: Make, send: Callable[..., int]
) -> None:
    make.listings([listing(f"Harbor House {number}") for number in range(60)])
    for number in range(20):
        send({**SENT, "name": f"Bayside {number}"})
    find_listed(session, TYPED)
    times = []
    for end in range(4, len(TYPED.name) + 1):
        started = time.process_time()
        find_listed(session, replace(TYPED, name=TYPED.name[:end]))
        times.append(time.process_time() - started)

    assert median(times) < 0.05  # of the processor, whoever else works; a tenth of it is usual
