"""What is in the directory already and may be the place of a new listing."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory import context
from directory.domain.revisions import Revision
from directory.services.find_listed import Listed, Sameness, Sought, find_listed
from directory.storage import statuses

PARTS = ("name", "street", "city", "state", "zip")


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """`slug` is empty for what was only sent in and waits, too."""

    slug: str
    name: str
    address: str
    status: str
    why: tuple[Sameness, ...]


def of(revision: Revision) -> tuple[Alike, ...]:
    """The likeliest first; none once it was accepted, for it would find itself."""
    if revision.provider_id is not None:
        return ()
    said = revision.proposal
    phones = said.get("phone/main")
    number = str(phones[0]) if isinstance(phones, list) and phones else ""
    parts = {name: str(said.get(name) or "") for name in PARTS}
    found = find_listed(context.session(), Sought(phone=number, **parts), but=revision.id)
    return tuple(_known(found))


def _known(found: tuple[Listed, ...]) -> Iterator[Alike]:
    for each in found:
        standing = statuses.of(context.session(), each.id) if each.id else None
        yield Alike(
            slug=standing.slug if standing else "",
            name=each.name,
            address=each.address,
            status=each.status.value,
            why=each.why,
        )
