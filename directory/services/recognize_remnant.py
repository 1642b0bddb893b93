"""Finds the site that a row is about although its name or its ZIP code cannot be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from directory.services.recognize_site import Site

Key = tuple[str, str, str]


class Remnants:
    """Sites by any two things of theirs that tell them apart, or by their telephone."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._sites: defaultdict[Key, list[Site]] = defaultdict(list)
        for site in sites:
            for key in _keys(site):
                self._sites[key].append(site)

    def of(self, row: Site) -> list[Site]:
        """The sites that the row may be about, by the surest thing that any of them shares."""
        return next((self._sites[key] for key in _keys(row) if key in self._sites), [])


def _keys(site: Site) -> Iterator[Key]:
    name, street, zip_ = site.identity.name, site.identity.street, site.identity.zip
    if name and street:
        yield "name and street", name, street
    if street and zip_:
        yield "street and ZIP", street, zip_
    if site.phone:
        yield "telephone", site.phone, ""
