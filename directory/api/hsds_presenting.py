"""From the numbers of what was found to the objects that are answered, a few selects a batch."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask import request

from directory import context
from directory.api.hsds_asking import Asked
from directory.domain.listings import Listing, Program
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_services
from directory.exchange.hsds import Exchange, Site
from directory.exchange.hsds_objects import Object
from directory.storage import listings, offerings
from directory.storage.offerings import Key


def exchange() -> Exchange:
    return Exchange(
        catalogue=context.held().catalogue, on=datetime.now(UTC).date(), site=own_address()
    )


def own_address() -> str:
    return context.settings().base_url or request.host_url.rstrip("/")


class Presenting:
    """What one request wants to see of each thing that is found."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._exchange = exchange()

    def services(self, keys: Sequence[Key]) -> Iterator[Object]:
        if self._asked.minimal:
            return _least(keys)
        shown = Site.service if self._asked.full else Site.listed_service
        return (shown(site, program) for site, program in self._offered(keys))

    def services_at_locations(self, keys: Sequence[Key]) -> Iterator[Object]:
        whole, short = Site.service_at_location, Site.listed_service_at_location
        shown = whole if self._asked.full else short
        return (shown(site, program) for site, program in self._offered(keys))

    def organizations(self, keys: Sequence[Key]) -> Iterator[Object]:
        return map(self.organization, _sites(keys))

    def organization(self, listing: Listing) -> Object:
        site = self._exchange.of(listing)
        if self._asked.full_service:
            return site.organization_with_services()
        return site.organization() if self._asked.full else site.organization_fields

    def _offered(self, keys: Sequence[Key]) -> Iterator[tuple[Site, Program]]:
        """A program that left since it was found is skipped."""
        found = {
            program.id: (site, program)
            for site in map(self._exchange.of, _sites(keys))
            for program in site.listing.programs
        }
        return (found[key.program_id] for key in keys if key.program_id in found)


def _least(keys: Sequence[Key]) -> Iterator[Object]:
    """The id and the day of change that HSDS asks for, with what its schema asks of a service."""
    vocabulary = context.held().vocabulary
    for line in offerings.lines(context.session(), keys):
        yield {
            "id": ids.service(line.slug, line.key.program_id),
            "name": hsds_services.name(line.name, line.care, vocabulary),
            "status": hsds_services.STATUS,
            "modified_date": hsds_services.changed_at(line.changed_at),
        }


def _sites(keys: Sequence[Key]) -> list[Listing]:
    wanted = list(dict.fromkeys(key.provider_id for key in keys))
    return listings.by_ids(context.session(), wanted)
