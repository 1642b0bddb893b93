import re
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.facts import OWN_WORD
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import Revision, RevisionStatus
from directory.services import (
    edit_listing,
    invite_member,
    review_revision,
    submit_listing,
    undo_revision,
)
from directory.services.publish_changes import by_editor
from directory.services.review_revision import (
    DecidedError,
    Decision,
    NothingLeftError,
    TakenError,
)
from directory.services.submit_listing import ChangedMeanwhileError, DeadLinkError, Sender
from directory.services.undo_revision import NothingToUndoError
from directory.storage import audit, history, listings, organizations, revisions, statuses
from tests.factories import Make, said
from tests.services.contributing import TODAY, WHOLE, Office, account, office

ALL = Decision()


@pytest.fixture
def desk(app: Flask) -> Office:
    return office()


@pytest.fixture
def editor(desk: Office) -> Actor:
    return account(desk.database, "editor@directory.example")


def accepted(desk: Office, revision: Revision, editor: Actor, decision: Decision = ALL) -> Revision:
    with desk.database.writing() as session:
        return review_revision.accept(session, revision.id, editor, decision, desk.desk)


def read(desk: Office, provider_id: int | None) -> Listing:
    with desk.database.reading() as session:
        found = listings.whole(session, provider_id or 0)
    assert found is not None
    return found


def token(desk: Office) -> str:
    return str(re.findall(r"/submit/confirm/(\S+)", desk.mail()[-1][2])[0])


def test_a_submission_waits_for_its_address_and_then_for_an_editor(desk: Office) -> None:
    sent = desk.submitted()

    with desk.database.writing() as session:
        confirmed = submit_listing.confirm_address(session, token(desk), desk.post)
        again = submit_listing.confirm_address(session, token(desk), desk.post)
        waiting = revisions.with_status(session, [RevisionStatus.PENDING])

    assert sent.status is RevisionStatus.UNCONFIRMED
    assert (confirmed.id, again.id, [each.id for each in waiting]) == (sent.id,) * 2 + ([sent.id],)
    assert [to for to, _, _ in desk.mail()] == ["pat@x.example"]


@pytest.mark.parametrize("forged", ["", "nonsense", "eyJ.AAAA.BBBB"])
def test_a_link_that_nobody_sent_confirms_nothing(desk: Office, forged: str) -> None:
    with desk.database.writing() as session, pytest.raises(DeadLinkError):
        submit_listing.confirm_address(session, forged, desk.post)


def test_what_is_sent_in_twice_is_one(desk: Office) -> None:
    with desk.database.writing() as session:
        started = submit_listing.start(session, None, "en")
        submit_listing.save(session, started.secret, 1, WHOLE)
        sender = Sender(email="pat@x.example", language="en")
        first = submit_listing.send_in(session, started.secret, sender, "", desk.post)
        second = submit_listing.send_in(session, started.secret, sender, "", desk.post)

    assert first.id == second.id
    assert len(desk.mail()) == 1


def test_a_draft_that_was_saved_elsewhere_is_not_written_over(desk: Office) -> None:
    with desk.database.writing() as session:
        started = submit_listing.start(session, None, "en")
        submit_listing.save(session, started.secret, 1, {"name": "One tab"})
        with pytest.raises(ChangedMeanwhileError) as told:
            submit_listing.save(session, started.secret, 1, {"name": "Another tab"})

    assert told.value.args[0].proposal == {"name": "One tab"}


def test_an_accepted_submission_is_a_listing_in_its_providers_words(
    desk: Office, editor: Actor
) -> None:
    person = account(desk.database)
    sender = Sender(email=person.name, language="en", account_id=person.account_id)
    revision = accepted(desk, desk.submitted(sender=sender), editor)

    made = read(desk, revision.provider_id)
    assert {key.replace(f"/{made.programs[0].id}/", "/new-1/") for key in documents.of(made)} == {
        *WHOLE
    }
    assert made.slug == "bayside-clinic-peoria-il"
    assert made.confirmed_on == TODAY
    assert made.address.point is not None
    assert made.statements[0].source == OWN_WORD
    with desk.database.reading() as session:
        standing = statuses.of(session, made.id)
        assert standing is not None
        keepers = organizations.members(session, standing.organization_id or 0)
        told = [(each.who, each.act) for each in audit.entries(session)]
    assert [each.email for each in keepers] == [person.name]
    assert told == [(person.name, "sent in"), (editor.name, "accepted")]
    assert "bayside-clinic-peoria-il" in desk.mail()[-1][2]


def test_whoever_has_no_account_gets_a_link_to_keep_it(desk: Office, editor: Actor) -> None:
    sent = desk.submitted()
    with desk.database.writing() as session:
        submit_listing.confirm_address(session, token(desk), desk.post)
    revision = accepted(desk, sent, editor)
    (secret,) = re.findall(r"/invitation/(\S+)", desk.mail()[-1][2])
    newcomer = account(desk.database, "pat@x.example")

    with desk.database.writing() as session:
        joined = invite_member.accept(session, secret, newcomer)
        standing = statuses.of(session, revision.provider_id or 0)
        assert standing is not None
        assert standing.organization_id == joined.organization.id
        assert organizations.is_member(session, newcomer.account_id or 0, joined.organization.id)


def test_an_editor_may_accept_a_part(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)
    sent = desk.proposed(keeper, site.id, name="The Best House", says__therapy__cbt="yes")

    decision = Decision(parts={"says/therapy/cbt"}, reason="No praise.", left_out="Name")
    revision = accepted(desk, sent, editor, decision)

    now = documents.of(read(desk, site.id))
    assert (now["name"], now["says/therapy/cbt"]) == ("Harbor House", "yes")
    assert revision.accepted == {"says/therapy/cbt": [None, "yes"]}
    assert "No praise." in desk.mail()[-1][2]
    with desk.database.reading() as session:
        stories = history.of_provider(session, site.id)
    (told,) = (one.last for one in stories if one.about == "therapy/cbt")
    assert (told.answer, told.source, told.said_on) == ("yes", OWN_WORD, TODAY)


def test_what_others_changed_meanwhile_stays(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing(statements=(said("therapy", "cbt"),))
    one = desk.kept_by(account(desk.database), site.id)
    other = desk.kept_by(account(desk.database, "kim@harbor.example"), site.id)
    first = desk.proposed(one, site.id, website="https://harbor.example")
    second = desk.proposed(other, site.id, description="By the lake.")

    accepted(desk, first, editor)
    accepted(desk, second, editor)

    now = documents.of(read(desk, site.id))
    assert (now["website"], now["description"]) == ("https://harbor.example", "By the lake.")


def test_nothing_is_decided_twice(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    sent = desk.proposed(desk.kept_by(account(desk.database), site.id), site.id, name="Harbor")
    accepted(desk, sent, editor)

    with pytest.raises(DecidedError) as told:
        accepted(desk, sent, account(desk.database, "other@directory.example"))

    assert told.value.args[0].decided_by == editor.name


def test_editors_at_the_same_moment_decide_once(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    sent = desk.proposed(desk.kept_by(account(desk.database), site.id), site.id, name="Harbor")
    others = [account(desk.database, f"{number}@directory.example") for number in range(4)]
    ends: list[str] = []

    def decide(who: Actor) -> None:
        try:
            accepted(desk, sent, who)
            ends.append("accepted")
        except (DecidedError, TakenError):
            ends.append("told")

    threads = [Thread(target=decide, args=(who,)) for who in (editor, *others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["accepted", *["told"] * 4]


def test_what_another_editor_reads_is_theirs(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    sent = desk.proposed(desk.kept_by(account(desk.database), site.id), site.id, name="Harbor")
    other = account(desk.database, "other@directory.example")

    with desk.database.writing() as session:
        review_revision.take(session, sent.id, other)
        with pytest.raises(TakenError) as told:
            review_revision.take(session, sent.id, editor)
    with pytest.raises(TakenError):
        accepted(desk, sent, editor)
    with desk.database.writing() as session:
        review_revision.release(session, sent.id, other)

    assert told.value.args[0].taken_by == other.name
    assert accepted(desk, sent, editor).status is RevisionStatus.ACCEPTED


def test_a_refusal_is_mailed_with_its_reason(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    sent = desk.proposed(desk.kept_by(account(desk.database), site.id), site.id, name="Harbor")

    with desk.database.writing() as session:
        review_revision.refuse(session, sent.id, editor, "It has another name.", desk.desk)

    assert documents.of(read(desk, site.id))["name"] == "Harbor House"
    assert "It has another name." in desk.mail()[-1][2]


def test_small_facts_of_a_trusted_account_are_shown_at_once(
    desk: Office, make: Make, editor: Actor
) -> None:
    site = make.listing()
    program = f"program__{site.programs[0].id}"
    keeper = desk.kept_by(account(desk.database), site.id, trusted=True)

    sent = desk.proposed(keeper, site.id, name="Harbor", **{f"{program}__openings": "yes"})

    shown = read(desk, site.id)
    assert shown.programs[0].openings.answer == "yes"
    assert shown.name == "Harbor House"
    assert sent.is_live
    assert accepted(desk, sent, editor).accepted == {
        f"program/{site.programs[0].id}/openings": [None, "yes"],
        "name": ["Harbor House", "Harbor"],
    }


def test_those_of_others_wait(desk: Office, make: Make) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)

    sent = desk.proposed(keeper, site.id, phone__main=["+13095550199"])

    assert not sent.is_live
    assert read(desk, site.id).phones == site.phones


def test_an_edit_can_be_undone_as_far_as_it_stands(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)
    first = accepted(
        desk, desk.proposed(keeper, site.id, name="Harbor", website="https://a.example"), editor
    )
    accepted(desk, desk.proposed(keeper, site.id, name="Haven"), editor)

    with desk.database.writing() as session:
        args = (editor, by_editor(TODAY), desk.held.gazetteer)
        undone = undo_revision.undo_revision(session, first, *args)
        with pytest.raises(NothingToUndoError):
            undo_revision.undo_revision(session, first, *args)

    now = documents.of(read(desk, site.id))
    assert now["name"] == "Haven"
    assert "website" not in now
    assert undone.accepted == {"website": ["https://a.example", None]}


def test_nothing_that_can_be_accepted_is_said(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    sent = desk.proposed(desk.kept_by(account(desk.database), site.id), site.id, name="Harbor")

    with pytest.raises(NothingLeftError):
        accepted(desk, sent, editor, Decision(parts={"website"}))


def test_a_draft_belongs_to_one_account(desk: Office, make: Make, session: Session) -> None:
    site = make.listing()
    one = desk.kept_by(account(desk.database), site.id)
    other = desk.kept_by(account(desk.database, "kim@harbor.example"), site.id)

    with desk.database.writing() as writing:
        mine = edit_listing.begin(writing, site.id, one)
        theirs = edit_listing.begin(writing, site.id, other)
        again = edit_listing.begin(writing, site.id, one)

    assert mine.id == again.id != theirs.id


def test_a_street_that_is_kept_private_is_not_kept(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)

    sent = desk.proposed(keeper, site.id, confidential=True, street="9 Secret Lane")
    accepted(desk, sent, editor)

    assert read(desk, site.id).address.street == ""
    with desk.database.reading() as session:
        trail = str([each.details for each in audit.entries(session)])
        kept = revisions.by_id(session, sent.id)
    assert kept is not None
    assert "Secret" not in f"{trail} {kept.proposal} {kept.accepted}"
    assert "Main Street" not in f"{trail} {kept.proposal} {kept.accepted}"


def test_an_address_is_accepted_whole(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)
    sent = desk.proposed(keeper, site.id, city="Pekin", zip="61554", name="Harbor")

    accepted(desk, sent, editor, Decision(parts={"address"}))

    now = read(desk, site.id)
    assert (now.name, now.address.city, now.address.zip) == ("Harbor House", "Pekin", "61554")


def test_what_is_refused_is_not_shown_any_more(desk: Office, make: Make, editor: Actor) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id, trusted=True)
    sent = desk.proposed(keeper, site.id, phone__main=["+13095550199"])
    assert read(desk, site.id).phones != site.phones

    with desk.database.writing() as session:
        review_revision.refuse(session, sent.id, editor, "Nobody answers there.", desk.desk)

    assert read(desk, site.id).phones == site.phones


def test_what_changes_nothing_any_more_is_closed_without_a_word(
    desk: Office, make: Make, editor: Actor
) -> None:
    site = make.listing()
    keeper = desk.kept_by(account(desk.database), site.id)
    other = desk.kept_by(account(desk.database, "kim@harbor.example"), site.id)
    first = desk.proposed(keeper, site.id, name="Harbor")
    second = desk.proposed(other, site.id, name="Harbor")
    accepted(desk, first, editor)
    letters = len(desk.mail())

    assert accepted(desk, second, editor).status is RevisionStatus.ACCEPTED
    assert len(desk.mail()) == letters


def test_who_left_meanwhile_does_not_come_back(desk: Office, make: Make, editor: Actor) -> None:
    person = account(desk.database)
    keeper = desk.kept_by(person, make.listing().id)
    organization = keeper.organization_id or 0
    sender = Sender(email=person.name, language="en", account_id=person.account_id)
    with desk.database.writing() as session:
        started = submit_listing.start(session, person.account_id, "en", organization)
        submit_listing.save(session, started.secret, 1, WHOLE)
        sent = submit_listing.send_in(session, started.secret, sender, "", desk.post)
        organizations.leave(session, person.account_id or 0, organization)
        session.commit()

    revision = accepted(desk, sent, editor)

    with desk.database.reading() as session:
        standing = statuses.of(session, revision.provider_id or 0)
        assert standing is not None
        assert standing.organization_id == organization
        assert organizations.members(session, organization) == []
