"""What became of a listing: who changed what and when, what lists said, and what can be undone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.acts import Act
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.facts import Source, SourceKind
from directory.domain.listings import Listing
from directory.domain.revisions import Revision, RevisionStatus
from directory.services.undo_revision import undoable
from directory.storage import audit, history, revisions
from directory.storage.history import Story

TOLD = frozenset(
    {
        *(Act.CONFIRMED, Act.PAUSED, Act.RESUMED, Act.CLOSED, Act.MERGED, Act.UNMERGED),
        *(Act.KEPT, Act.ANSWERED),
    }
)
SHOWN = (RevisionStatus.PENDING, RevisionStatus.ACCEPTED, RevisionStatus.REFUSED)


News = tuple[str, str, str, str]  # about, program, was, became


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A revision. `undoes`: what would be taken back of what it changed."""

    at: datetime
    revision: Revision
    changed: tuple[Difference, ...]  # what became true, or what is asked for
    undoes: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    at: datetime
    act: Act
    account_id: int | None
    who: str
    details: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a list, or an editor, said from then on."""

    at: datetime
    source: Source
    news: tuple[News, ...]


Event = Sent | Done | Heard


def tell_history(session: Session, listing: Listing) -> list[Event]:
    """The latest first."""
    shown = documents.of(listing)
    sent = (_sent(each, shown) for each in revisions.of_provider(session, listing.id))
    events: list[Event] = [each for each in sent if each is not None]
    events += _done(session, listing.id)
    events += _heard(history.of_provider(session, listing.id))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _sent(revision: Revision, shown: Document) -> Sent | None:
    if revision.status not in SHOWN and not revision.is_live:
        return None
    made = (Difference(key, *ends) for key, ends in (revision.accepted or {}).items())
    asked = (
        Difference(key, revision.base.get(key), revision.proposal.get(key))
        for key in {**revision.base, **revision.proposal}
        if revision.base.get(key) != revision.proposal.get(key)
    )
    is_made = revision.status in (RevisionStatus.ACCEPTED, RevisionStatus.WITHDRAWN)
    return Sent(
        at=revision.decided_at or revision.proposed_at or revision.started_at,
        revision=revision,
        changed=tuple(made if is_made else asked),
        undoes=undoable(revision, shown),
    )


def _done(session: Session, provider_id: int) -> Iterator[Done]:
    for entry in audit.entries(session, provider_id):
        if entry.act in TOLD:
            yield Done(
                at=entry.at,
                act=Act(entry.act),
                account_id=entry.account_id,
                who=entry.who,
                details=entry.details,
            )


def _heard(stories: list[Story]) -> Iterator[Heard]:
    """Of providers themselves the revisions tell more; what is from the beginning is no news."""
    grouped: defaultdict[tuple[datetime, Source], list[News]] = defaultdict(list)
    for story in stories:
        was = ""
        for event in story.events:
            if event.at and event.source.kind is not SourceKind.PROVIDER:
                news = (story.about, story.program, was, event.answer)
                grouped[event.at, event.source].append(news)
            was = event.answer
    for (at, source), told in grouped.items():
        yield Heard(at=at, source=source, news=tuple(told))
