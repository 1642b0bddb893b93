"""Reads what results show of some sites: from the index that found them, else from the database."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from directory.domain.cards import Card
from directory.domain.vocabulary import Selection
from directory.search.engine import Engine
from directory.storage import cards, passing, soundness


def read_cards(
    session: Session,
    engine: Engine,
    ids: Sequence[int],
    asked: Collection[Selection] = (),
    *,
    newest: bool = False,
) -> dict[int, Card]:
    """By id, with what their sources say about the selections asked.

    `newest`: as the database has it, where that answers. One that left the directory since it was
    found is not among them.
    """
    held = {} if newest else engine.cards(ids, asked)
    others = [id_ for id_ in ids if id_ not in held]
    if not others:
        return held
    try:
        return held | cards.by_ids(session, others, asked)
    except passing.Fault as fault:
        held = engine.cards(ids, asked)
        if not held or not soundness.is_out_of_reach(fault):
            raise
        session.rollback()
        return held
