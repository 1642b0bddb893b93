"""Asks those who send something to editors to solve a puzzle first, while very much comes in."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy.orm import Session

from directory.domain.limits import EVERYBODY, SENT_UNPUZZLED
from directory.domain.moments import now
from directory.exchange import puzzles
from directory.services import limit_attempts


class Asking(StrEnum):
    AUTO = "auto"  # when very much came in of late
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in: the answer to the puzzle, and all that stands in the form."""

    answer: str
    content: str


@dataclass(frozen=True, slots=True)
class Gate:
    asking: Asking
    secret: str

    def is_closed(self, session: Session) -> bool:
        """Whether only who solves a puzzle is let in."""
        if self.asking is not Asking.AUTO:
            return self.asking is Asking.ALWAYS
        counted = SENT_UNPUZZLED
        known = limit_attempts.peek(session, counted.what, EVERYBODY, counted.most, counted.within)
        return not known.granted

    def puzzle(self) -> str:
        return puzzles.make(self.secret, now())

    def let_in(self, session: Session, sent: Sent) -> bool:
        """Let one sending in, where its puzzle is solved or none is asked."""
        if not self.is_closed(session):
            counted = SENT_UNPUZZLED
            limit_attempts.take(session, counted.what, EVERYBODY, counted.most, counted.within)
            session.commit()
            return True
        puzzle = puzzles.solved(self.secret, sent.answer)
        return puzzle is not None and _is_new(session, puzzle, sent.content)


def _is_new(session: Session, puzzle: str, content: str) -> bool:
    """Whether this answer was not used before, or for this same sending: a second click."""
    this = f"puzzle {puzzle}"
    sending = f"{this} {sha256(content.encode()).hexdigest()}"
    if not limit_attempts.take(session, this, EVERYBODY, 1, puzzles.LASTS).granted:
        return not limit_attempts.peek(session, sending, EVERYBODY, 1, puzzles.LASTS).granted
    limit_attempts.take(session, sending, EVERYBODY, 1, puzzles.LASTS)
    session.commit()
    return True
