"""Cards as octets: what the index keeps of each site, so that results are shown without a database.

A card is a list in JSON, its values in the order in which they are written here. Terms have the
numbers of the vocabulary that the index was built with.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple
from datetime import date
from typing import Any

from directory.domain.cards import Card, ProgramLine
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Address, Listing, Openings, Phone
from directory.domain.places import Point, Precision
from directory.search.headings import Headings

_STAMP = 4  # octets of a checksum before each
Told = list[Any]


def written(listing: Listing, headings: Headings) -> bytes:
    """All of a listing that results may show, whatever is asked."""
    card = Card.of(listing)
    owners = [(None, listing.statements), *((one.id, one.statements) for one in listing.programs)]
    sources = {said.source.slug: said.source for _, group in owners for said in group}
    order = {slug: number for number, slug in enumerate(sources)}
    said = [
        [owner, order[slug], answer.value, _day(day), numbers]
        for owner, statements in owners
        for (slug, answer, day), numbers in _by_word(statements, headings).items()
    ]
    content = [
        *(card.id, card.slug, card.name, card.description, _address(card.address), _spot(card)),
        *(_day(card.confirmed_on), card.demonstration, _day(card.gone_since)),
        [[phone.kind, phone.number] for phone in card.phones],
        [_line(line) for line in card.programs],
        [_source(source) for source in sources.values()],
        said,
    ]
    octets = json.dumps(content, separators=(",", ":")).encode()
    return zlib.crc32(octets).to_bytes(_STAMP) + octets


def read(
    octets: bytes, asked: Collection[int], headings: Headings, provider_id: int
) -> Card | None:
    """The card, with what is said of the terms that have the numbers asked.

    None where that is not what was written of this provider.
    """
    stamp, content = octets[:_STAMP], octets[_STAMP:]
    if zlib.crc32(content).to_bytes(_STAMP) != stamp:
        return None
    id_, slug, name, description, address, spot, *rest = json.loads(content)
    confirmed_on, demonstration, gone_since, phones, programs, sources, said = rest
    if id_ != provider_id:
        return None
    return Card(
        id=id_,
        slug=slug,
        name=name,
        description=description,
        address=_as_address(address),
        point=Point(*spot[:2]) if spot[:2] != [None, None] else None,
        precision=Precision(spot[2]),
        confirmed_on=_as_day(confirmed_on),
        demonstration=demonstration,
        gone_since=_as_day(gone_since),
        phones=[Phone(kind=kind, number=number) for kind, number in phones],
        programs=[_as_line(line) for line in programs],
        statements=_grouped(_statements(said, sources, asked, headings)) if asked else {},
    )


def _by_word(
    statements: Iterable[Statement], headings: Headings
) -> dict[tuple[str, Answer, date | None], list[int]]:
    """The terms of which one source said the same on the same day."""
    words: dict[tuple[str, Answer, date | None], list[int]] = {}
    for said in statements:
        number = headings.numbers.get(said.about)
        if number is not None:
            word = (said.source.slug, said.answer, said.reported_on)
            words.setdefault(word, []).append(number)
    return words


def _statements(
    said: Told, sources: Told, asked: Collection[int], headings: Headings
) -> Iterator[tuple[int | None, Statement]]:
    named: dict[int, Source] = {}
    for owner, source, answer, day, numbers in said:
        for number in numbers:
            if number in asked:
                known = named.get(source) or named.setdefault(source, _as_source(sources[source]))
                yield (
                    owner,
                    Statement(
                        about=headings.selections[number],
                        answer=Answer(answer),
                        source=known,
                        reported_on=_as_day(day),
                    ),
                )


def _grouped(
    said: Iterable[tuple[int | None, Statement]],
) -> dict[int | None, list[Statement]]:
    grouped: dict[int | None, list[Statement]] = {}
    for owner, statement in said:
        grouped.setdefault(owner, []).append(statement)
    return grouped


def _address(address: Address) -> Told:
    where = (address.street, address.street2, address.city, address.state, address.zip)
    return [*where, address.confidential, address.precision.value]


def _as_address(told: Told) -> Address:
    street, street2, city, state, code, confidential, precision = told
    return Address(
        street=street,
        street2=street2,
        city=city,
        state=state,
        zip=code,
        confidential=confidential,
        precision=Precision(precision),
    )


def _spot(card: Card) -> Told:
    point = card.point
    return [point and point.latitude, point and point.longitude, card.precision.value]


def _line(line: ProgramLine) -> Told:
    answer, wait_days, reported_on = astuple(line.openings)
    own = [line.id, line.care, line.name, line.hours_a_week]
    return [*own, answer, wait_days, _day(reported_on)]


def _as_line(told: Told) -> ProgramLine:
    id_, care, name, hours_a_week, answer, wait_days, reported_on = told
    openings = Openings(answer=answer, wait_days=wait_days, reported_on=_as_day(reported_on))
    return ProgramLine(id=id_, care=care, name=name, hours_a_week=hours_a_week, openings=openings)


def _source(source: Source) -> Told:
    said_by = [source.slug, source.name, source.kind.value, source.publisher, source.url]
    return [*said_by, _day(source.published_on)]


def _as_source(told: Told) -> Source:
    slug, name, kind, publisher, url, published_on = told
    return Source(
        slug=slug,
        name=name,
        kind=SourceKind(kind),
        publisher=publisher,
        url=url,
        published_on=_as_day(published_on),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
