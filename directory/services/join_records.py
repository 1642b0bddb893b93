"""Two records of one list may be about one site, once an editor merged two listings.

Then both say together what the list says of it, and each is known again by its own key.
"""

from collections import defaultdict
from dataclasses import replace

from directory.exchange import records
from directory.services.compare_records import Comparison, Known


def join_records(found: Comparison) -> None:
    """Let all records of a site be one, where any of them is new or was changed."""
    by_site: defaultdict[int, list[Known]] = defaultdict(list)
    for one in (*found.known, *found.unchanged):
        by_site[one.provider_id].append(one)
    several = {id_: those for id_, those in by_site.items() if len(those) > 1}
    if not several:
        return
    changed = {one.provider_id for one in found.known}
    together = [_joined(those) for id_, those in several.items() if id_ in changed]
    done = {one.provider_id for one in together}
    found.known[:] = [one for one in found.known if one.provider_id not in done] + together
    found.unchanged[:] = [one for one in found.unchanged if one.provider_id not in done]


def _joined(those: list[Known]) -> Known:
    """By the order of their keys, so that the same one is first in every edition."""
    first, *others = sorted(those, key=lambda one: one.record.key)
    alike = [replace(one.record, key=first.record.key) for one in (first, *others)]
    (record,) = records.joined(alike)
    return replace(first, together=record, beside=tuple(others))
