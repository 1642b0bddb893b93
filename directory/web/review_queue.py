"""The queue: all that waits for an editor, fifty at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.review import Item, Kind
from directory.services.list_waiting import Queue
from directory.storage import unclaimed
from directory.web import difference_words, review_conflicts, review_desk, review_duplicates
from directory.web import review_reports as reports
from directory.web import review_revisions as revisions

PAGE = 50
NAMES: Mapping[Kind, tuple[str, str]] = {
    Kind.SUBMISSION: ("New listing", "New listings"),
    Kind.CHANGE: ("Change", "Changes"),
    Kind.CLAIM: ("Claim", "Claims"),
    Kind.CORRECTION: ("Report of a mistake", "Reports of mistakes"),
    Kind.CONFLICT: ("A list says otherwise", "Lists say otherwise"),
    Kind.DUPLICATE: ("Maybe one place", "Maybe one place"),
}
SHOWN: Mapping[Kind, Callable[[Kind, str], str]] = {
    Kind.SUBMISSION: revisions.show,
    Kind.CHANGE: revisions.show,
    Kind.CLAIM: reports.show_claim,
    Kind.CORRECTION: reports.show_correction,
    Kind.CONFLICT: review_conflicts.show,
    Kind.DUPLICATE: review_duplicates.show,
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the queue shows it."""

    item: Item
    kind: str
    address: str
    note: str


def show() -> str:
    queue = review_desk.queue()
    pages = max(1, -(-len(queue.items) // PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    items = queue.items[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "review/queue.html",
        queue=queue,
        kinds=_kinds(queue),
        lines=[_line(each) for each in items],
        asked=review_desk.asked(),
        filters=review_desk.filters(),
        ages=review_desk.AGES,
        page=page,
        pages=pages,
        me=review_desk.person().email,
    )


def item(kind: str, ref: str) -> ResponseReturnValue:
    """Open what waits; whoever opens it first has it for half an hour."""
    if kind not in set(Kind):
        abort(404)
    return SHOWN[Kind(kind)](Kind(kind), ref)


def codes() -> str:
    """What lists say that no filter knows yet."""
    return render_template(
        "review/codes.html", codes=unclaimed.counted(context.session())[: 4 * PAGE]
    )


def _kinds(queue: Queue) -> list[tuple[str, str, int]]:
    return [(each.value, NAMES[each][1], queue.by_kind.get(each, 0)) for each in Kind]


def _line(item: Item) -> Line:
    return Line(item, NAMES[item.kind][0], review_desk.address(item), _note(item))


def _note(item: Item) -> str:
    if item.kind is Kind.CORRECTION:
        return difference_words.label(item.note, context.vocabulary())
    if item.kind is Kind.CONFLICT:
        found = review_desk.watch().open_ones(context.session())[int(item.ref)]
        return ", ".join(review_conflicts.subjects(found))
    return item.note
