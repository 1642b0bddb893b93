"""Listings as HSDS 3.1 has them: one listing in, its objects out.

A provider is an organization and its location, a program is a service, and that the program is
run there is a service at location. Every object names those it belongs to, so that the same
objects fit a nested answer and the tables of a data package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_locations as locations
from directory.exchange import hsds_organizations as organizations
from directory.exchange import hsds_services as services
from directory.exchange.hsds_facts import Facts, SiteFacts
from directory.exchange.hsds_objects import Object, known, listed
from directory.exchange.hsds_taxonomies import Catalogue

VERSION = "3.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What every mapping needs beside the listing."""

    catalogue: Catalogue
    on: date  # the day of the answer, for distances from UTC
    site: str = ""  # this directory's own address, for links back; empty where nobody knows it

    def of(self, listing: Listing) -> "Site":
        return Site(self, listing)

    def apart(self, listing: Listing) -> Iterator[tuple[str, Object]]:
        """Its objects one by one, each with what hangs on it and the table it belongs to."""
        return self.of(listing).apart()


class Site:
    """The objects of one listing. What its programs share is made once."""

    def __init__(self, exchange: Exchange, listing: Listing) -> None:
        self._exchange = exchange
        self.listing = listing
        self._facts = SiteFacts.of(listing, exchange.catalogue)

    def organization(self) -> Object:
        """With its location and the fields of its services."""
        return self._organization | known(
            services=[self.service_fields(program) for program in self.listing.programs]
        )

    def organization_with_services(self) -> Object:
        return self._organization | known(services=list(self.services()))

    @cached_property
    def organization_fields(self) -> Object:
        return organizations.fields(self.listing, self._facts.of_organization())

    @cached_property
    def location(self) -> Object:
        return locations.location(self.listing, self._inherited, self._exchange.on)

    def services(self) -> Iterator[Object]:
        """Fully nested, one for each program."""
        return (self.service(program) for program in self.listing.programs)

    def service(self, program: Program) -> Object:
        said = self._facts.of_program(program)
        place = self._place(program, said) | {"location": self.location}
        return self._service(program, said) | {
            "organization": self.organization_fields,
            "service_at_locations": [place],
        }

    def service_fields(self, program: Program) -> Object:
        return services.fields(self.listing, program, self._facts.of_program(program))

    def listed_service(self, program: Program) -> Object:
        """As pages of services have it: with what there is one of."""
        return self.service_fields(program) | {"organization": self.organization_fields}

    def service_at_location(self, program: Program) -> Object:
        said = self._facts.of_program(program)
        service = self._service(program, said) | {"organization": self.organization_fields}
        return self._place(program, said) | {"location": self.location, "service": service}

    def listed_service_at_location(self, program: Program) -> Object:
        return self._place(program, self._facts.of_program(program)) | {
            "location": locations.fields(self.listing),
            "service": self.listed_service(program),
        }

    def apart(self) -> Iterator[tuple[str, Object]]:
        """What holds for every program is said once, of the location, instead of each service."""
        said = self._facts.of_organization()
        hanging = organizations.hanging(self.listing, said)
        yield "organization", self.organization_fields | hanging
        common = self._inherited
        yield "location", self.location | locations.attributes(common, self.location["id"])
        for program in self.listing.programs:
            said = self._facts.of_program(program)
            yield "service", self._service(program, said, said.beside(common))
            yield "service_at_location", self._place(program, said)

    @property
    def _inherited(self) -> Facts:
        return self._facts.of_every_program()

    @cached_property
    def _organization(self) -> Object:
        hanging = organizations.hanging(self.listing, self._facts.of_organization())
        return self.organization_fields | hanging | {"locations": [self.location]}

    def _service(self, program: Program, said: Facts, told: Facts | None = None) -> Object:
        """Fully nested, but for its place and its organization."""
        whole = services.fields(self.listing, program, said)
        site = self._exchange.site
        address = f"{site}/providers/{self.listing.slug}" if site else ""
        return (
            whole
            | services.hanging(self.listing, program, said, self._exchange.on, told)
            | known(additional_urls=[services.link(address, whole["id"])] if address else [])
        )

    def _place(self, program: Program, said: Facts) -> Object:
        return known(
            id=ids.service_at_location(self.listing.slug, program.id),
            service_id=ids.service(self.listing.slug, program.id),
            location_id=ids.location(self.listing.slug),
            description=listed(said.labels(Facet.FORMAT)),
        )
