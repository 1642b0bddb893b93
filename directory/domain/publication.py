"""What the world was told of a listing, and what is news about it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class News(StrEnum):
    CREATED = "provider.created"
    CHANGED = "provider.changed"
    GONE = "provider.gone"


class Reason(StrEnum):
    """Why a listing is gone."""

    NOT_LISTED = "no-longer-listed"  # by any of its sources; its page stays and says so
    NOT_PUBLIC = "not-public"  # its page is taken away


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A listing as it was last made known. Times are UTC without a zone."""

    provider_id: int
    slug: str
    name: str
    state: str
    published_at: datetime
    changed_at: datetime
    gone_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A public listing as it is now. `is_listed`: a source still names it, or its provider does."""

    provider_id: int
    slug: str
    name: str
    state: str
    is_listed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    news: News
    publication: Publication
    reason: Reason | None = None


def event(known: Publication | None, standing: Standing | None, at: datetime) -> Event | None:
    """What to tell of a listing that was touched; a `standing` of None means it is not public."""
    if standing and standing.is_listed:
        return _listed(known, standing, at)
    if known is None:
        return None  # nobody was told of it, and now it is gone
    if standing is None:
        return _gone(known, Reason.NOT_PUBLIC, at)
    now = _published(standing, since=known.published_at, at=at)
    return _gone(replace(now, gone_at=known.gone_at), Reason.NOT_LISTED, at)


def _listed(known: Publication | None, standing: Standing, at: datetime) -> Event:
    """What comes back is new again."""
    if known is None or known.gone_at:
        return Event(news=News.CREATED, publication=_published(standing, since=at, at=at))
    now = _published(standing, since=known.published_at, at=at)
    return Event(news=News.CHANGED, publication=now)


def _gone(last: Publication, reason: Reason, at: datetime) -> Event | None:
    """Nothing, if that was told before."""
    if last.gone_at:
        return None
    gone = replace(last, changed_at=at, gone_at=at)
    return Event(news=News.GONE, publication=gone, reason=reason)


def _published(standing: Standing, *, since: datetime, at: datetime) -> Publication:
    return Publication(
        provider_id=standing.provider_id,
        slug=standing.slug,
        name=standing.name,
        state=standing.state,
        published_at=since,
        changed_at=at,
    )
