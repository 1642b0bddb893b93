"""The page that a search wants: sites or programs and, behind the last site, the areas."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory import context
from directory.api.fhir_errors import BadParameterError
from directory.api.fhir_kinds import LOCATION, SERVICE, Area
from directory.api.fhir_searches import Search
from directory.api.fhir_values import number
from directory.exchange import fhir_parts as parts
from directory.exchange import fhir_places as places
from directory.storage import pages
from directory.storage.offerings import Key, Unit, Wanted
from directory.storage.pages import Asked, Page

BEHIND_ALL = 2**62  # more than any id


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """`next`: the id that the next page comes behind; empty on the last."""

    total: int
    keys: tuple[Key, ...]
    areas: tuple[Area, ...]
    next: str


def find(search: Search) -> Found:
    """Raises BadParameterError."""
    page = _page(search)
    fitting = [one for one in areas() if search.fits_area(one)] if search.kind == LOCATION else []
    left = [one for one in fitting if not _is_in_areas(search) or one.id > search.after]
    shown = left[: search.count - len(page.keys)] if page.is_last else []
    is_last = search.count == 0 or (page.is_last and len(shown) == len(left))
    ids = [*(str(key.number) for key in page.keys), *(one.id for one in shown)]
    return Found(
        total=page.total + len(fitting),
        keys=page.keys,
        areas=tuple(shown),
        next="" if is_last else ids[-1],
    )


def areas() -> list[Area]:
    """Every state that some program serves online."""
    named = titles()
    return [
        Area(parts.area_id(state), state, places.area_name(state, named))
        for state in pages.states_served(context.session())
    ]


def titles() -> Mapping[str, str]:
    return context.gazetteer().sayings.titles


def _page(search: Search) -> Page:
    after = BEHIND_ALL if _is_in_areas(search) else number(search.after)
    if search.after and not after:
        raise BadParameterError("_after is no id; take the whole link to the next page.")
    unit = Unit.PROGRAM if search.kind == SERVICE else Unit.SITE
    asked = Asked(unit=unit, wanted=Wanted(question=search.question), within=search.within)
    return pages.page(context.session(), asked, after, search.count)


def _is_in_areas(search: Search) -> bool:
    return search.after.startswith(parts.AREA)
