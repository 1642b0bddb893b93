"""Tells whoever adds a place that it may be here already, while they type."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from directory.domain import names
from directory.domain.listings import Address
from directory.domain.revisions import ProviderStatus
from directory.exchange import phones
from directory.services import compare_sites
from directory.services.compare_sites import Sameness as Sameness
from directory.services.compare_sites import Sureness as Sureness
from directory.services.compare_sites import Traits
from directory.storage import lookalikes
from directory.storage.lookalikes import Lookalike

MOST = 5
SHORTEST = 4  # letters of a name that is looked up by itself
PART = 4  # letters of a word that stand for it


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What was typed so far, as it was typed."""

    name: str = ""
    phone: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """`slug` and `address` are empty for what no reader can open: that is already waiting."""

    id: int  # of the provider, 0 for what was only sent in; for editors
    slug: str
    name: str
    address: str
    status: ProviderStatus
    why: tuple[Sameness, ...]
    sureness: Sureness

    @property
    def is_waiting(self) -> bool:
        return self.status is not ProviderStatus.PUBLISHED


def find_listed(session: Session, sought: Sought, but: int | None = None) -> tuple[Listed, ...]:
    """The likeliest first, at most five. `but`: a revision that is not to be found itself."""
    number = phones.without_extension(phones.dialable(sought.phone))
    numbers = frozenset({number} if number.startswith("+") else ())
    wanted = Traits.of(sought.name, _address(sought), numbers)
    # Those that share the telephone last: they know that they do.
    near = {each.id: each for each in _near(session, sought, wanted)}
    calling = {each.id: each for line in numbers for each in _calling(session, line, wanted)}
    candidates = [*(near | calling).values(), *lookalikes.sent_in(session, but)]
    found = filter(None, (_compared(wanted, each, sought.name) for each in candidates))
    return tuple(sorted(found, key=lambda each: _order(each, sought.name))[:MOST])


def _address(sought: Sought) -> Address:
    return Address(
        street=sought.street, city=sought.city, state=sought.state, zip=sought.zip.strip()
    )


def _calling(session: Session, number: str, wanted: Traits) -> list[Lookalike]:
    return lookalikes.at_phone(session, number, wanted.zip)


def _near(session: Session, sought: Sought, wanted: Traits) -> Iterator[Lookalike]:
    if len(wanted.zip) == 5:
        yield from lookalikes.in_zip(session, wanted.zip)
    if sought.city and sought.state:
        parts = _parts(sought.name)
        yield from lookalikes.in_town(session, sought.state, _ways(sought.city), parts)
    if len(sought.name.strip()) >= SHORTEST:
        yield from lookalikes.named(session, _ways(sought.name))


def _parts(name: str) -> set[str]:
    """How its telling words begin, which a short form of them shares."""
    return {word[:PART] for word in names.words(name) if len(word) >= PART}


def _ways(typed: str) -> set[str]:
    """As it was typed, and as signs write it: the index knows capitals from others."""
    tidy = " ".join(typed.split())
    return {tidy, " ".join(word[:1].upper() + word[1:] for word in tidy.split())}


def _compared(wanted: Traits, found: Lookalike, typed: str) -> Listed | None:
    traits = Traits.of(found.name, found.address, found.phones)
    why = tuple(compare_sites.alike(wanted, traits))
    sureness = compare_sites.sureness(frozenset(why), wanted, traits)
    if sureness is None:
        return None
    is_public = found.status is ProviderStatus.PUBLISHED
    is_unread = found.status is ProviderStatus.PENDING  # its name could say anything
    return Listed(
        id=found.id,
        slug=found.slug if is_public else "",
        name=typed if is_unread else found.name,
        address=written(found.address) if is_public else "",
        status=found.status,
        why=why,
        sureness=sureness,
    )


def _order(listed: Listed, typed: str) -> tuple[int, int, float, str]:
    likeness = fuzz.token_sort_ratio(listed.name.casefold(), typed.casefold())
    return -listed.sureness, -len(listed.why), -likeness, listed.slug


def written(address: Address) -> str:
    """In one line."""
    town = " ".join(filter(None, (address.town, address.zip)))
    return ", ".join(filter(None, (address.street, town)))
