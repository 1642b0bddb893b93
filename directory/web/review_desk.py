"""What the pages for editors share: who reads, what was asked of the queue, and the way onwards."""

from collections.abc import Mapping
from typing import Any, cast

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import moments
from directory.domain.accounts import Person
from directory.domain.people import Actor
from directory.domain.review import Item, Kind
from directory.services.list_waiting import Asked, Queue, list_waiting
from directory.services.review_revision import Desk
from directory.services.watch_conflicts import ConflictWatch
from directory.web import access, formats

WATCH = "directory.conflict-watch"
AGES = (0, 1, 3, 7, 30)  # days
FILTERS = ("only", "state", "county", "days")


def watch() -> ConflictWatch:
    """One a process, so that listings are not compared anew for each page."""
    return cast(ConflictWatch, current_app.extensions.setdefault(WATCH, ConflictWatch()))


def person() -> Person:
    """Return who is signed in; nobody else comes this far."""
    return access.person() or abort(401)


def editor() -> Actor:
    return person().actor


def desk() -> Desk:
    return Desk(
        letterbox=context.letterbox(),
        gazetteer=context.gazetteer(),
        today=formats.today(),
        listing_link=lambda slug: formats.outside(url_for("providers.show", slug=slug)),
        invitation_link=lambda secret: formats.outside(f"/manage/invitation/{secret}"),
        manage_link=formats.outside("/manage"),
        submit_link=formats.outside("/submit"),
    )


def asked() -> Asked:
    """What cannot be read is left out."""
    given = request.args
    kinds = {each.value: each for each in Kind}
    days = given.get("days", "")
    return Asked(
        kind=kinds.get(given.get("only", "")),
        state=given.get("state", ""),
        county=given.get("county", ""),
        days=int(days) if days in map(str, AGES) else 0,
    )


def filters() -> dict[str, Any]:
    """What was asked, to go on with from page to page."""
    return {name: value for name in FILTERS if (value := request.args.get(name, ""))}


def queue() -> Queue:
    return list_waiting(context.session(), watch(), asked(), moments.now())


def address(item: Item) -> str:
    return url_for("review.item", kind=item.kind.value, ref=item.ref, **filters())


def after(kind: Kind, ref: str) -> str:
    """Where to go once this one is decided; asked before it is."""
    following = queue().beside((kind, ref))[1]
    if following is None or following.key == (kind, ref):
        return url_for("review.queue", **filters())
    return address(following)


def done(text: str, onwards: str, **more: object) -> ResponseReturnValue:
    """Go on, and say there what was done. `more`: `undo`, the address that takes it back."""
    tell({"text": text, **more})
    return redirect(onwards)


def tell(message: Mapping[str, object]) -> None:
    flash(cast(str, dict(message)), "done")  # kept as JSON, so it may be more than a text


def ticked(name: str) -> frozenset[str]:
    return frozenset(request.form.getlist(name))
