"""What is news of a listing follows from what was told before and how it stands now."""

from dataclasses import replace
from datetime import datetime

from directory.domain import publication
from directory.domain.publication import News, Publication, Reason, Standing

THEN, NOW = datetime.fromisoformat("2026-03-01T09:00"), datetime.fromisoformat("2026-04-01T09:00")
STANDING = Standing(
    provider_id=7, slug="harbor-house", name="Harbor House", state="IL", is_listed=True
)
UNLISTED = replace(STANDING, is_listed=False)
KNOWN = Publication(
    provider_id=7,
    slug="harbor",
    name="Harbor",
    state="IL",
    published_at=THEN,
    changed_at=THEN,
)
GONE = replace(KNOWN, gone_at=THEN)


def test_what_nobody_heard_of_is_new() -> None:
    event = publication.event(None, STANDING, NOW)

    assert event is not None
    assert event.news is News.CREATED
    assert event.publication.published_at == event.publication.changed_at == NOW


def test_what_was_known_has_changed_and_is_known_as_it_is_now() -> None:
    event = publication.event(KNOWN, STANDING, NOW)

    assert event is not None
    assert event.news is News.CHANGED
    assert (event.publication.slug, event.publication.name) == ("harbor-house", "Harbor House")
    assert (event.publication.published_at, event.publication.changed_at) == (THEN, NOW)


def test_what_is_not_public_any_more_is_gone_as_it_was_known() -> None:
    event = publication.event(KNOWN, None, NOW)

    assert event is not None
    assert (event.news, event.reason) == (News.GONE, Reason.NOT_PUBLIC)
    assert (event.publication.slug, event.publication.gone_at) == ("harbor", NOW)


def test_what_no_source_lists_any_more_is_gone_though_its_page_stays() -> None:
    event = publication.event(KNOWN, UNLISTED, NOW)

    assert event is not None
    assert (event.news, event.reason) == (News.GONE, Reason.NOT_LISTED)
    assert event.publication.slug == "harbor-house"


def test_what_is_gone_goes_once() -> None:
    assert publication.event(GONE, None, NOW) is None
    assert publication.event(GONE, UNLISTED, NOW) is None


def test_what_was_never_public_is_no_news() -> None:
    assert publication.event(None, None, NOW) is None


def test_what_is_first_heard_of_when_it_is_gone_is_no_news() -> None:
    assert publication.event(None, UNLISTED, NOW) is None


def test_what_comes_back_is_new_again() -> None:
    event = publication.event(GONE, STANDING, NOW)

    assert event is not None
    assert event.news is News.CREATED
    assert event.publication.gone_at is None
