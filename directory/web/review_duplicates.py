"""Two listings that may be one place, side by side."""

from dataclasses import dataclass
from itertools import zip_longest

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import documents, review
from directory.domain.changes import Doubt
from directory.domain.documents import Document
from directory.domain.listings import Listing
from directory.domain.review import Kind
from directory.services import keep_apart
from directory.storage import doubts, listings
from directory.web import difference_words, review_desk, review_taking, value_words
from directory.web.value_words import Lines

WHY = {
    Doubt.SAME_PLACE: "The same street and telephone, under another name",
    Doubt.SAME_NAME: "The same name and street as several others",
    Doubt.MOVED: "The same name and telephone; one may have moved",
    Doubt.MOVED_AND_RENAMED: "The same telephone and a name much like it; one may have moved",
    Doubt.MOVED_AND_RECONNECTED: "The same name in the same town, with another telephone",
}


@dataclass(frozen=True, slots=True)
class Pairing:
    """One thing as each of the two says it."""

    about: str
    first: Lines
    second: Lines

    @property
    def differs(self) -> bool:
        return self.first != self.second


def show(kind: Kind, ref: str) -> str:
    older, newer = pair_of(ref)
    found = doubts.of_pair(context.session(), newer.id, older.id) or abort(404)
    return render_template(
        "review/duplicate.html",
        older=older,
        newer=newer,
        why=WHY[found.why],
        found=found,
        pairings=paired(older, newer),
        programs=list(zip_longest(_programs(older), _programs(newer))),
        **review_taking.around(kind, ref, is_open=not found.decision),
    )


def decide(ref: str) -> ResponseReturnValue:
    """`apart` is remembered; the same place leads on to the merge."""
    older, newer = pair_of(ref)
    if "same" in request.form:
        return redirect(url_for("review.merge", kept=older.id, gone=newer.id))
    item = review_taking.opened(Kind.DUPLICATE, ref)
    with context.writing() as session:
        done = keep_apart.keep_apart(session, newer, older, review_desk.editor())
    return item.go_on(f"{newer.full_name} and {older.full_name} stay apart.", done=done)


def pair_of(ref: str) -> tuple[Listing, Listing]:
    """The one that was there before, and the other."""
    ids = review.pair(ref) or abort(404)
    newer, older = (listings.whole(context.session(), id_) for id_ in ids)
    return older or abort(404), newer or abort(404)


def paired(first: Listing, second: Listing) -> list[Pairing]:
    """What is said of the whole sites, what differs first."""
    vocabulary = context.vocabulary()
    here, there = (documents.site(documents.of(one)) for one in (first, second))
    found = [
        Pairing(
            difference_words.label(key, vocabulary),
            value_words.lines(key, here.get(key), vocabulary),
            value_words.lines(key, there.get(key), vocabulary),
        )
        for key in _ordered({**here, **there})
    ]
    return sorted(found, key=lambda one: not one.differs)


def _ordered(keys: Document) -> list[str]:
    order = difference_words.ORDER
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key))


def _programs(listing: Listing) -> list[str]:
    names = difference_words.program_names(documents.of(listing), context.vocabulary())
    return [name for number, name in names.items() if number]
