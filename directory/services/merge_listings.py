"""An editor makes two listings one, and can bring both back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import ProviderStatus
from directory.services.merged_listing import Choice, Side, merged
from directory.services.publish_changes import by_editor, remember
from directory.storage import (
    audit,
    doubts,
    listings,
    merges,
    organizations,
    outbox,
    renumbering,
    rewriting,
    snapshots,
    sources,
    statuses,
)
from directory.storage.doubts import Verdict
from directory.storage.merges import Merge
from directory.storage.statuses import Standing


class NotMergeableError(ValueError):
    """One of the two is not there, was merged already, or both are the same listing."""


class NoMergeError(LookupError):
    """There is no such merge."""


class UndoneError(ValueError):
    """It was undone before; `args[0]` is the merge as it is now."""


class MergedSinceError(ValueError):
    """The listing that was kept was merged into another since: that has to be undone first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """`stays`: in words, what was changed since, and so could not be brought back."""

    merge: Merge
    stays: tuple[str, ...]


def pair(session: Session, kept_id: int, gone_id: int) -> tuple[Listing, Listing]:
    """Raises NotMergeableError."""
    _standing(session, kept_id, gone_id)
    found = [listings.whole(session, id_) for id_ in (kept_id, gone_id)]
    if None in found:
        raise NotMergeableError
    kept, gone = (one for one in found if one)
    return kept, gone


def merge(
    session: Session, two: tuple[int, int], choice: Choice, editor: Actor, today: date
) -> int:
    """`two`: the one that is kept, and the one that goes. Returns the number by which it is undone.

    Raises NotMergeableError.
    """
    kept, gone = pair(session, *two)
    standings = _standing(session, *two)
    owners = [one.organization_id for one in standings if one.organization_id]
    before = snapshots.taken(session, two, owners)
    merges.move(session, gone.id, kept.id, choice.moved)
    renumbering.renumber(session, kept.id, choice.joined)
    after = merged(kept, gone, choice)
    rewriting.rewrite(session, [after], sources.keep)
    remember(session, kept, after, by_editor(today))
    statuses.change(session, gone.id, ProviderStatus.MERGED)
    merges.redirect(session, gone.slug, kept.id)
    _give(session, standings, choice)
    doubts.decide(session, two, Verdict.SAME, editor.account_id)
    rows = {"before": before, "after": snapshots.taken(session, two, owners), "owners": owners}
    id_ = merges.add(session, kept.id, gone.id, rows, editor.account_id)
    told = {"merge": id_, "gone": gone.slug, "gone_id": gone.id}
    audit.note(session, editor, Deed(Act.MERGED, kept.slug, kept.id, told))
    session.commit()
    return id_


def undo(session: Session, id_: int, editor: Actor) -> Undone:
    """Both are then as they were, but for what was changed since.

    Raises NoMergeError, UndoneError, MergedSinceError.
    """
    known = merges.by_id(session, id_)
    if known is None:
        raise NoMergeError(id_)
    standing = statuses.of(session, known.kept_id)
    if standing and standing.status is ProviderStatus.MERGED and not known.undone_at:
        raise MergedSinceError
    if not merges.end(session, id_):
        raise UndoneError(known)
    two = (known.kept_id, known.gone_id)
    rows = merges.before(session, id_)
    now = snapshots.taken(session, two, rows["owners"])
    stays = snapshots.restore(session, rows["before"], rows["after"], now)
    outbox.note(session, two)
    told = {"merge": id_, "back": known.gone, "gone_id": known.gone_id, "stays": list(stays)}
    audit.note(session, editor, Deed(Act.UNMERGED, known.kept, known.kept_id, told))
    session.commit()
    return Undone(merge=known, stays=stays)


def _standing(session: Session, kept_id: int, gone_id: int) -> list[Standing]:
    found = [one for id_ in (kept_id, gone_id) if (one := statuses.of(session, id_))]
    if kept_id == gone_id or len(found) < 2:
        raise NotMergeableError
    if any(one.status is ProviderStatus.MERGED for one in found):
        raise NotMergeableError
    return found


def _give(session: Session, standings: Sequence[Standing], choice: Choice) -> None:
    """Let the chosen organization keep it, and the other's members join where that is wanted."""
    kept, gone = standings
    chosen, other = (gone, kept) if choice.organization is Side.GONE else (kept, gone)
    owner = chosen.organization_id or other.organization_id
    statuses.give(session, kept.id, owner)
    if choice.all_members and owner and other.organization_id:
        for member in organizations.members(session, other.organization_id):
            organizations.join(session, member.account_id, owner)
