"""Where persons and lists say different things, kept up to date by what changed since."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.domain import moments
from directory.services import find_conflicts
from directory.services.find_conflicts import Conflicts, FactConflict, FieldConflict
from directory.storage import outbox, rulings
from directory.storage.rulings import Ruling

KEPT_FOR = timedelta(hours=1)  # less than changes stay in the outbox


class ConflictWatch:
    """Reads all listings in question once, and then those that change. One a process is enough."""

    def __init__(self) -> None:
        self._found: dict[int, Conflicts] = {}
        self._read_up_to = 0
        self._read_at: datetime | None = None

    def found(self, session: Session) -> dict[int, Conflicts]:
        """By listing, whether or not an editor settled them."""
        latest, at = outbox.latest(session), moments.now()
        if self._is_old(at) or latest < self._read_up_to:
            self._found = _by_listing(find_conflicts.waiting(session))
        elif latest > self._read_up_to:
            self._found = self._renewed(session)
        self._read_up_to, self._read_at = latest, at
        return self._found

    def open_ones(self, session: Session) -> dict[int, Conflicts]:
        """Those that no editor settled."""
        return still_open(session, self.found(session))

    def _is_old(self, at: datetime) -> bool:
        return self._read_at is None or at - self._read_at > KEPT_FOR

    def _renewed(self, session: Session) -> dict[int, Conflicts]:
        changed = {id_ for _, id_ in outbox.after(session, self._read_up_to)}
        found = {id_: each for id_, each in self._found.items() if id_ not in changed}
        ids = sorted(changed)
        for start in range(0, len(ids), find_conflicts.AT_ONCE):
            some = ids[start : start + find_conflicts.AT_ONCE]
            found |= _by_listing(find_conflicts.waiting(session, among=some))
        return found


def _by_listing(found: Iterable[Conflicts]) -> dict[int, Conflicts]:
    return {each.listing.id: each for each in found}


def still_open(session: Session, found: dict[int, Conflicts]) -> dict[int, Conflicts]:
    settled = rulings.of_providers(session, found)
    left = {id_: _without(id_, each, settled) for id_, each in found.items()}
    return {id_: each for id_, each in left.items() if each}


def of_field(conflict: FieldConflict) -> Ruling:
    """What an editor keeps who lets stand what is shown."""
    return Ruling(
        series=rulings.series(conflict.source),
        about=conflict.field.value,
        theirs="; ".join(conflict.theirs),
    )


def of_fact(conflict: FactConflict) -> tuple[Ruling, ...]:
    """One a list that says otherwise."""
    facet, slug = conflict.about
    return tuple(
        Ruling(
            series=rulings.series(each.source),
            about=f"{facet.value}/{slug}",
            theirs=each.answer.value,
            program=conflict.program or "",
        )
        for each in conflict.theirs
    )


def _without(id_: int, found: Conflicts, settled: set[tuple[int, Ruling]]) -> Conflicts:
    return Conflicts(
        listing=found.listing,
        fields=tuple(each for each in found.fields if (id_, of_field(each)) not in settled),
        facts=tuple(
            each for each in found.facts if any((id_, one) not in settled for one in of_fact(each))
        ),
    )
