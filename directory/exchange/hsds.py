"""Listings as HSDS 3.1 has them: one listing in, its objects out.

A provider is an organization and its location, a program is a service, and that the program is
run there is a service at location. Every object names those it belongs to, so that the same
objects fit a nested answer and the tables of a data package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet
from directory.exchange import hsds_facts as facts
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_locations as locations
from directory.exchange import hsds_organizations as organizations
from directory.exchange import hsds_services as services
from directory.exchange.hsds_facts import Facts
from directory.exchange.hsds_objects import Object, known, listed
from directory.exchange.hsds_taxonomies import Catalogue

VERSION = "3.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What every mapping needs beside the listing."""

    catalogue: Catalogue
    on: date  # the day of the answer, for distances from UTC
    site: str = ""  # this directory's own address, for links back; empty where nobody knows it

    def organization(self, listing: Listing) -> Object:
        """With its location and the fields of its services."""
        said = facts.of_site(listing, self.catalogue)
        return (
            organizations.fields(listing, said)
            | organizations.hanging(listing, said)
            | {"locations": [self.location(listing)]}
            | known(services=[self.service_fields(listing, one) for one in listing.programs])
        )

    def organization_with_services(self, listing: Listing) -> Object:
        return self.organization(listing) | known(services=list(self.services(listing)))

    def organization_fields(self, listing: Listing) -> Object:
        return organizations.fields(listing, facts.of_site(listing, self.catalogue))

    def location(self, listing: Listing) -> Object:
        return locations.location(listing, self._everywhere(listing), self.on)

    def services(self, listing: Listing) -> Iterator[Object]:
        """Fully nested, one for each program."""
        return (self.service(listing, program) for program in listing.programs)

    def service(self, listing: Listing, program: Program) -> Object:
        place = self._place(listing, program) | {"location": self.location(listing)}
        return self._service(listing, program) | {
            "organization": self.organization_fields(listing),
            "service_at_locations": [place],
        }

    def service_fields(self, listing: Listing, program: Program) -> Object:
        return services.fields(listing, program, self._said(listing, program))

    def listed_service(self, listing: Listing, program: Program) -> Object:
        """As pages of services have it: with what there is one of."""
        return self.service_fields(listing, program) | {
            "organization": self.organization_fields(listing)
        }

    def service_at_location(self, listing: Listing, program: Program) -> Object:
        service = self._service(listing, program)
        return self._place(listing, program) | {
            "location": self.location(listing),
            "service": service | {"organization": self.organization_fields(listing)},
        }

    def listed_service_at_location(self, listing: Listing, program: Program) -> Object:
        return self._place(listing, program) | {
            "location": locations.fields(listing),
            "service": self.listed_service(listing, program),
        }

    def _service(self, listing: Listing, program: Program) -> Object:
        """Fully nested, but for its place and its organization."""
        said = self._said(listing, program)
        whole = services.fields(listing, program, said)
        address = f"{self.site}/providers/{listing.slug}" if self.site else ""
        return (
            whole
            | services.hanging(listing, program, said, self.on)
            | known(additional_urls=[services.link(address, whole["id"])] if address else [])
        )

    def _place(self, listing: Listing, program: Program) -> Object:
        said = self._said(listing, program)
        return known(
            id=ids.service_at_location(listing.slug, program.id),
            service_id=ids.service(listing.slug, program.id),
            location_id=ids.location(listing.slug),
            description=listed(said.labels(Facet.FORMAT)),
        )

    def _said(self, listing: Listing, program: Program) -> Facts:
        return facts.of_program(listing, program, self.catalogue)

    def _everywhere(self, listing: Listing) -> Facts:
        """What is said of the whole site, as a program that says nothing itself inherits it."""
        return facts.of_program(listing, Program(care=None), self.catalogue)
