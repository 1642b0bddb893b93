"""From the numbers of what was found to the objects that are answered, a few selects a batch."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask import request

from directory import context
from directory.api.hsds_asking import Asked
from directory.domain.listings import Listing, Program
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_services
from directory.exchange.hsds import Exchange
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
        shown = self._exchange.service if self._asked.full else self._exchange.listed_service
        return (shown(listing, program) for listing, program in _offered(keys))

    def services_at_locations(self, keys: Sequence[Key]) -> Iterator[Object]:
        whole, short = self._exchange.service_at_location, self._exchange.listed_service_at_location
        shown = whole if self._asked.full else short
        return (shown(listing, program) for listing, program in _offered(keys))

    def organizations(self, keys: Sequence[Key]) -> Iterator[Object]:
        return map(self.organization, _sites(keys))

    def organization(self, listing: Listing) -> Object:
        if self._asked.full_service:
            return self._exchange.organization_with_services(listing)
        if self._asked.full:
            return self._exchange.organization(listing)
        return self._exchange.organization_fields(listing)


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


def _offered(keys: Sequence[Key]) -> Iterator[tuple[Listing, Program]]:
    """A program that left since it was found is skipped."""
    found = {
        program.id: (listing, program) for listing in _sites(keys) for program in listing.programs
    }
    return (found[key.program_id] for key in keys if key.program_id in found)


def _sites(keys: Sequence[Key]) -> list[Listing]:
    wanted = list(dict.fromkeys(key.provider_id for key in keys))
    return listings.by_ids(context.session(), wanted)
