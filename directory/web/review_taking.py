"""Claims, reports, conflicts and duplicates are opened by one editor at a time."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.review import Kind, Reader
from directory.storage import readings
from directory.web import review_desk

TOO_LATE = "Nothing was changed: another editor was first."


@dataclass(frozen=True, slots=True)
class Opened:
    """`onwards` is where to go once it is decided; asked before it is."""

    back: str
    onwards: str

    def go_on(self, told: str, *, done: bool) -> ResponseReturnValue:
        """Where another editor was first, the page of the item says so."""
        if done:
            return review_desk.done(told, self.onwards)
        return review_desk.done(TOO_LATE, self.back)


def opened(kind: Kind, ref: str) -> Opened:
    back = url_for("review.item", kind=kind.value, ref=ref, **review_desk.filters())
    return Opened(back, review_desk.after(kind, ref))


def around(kind: Kind, ref: str, *, is_open: bool) -> dict[str, Any]:
    """What the page of any item shows; whoever opens one that waits has it for half an hour."""
    before, following = review_desk.queue().beside((kind, ref))
    reader = _taken(kind, ref) if is_open else None
    return {
        "kind": kind.value,
        "ref": ref,
        "is_open": is_open,
        "reader": reader,
        "mine": review_desk.person().email,
        "filters": review_desk.filters(),
        "before": before and review_desk.address(before),
        "following": following and review_desk.address(following),
    }


def _taken(kind: Kind, ref: str) -> Reader | None:
    """Who has it open then."""
    with context.writing() as session:
        readings.take(session, kind, ref, review_desk.person().id)
        session.commit()
        return readings.reader(session, kind, ref)


def release(kind: str, ref: str) -> ResponseReturnValue:
    item = opened(Kind(kind), ref)
    with context.writing() as session:
        readings.release(session, Kind(kind), ref)
        session.commit()
    return item.go_on("Left for later.", done=True)
