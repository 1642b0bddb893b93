"""Asks those who keep a listing whether it is still right, at most twice until it is confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.keepers import FIRST, Keeper, Unconfirmed
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.exchange.confirm_links import ConfirmLinks
from directory.services.send_mail import Letterbox
from directory.storage import audit, keepers, reminders

SHOWN = 40  # listings named in one mail; its page shows all


@dataclass(frozen=True, slots=True)
class Reminded:
    people: int
    listings: int


@dataclass(frozen=True)
class Reminders:
    letterbox: Letterbox
    links: ConfirmLinks

    def remind(self, session: Session, at: datetime) -> Reminded:
        """Write one mail to everybody whose listings are due; `at` is UTC without a zone.

        Repeated, it asks about nothing twice.
        """
        run = at.replace(microsecond=0)
        due = _due(session, at.date())
        found = keepers.of_listings(session, [each.provider_id for each in due])
        kept = [each for each in due if each.provider_id in found]
        people = _by_person(kept, found)
        for keeper, listings in people:
            self._ask(session, keeper, listings, run)
        reminders.note(
            session, ((each, days) for each in kept for days in each.due(at.date())), run
        )
        if kept:
            session.commit()
        return Reminded(people=len(people), listings=len(kept))

    def _ask(
        self, session: Session, keeper: Keeper, listings: Sequence[Unconfirmed], run: datetime
    ) -> None:
        again = all(FIRST in each.asked for each in listings)
        values = {"listings": _lines(listings), "link": self.links.address(keeper, run)}
        letter = Letter("still-right-again" if again else "still-right", values)
        self.letterbox.queue(session, keeper.email, keeper.language, letter)
        for each in listings:
            audit.note(session, Actor.CLOCK, _deed(each, keeper))


def _due(session: Session, today: date) -> list[Unconfirmed]:
    old = reminders.unconfirmed(session, since=today - timedelta(days=FIRST))
    return [each for each in old if each.due(today)]


def _by_person(
    due: Iterable[Unconfirmed], found: dict[int, list[Keeper]]
) -> list[tuple[Keeper, list[Unconfirmed]]]:
    """By address: somebody may keep one listing by an account, and have sent in another."""
    people: dict[str, Keeper] = {}
    theirs: dict[str, list[Unconfirmed]] = defaultdict(list)
    for each in due:
        for keeper in found[each.provider_id]:
            people.setdefault(keeper.email.lower(), keeper)
            theirs[keeper.email.lower()].append(each)
    return [(people[email], listings) for email, listings in theirs.items()]


def _lines(listings: Sequence[Unconfirmed]) -> str:
    lines = [f"- {', '.join(filter(None, (each.name, each.town)))}" for each in listings[:SHOWN]]
    return "\n".join(lines) + (f"\n- … + {len(listings) - SHOWN}" if listings[SHOWN:] else "")


def _deed(each: Unconfirmed, keeper: Keeper) -> Deed:
    return Deed(Act.REMINDED, each.name, each.provider_id, {"to": keeper.email})
