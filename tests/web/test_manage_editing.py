"""A draft: written step by step, looked over, settled with what others did, sent in."""

import pytest
from flask import Flask

from directory import context
from directory.domain import differences, documents
from directory.domain.revisions import RevisionStatus
from directory.services.publish_changes import by_provider, publish_changes
from directory.web import formats
from tests.factories import Make, program
from tests.web import managing
from tests.web.html import Page
from tests.web.managing import KIM, Kept, told
from tests.web.sending import standing


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing())


@pytest.fixture
def trusted(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing(), trusted=True)


def changed(house: Kept, **changes: object) -> None:
    """By somebody else, meanwhile."""
    shown = documents.of(house.now())
    wanted = {**shown, **{key.replace("__", "/"): value for key, value in changes.items()}}
    with house.writing() as session:
        publish_changes(
            session,
            house.listing.id,
            differences.between(shown, wanted),
            by_provider(formats.today()),
            context.held(house.app).gazetteer,
        )
        session.commit()


def test_what_is_typed_is_saved_as_a_draft_that_nobody_sees(house: Kept) -> None:
    first = house.client.get(f"{house.address}/edit")
    answer = house.fill("/edit/place", {"name": "Harbor Home"})

    assert first.location == f"{house.address}/edit/place"
    assert answer.location == f"{house.address}/edit/programs"
    (draft,) = house.revisions()
    assert (draft.status, draft.proposal["name"]) == (RevisionStatus.DRAFT, "Harbor Home")
    assert house.now().name == "Harbor House"
    assert "Harbor Home" not in house.client.get(f"/providers/{house.listing.slug}").text


def test_the_last_step_shows_what_differs(house: Kept) -> None:
    house.draft(name="Harbor Home", says__therapy__cbt="yes")

    last = house.client.get(f"{house.address}/edit/check")
    page = house.page("/difference")

    assert last.location == f"{house.address}/difference"
    assert page.texts("dt") == ["Name", "Therapy: Cognitive behavioral therapy (CBT)"]
    assert page.texts("dd", class_="was") == ["Shown now Harbor House", "Shown now Not said"]
    assert page.texts("dd", class_="became") == ["Your change Harbor Home", "Your change Yes"]


def test_the_preview_is_the_page_that_readers_will_see(house: Kept) -> None:
    house.draft(
        name="Harbor Home",
        **{"program__new-1__care": "detox", "program__new-1__name": "Morning"},
    )

    page = house.page("/preview")

    assert page.heading == "Harbor Home"
    assert "This is a preview" in page.texts("aside")[0]
    assert "Morning" in page.texts("h3")
    assert page.texts("h2")[-2:] == ["How it looks among results", "Harbor Home"]


def test_sent_in_it_waits_for_an_editor(house: Kept) -> None:
    house.draft(name="Harbor Home")

    answer = house.fill("/difference", {})

    assert answer.status_code == 303
    (sent,) = house.revisions()
    assert sent.status is RevisionStatus.PENDING
    page = house.page()
    assert told(page)[0].startswith("Sent in. An editor looks at it")
    assert "Changes wait for an editor" in page.main


def test_of_a_trusted_draft_the_small_things_are_shown_and_the_rest_waits(trusted: Kept) -> None:
    trusted.draft(name="Harbor Home", phone__main=["+13095550177"])

    page = trusted.page("/difference")
    trusted.fill("/difference", {})

    assert page.texts("h2")[:2] == [
        "Readers see this as soon as you send it in",
        "An editor looks at this first",
    ]
    now = trusted.now()
    assert (now.name, now.phones[0].number) == ("Harbor House", "+13095550177")
    assert "Readers see some of it now" in trusted.page().main


def test_nothing_of_a_new_program_is_shown_before_an_editor_saw_it(trusted: Kept) -> None:
    trusted.draft(
        **{
            "program__new-1__care": "detox",
            "program__new-1__sessions": [["", 0, "09:00", "11:00", "in-person"]],
            "program__new-1__openings": "yes",
        }
    )

    trusted.fill("/difference", {})

    assert trusted.now() == trusted.listing
    assert not trusted.revisions()[0].is_live


def test_sent_twice_it_is_one(house: Kept) -> None:
    house.draft(name="Harbor Home")
    sent = standing(house.page("/difference"))

    house.post("/difference", sent)
    house.post("/difference", sent)

    assert len(house.revisions()) == 1


def test_a_draft_that_another_window_saved_is_looked_at_again(house: Kept) -> None:
    house.draft(name="Harbor Home")
    seen = standing(house.page("/difference"))
    house.draft(name="Harbor Hall")

    answer = house.post("/difference", seen)

    assert answer.status_code == 422
    assert "edited in another window" in Page(answer.text).main
    assert house.revisions()[0].status is RevisionStatus.DRAFT


def test_what_others_changed_is_told_and_stays(house: Kept) -> None:
    house.draft(name="Harbor Home")
    changed(house, website="https://harbor.example")

    page = house.page("/difference")
    house.fill("/difference", {})

    assert "Others changed this since you began" in page.texts("h2")
    assert house.revisions()[0].status is RevisionStatus.PENDING
    assert house.now().website == "https://harbor.example"


def test_where_both_changed_the_same_one_has_to_choose(house: Kept) -> None:
    house.draft(name="Harbor Home", website="https://mine.example")
    changed(house, name="Harbor Hall")

    unsettled = house.fill("/difference", {})
    house.fill("/difference", {"choice/name": "theirs"})

    assert "Please choose which of the two counts." in Page(unsettled.text).main
    (sent,) = house.revisions()
    assert sent.status is RevisionStatus.PENDING
    assert (sent.proposal["name"], sent.proposal["website"]) == (
        "Harbor Hall",
        "https://mine.example",
    )


def test_ones_own_may_count_too(house: Kept) -> None:
    house.draft(name="Harbor Home")
    changed(house, name="Harbor Hall")

    house.fill("/difference", {"choice/name": "mine"})

    assert house.revisions()[0].proposal["name"] == "Harbor Home"


def test_what_is_wrong_has_to_be_mended_first(house: Kept) -> None:
    house.draft(zip="1")

    page = house.page("/difference")
    answer = house.fill("/difference", {})

    assert page.link("ZIP code").startswith(f"{house.address}/edit/place")
    assert "Send it in" not in page.texts("button")
    assert answer.status_code == 422
    assert house.revisions()[0].status is RevisionStatus.DRAFT


def test_what_was_wrong_before_keeps_nobody_from_mending_something_else(
    app: Flask, make: Make
) -> None:
    house = managing.kept(app, make.listing(phones=(), programs=(program(None),)))
    house.draft(description="By the river.")

    house.fill("/difference", {})

    assert house.revisions()[0].status is RevisionStatus.PENDING


def test_a_draft_can_be_thrown_away(house: Kept) -> None:
    house.draft(name="Harbor Home")

    house.post("/discard")

    assert [each.status for each in house.revisions()] == [RevisionStatus.WITHDRAWN]
    assert house.client.get(f"{house.address}/difference").location == house.address


def test_what_waits_can_be_taken_back_by_a_colleague(house: Kept) -> None:
    sent = house.sent(name="Harbor Home")
    colleague = house.join(KIM)

    colleague.post(f"{house.address}/withdraw/{sent.id}")
    colleague.post(f"{house.address}/withdraw/{sent.id}")

    assert house.revisions()[0].status is RevisionStatus.WITHDRAWN


def test_colleagues_have_drafts_of_their_own(house: Kept) -> None:
    house.draft(name="Harbor Home")
    colleague = house.join(KIM)

    colleague.get(f"{house.address}/edit")

    assert len(house.revisions()) == 2
    page = colleague.page(f"{house.address}/difference")
    assert "Nothing differs from what readers see now." in page.main


def test_a_window_left_open_after_sending_says_so(house: Kept) -> None:
    house.draft()
    page = house.page("/edit/place")
    house.draft(website="https://harbor.example")
    house.fill("/difference", {})

    house.post("/edit/place", {**standing(page), "name": "Harbor Home"})

    kinds = sorted(each.status.value for each in house.revisions())
    assert kinds == ["draft", "pending"]


def test_every_page_is_in_spanish_too(house: Kept) -> None:
    house.draft(name="Harbor Home")

    for end in ("", "/small", "/difference", "/preview", "/history", "/pause", "/close"):
        assert house.client.page(f"/es{house.address}{end}").root.get("lang") == "es"


def test_what_readers_see_already_is_undone_and_not_taken_back(trusted: Kept) -> None:
    sent = trusted.sent(name="Harbor Home", office_hours="mon-0900-1700")
    page = trusted.page()

    answer = trusted.post(f"/withdraw/{sent.id}")

    assert page.link("Undo it in the history") == f"{trusted.address}/history"
    assert page.texts("button").count("Take it back") == 0
    assert answer.location == f"{trusted.address}/history"
    assert told(trusted.page("/history")) == [
        "Readers see part of it already. Undo it in the history."
    ]
    assert trusted.revisions()[0].status is RevisionStatus.PENDING
    assert trusted.page("/history").link("Undo this") == f"{trusted.address}/undo/{sent.id}"


def test_a_second_click_says_that_it_was_sent_in_already(house: Kept) -> None:
    house.draft(name="Harbor Home")
    page = standing(house.page("/difference"))

    house.post("/difference", page)
    house.page()
    house.post("/difference", page)

    assert told(house.page()) == ["It was sent in already."]
