"""The sites that records of a list may be about, under every name and street they have here."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.services.recognize_site import Site
from directory.storage import imports, merges, statuses


def near(session: Session, sought: Iterable[Site], ids: Collection[int]) -> list[Site]:
    """In the ZIP codes of those sought, and those with these ids.

    A listing that was merged away stands for the one that was kept; such come first.
    """
    zips = {one.identity.zip for one in sought}
    led_to = merges.led_to(session)
    found = [Site.of(each) for each in imports.details_near(session, zips, ids)]
    stand_ins = [_as_kept(session, one, led_to[one.id]) for one in found if one.id in led_to]
    return stand_ins + [one for one in found if one.id not in led_to]


def _as_kept(session: Session, site: Site, kept_id: int) -> Site:
    standing = statuses.of(session, kept_id)
    return replace(site, id=kept_id, slug=standing.slug if standing else site.slug)
