"""The addresses of HSDS, declared once: read by their routes, and by whatever describes them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """`thing`: the HSDS object that is answered, one of them or a page of them."""

    summary: str
    thing: str
    parameters: tuple[str, ...] = ()
    paged: bool = False


PAGED = ("search", "page", "per_page", "format")
SAID = ("taxonomy_term_id", "taxonomy_id")
NEAR = ("postcode", "proximity")
ENDPOINTS: Mapping[str, Endpoint] = {
    "/": Endpoint(summary="What this is and which version of HSDS it follows", thing="api"),
    "/services": Endpoint(
        summary="Programs, as services",
        thing="service",
        parameters=(*PAGED, *SAID, "organization_id", "modified_after", "minimal", "full", *NEAR),
        paged=True,
    ),
    "/services/{id}": Endpoint(summary="One service with all that belongs to it", thing="service"),
    "/organizations": Endpoint(
        summary="Providers, as organizations",
        thing="organization",
        parameters=(*PAGED, *SAID, "modified_after", "full", "full_service", *NEAR),
        paged=True,
    ),
    "/organizations/{id}": Endpoint(
        summary="One organization with its location and services",
        thing="organization",
        parameters=("full_service",),
    ),
    "/service_at_locations": Endpoint(
        summary="Programs at the place where they are run",
        thing="service_at_location",
        parameters=(*PAGED, *SAID, "organization_id", "modified_after", "full", *NEAR),
        paged=True,
    ),
    "/service_at_locations/{id}": Endpoint(
        summary="One service at its place, with all that belongs to both",
        thing="service_at_location",
    ),
    "/taxonomies": Endpoint(
        summary="The facets that programs are described with",
        thing="taxonomy",
        parameters=PAGED,
        paged=True,
    ),
    "/taxonomies/{id}": Endpoint(summary="One facet", thing="taxonomy"),
    "/taxonomy_terms": Endpoint(
        summary="The entries of the facets",
        thing="taxonomy_term",
        parameters=(*PAGED, "taxonomy_id", "top_only", "parent_id"),
        paged=True,
    ),
    "/taxonomy_terms/{id}": Endpoint(summary="One entry of a facet", thing="taxonomy_term"),
}
