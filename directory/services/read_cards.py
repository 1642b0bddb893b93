"""Reads what results show of some sites: from the index that found them, else from the database."""

from collections.abc import Collection, Sequence

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.domain.cards import Card
from directory.domain.vocabulary import Selection
from directory.search.engine import Engine
from directory.storage import cards, soundness

TRIES = 2  # the second finds another server, where there is one
Cards = dict[int, Card]


def read_cards(
    session: Session,
    engine: Engine,
    ids: Sequence[int],
    asked: Collection[Selection] = (),
    *,
    newest: bool = False,
) -> Cards:
    """By id, with what their sources say about the selections asked.

    `newest`: as the database has it, where that answers. One that left the directory since it was
    found is not among them.
    """
    held = {} if newest or not engine.is_trusted else engine.cards(ids, asked)
    others = [id_ for id_ in ids if id_ not in held]
    if not others:
        return held
    for _ in range(TRIES):
        read = _read(session, others, asked)
        if read is not None:
            return held | read
    return engine.cards(ids, asked) or cards.by_ids(session, others, asked)


def _read(session: Session, ids: Sequence[int], asked: Collection[Selection]) -> Cards | None:
    """None where the server went away, or none answers."""
    try:
        return cards.by_ids(session, ids, asked)
    except SQLAlchemyError as fault:
        if not soundness.is_out_of_reach(fault):
            raise
        session.rollback()
        return None
