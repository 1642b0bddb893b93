"""An editor puts small things right in what is accepted: published as the editor's own word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.listings import Listing
from directory.services.publish_changes import Spoken, publish_changes
from directory.storage.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Mending:
    """`texts`: what an editor wrote instead, by the key of the proposal."""

    texts: Mapping[str, str]
    spoken: Spoken
    gazetteer: Gazetteer


def mend_proposal(
    session: Session, listing: Listing, accepted: Sequence[Difference], mending: Mending
) -> Listing:
    """`listing` is as it became by what was accepted. Commits nothing."""
    shown = documents.of(listing)
    numbers = _numbers(listing, accepted)
    wanted = {_renumbered(key, numbers): text for key, text in mending.texts.items()}
    changed = _changes(shown, wanted)
    if not changed:
        return listing
    return publish_changes(session, listing.id, changed, mending.spoken, mending.gazetteer)


def _numbers(listing: Listing, accepted: Sequence[Difference]) -> dict[str, str]:
    """Which numbers new programs were given: they are the last ones, in their order."""
    programs = (documents.subject(each.key).program for each in accepted)
    new = list(dict.fromkeys(one for one in programs if one.startswith(documents.NEW)))
    given = [str(program.id) for program in listing.programs]
    return dict(zip(new, given[-len(new) :], strict=False)) if new else {}


def _renumbered(key: str, numbers: Mapping[str, str]) -> str:
    about = documents.subject(key)
    return documents.key_of(numbers.get(about.program, about.program), about.name)


def _changes(shown: Document, wanted: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(key, shown.get(key), text or None)
        for key, text in wanted.items()
        if shown.get(key) != (text or None)
    ]
