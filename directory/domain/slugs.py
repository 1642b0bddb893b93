"""The words of a listing's address on the web. Once given, a slug is never given to another."""

from collections.abc import Collection
from itertools import count

from directory.domain import names
from directory.domain.listings import Listing

LONGEST = 100  # letters


def slug_for(listing: Listing, taken: Collection[str]) -> str:
    """Return name, second name, city and state in ASCII, numbered where that is taken."""
    address = listing.address
    parts = (listing.name, listing.name2, address.city, address.state)
    words = [word for part in parts for word in names.words(part)]
    ascii_words = [word.encode("ascii", "ignore").decode().replace("_", "-") for word in words]
    wanted = "-".join(filter(None, ascii_words))[:LONGEST].strip("-") or "listing"
    if wanted not in taken:
        return wanted
    return next(slug for n in count(2) if (slug := f"{wanted}-{n}") not in taken)
