"""Two rows about one level of care at one site are one program: their sessions are its tracks."""

from dataclasses import fields, replace

from directory.domain.listings import Openings, Program
from directory.domain.schedule import Session

MOST_OPEN = ("yes", "waitlist", "no", "")
APART = ("statements", "sessions", "openings", "name", "id")


def joined(first: Program, other: Program) -> Program:
    """What the first leaves empty comes from the other. Names become those of the tracks."""
    filled = {
        part.name: getattr(first, part.name) or getattr(other, part.name)
        for part in fields(Program)
        if part.name not in APART
    }
    named = first.name if first.name == other.name else ""
    openings = min(first.openings, other.openings, key=_openness)
    sessions = first.sessions
    if other.sessions != first.sessions:
        sessions = tuple(dict.fromkeys((*_tracks(first), *_tracks(other))))
    return replace(first, **filled, name=named, openings=openings, sessions=sessions)


def _openness(openings: Openings) -> int:
    return MOST_OPEN.index(openings.answer) if openings.answer in MOST_OPEN else len(MOST_OPEN)


def _tracks(program: Program) -> list[Session]:
    """Its sessions as a track of their own, named as the program was."""
    return [
        session if session.track else replace(session, track=program.name)
        for session in program.sessions
    ]
