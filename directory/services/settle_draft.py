"""A draft beside what is shown now: what it would change, what others changed, what to mend."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.differences import Difference, Since
from directory.domain.documents import Document
from directory.domain.findings import Finding
from directory.domain.listings import Listing
from directory.domain.revisions import Revision
from directory.domain.vocabulary import Vocabulary
from directory.services import check_document, edit_listing
from directory.services.edit_listing import Keeper
from directory.storage.gazetteer import Gazetteer

MINE, THEIRS = "mine", "theirs"


class UnsettledError(ValueError):
    """Both changed the same, and nobody said which counts; `args[0]` are the keys."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settling:
    since: Since
    shown: Document
    proposal: Document  # what would be shown then
    findings: tuple[Finding, ...]  # about what it changes

    @property
    def wrong(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.is_error)

    @property
    def clashes(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.since.mine if each.key in self.since.clashing)

    def at_once(self, keeper: Keeper) -> tuple[Difference, ...]:
        """What readers see without an editor."""
        return tuple(edit_listing.small(self.since.mine)) if keeper.trusted else ()


def settle(
    draft: Revision, listing: Listing, gazetteer: Gazetteer, vocabulary: Vocabulary
) -> Settling:
    shown = documents.of(listing)
    since = differences.since(draft.base, draft.proposal, shown)
    proposal = differences.applied(shown, since.mine)
    known = check_document.check(shown, gazetteer, vocabulary)
    found = check_document.check(proposal, gazetteer, vocabulary)
    return Settling(
        since=since,
        shown=shown,
        proposal=proposal,
        findings=tuple(each for each in found if each not in known),
    )


def choose(
    session: Session, draft: Revision, settling: Settling, choices: Mapping[str, str]
) -> Revision:
    """Let go what another's change shall stay instead of. Raises UnsettledError."""
    open_ = [each.key for each in settling.clashes if choices.get(each.key) not in (MINE, THEIRS)]
    if open_:
        raise UnsettledError(open_)
    theirs = {each.key for each in settling.clashes if choices[each.key] == THEIRS}
    if not theirs:
        return draft
    wanted = {key: value for key, value in draft.proposal.items() if key not in theirs}
    kept = {key: settling.shown[key] for key in theirs if key in settling.shown}
    return edit_listing.save(session, draft, draft.version, {**wanted, **kept})
