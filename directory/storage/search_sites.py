"""Reads sites for the search in PostgreSQL: one statement, whatever is asked.

PostgreSQL finds them, by words, by place and by what their programs have, and hands over what they
say in a few long values: a row for each site would cost ten times as much on both sides.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from directory.domain.places import Box
from directory.storage.search_rows import Ground, Octets, Seen, Wanted

CURRENT = """
    SELECT number, version, read_up_to, sites, lengths FROM search_index
    WHERE made AND shape = %(shape)s ORDER BY number DESC LIMIT 1
"""
FIELDS = 5
_NONE = "NULL::bytea"
_UNKNOWN = "SELECT NULL AS hashes, NULL AS fields, NULL AS counts"
_KNOWN = """
    SELECT array_agg(hash) AS hashes, array_agg(field) AS fields, array_agg(holders) AS counts
    FROM search_word WHERE generation = now.number AND hash = ANY(%(hashes)s::int[])
"""

Asked = dict[str, Any]


def seen(session: Session, wanted: Wanted) -> Seen:
    """The sites that are wanted; none where there is no index of this shape."""
    asked: Asked = {"shape": wanted.shape, "hashes": list(wanted.hashes)}
    statement = _statement(wanted, asked)
    # Octets come as they are only to a cursor that is asked for that.
    with session.connection().connection.driver_connection.cursor(binary=True) as cursor:  # type: ignore[union-attr]
        row = cursor.execute(statement, asked).fetchone()
    return _seen(row) if row else Seen()


def _seen(row: tuple[Any, ...]) -> Seen:
    documents, lengths, hashes, fields, counts, *octets = row
    pairs = zip(hashes or (), fields or (), strict=True)
    return Seen(
        octets=Octets(*(each or b"" for each in octets)),
        holders=dict(zip(pairs, counts or (), strict=True)),
        documents=documents,
        lengths=tuple(lengths),
    )


def _statement(wanted: Wanted, asked: Asked) -> str:
    octets = ", ".join(_octets(wanted, asked))
    known = _KNOWN if wanted.hashes else _UNKNOWN
    return f"""
        SELECT now.sites, now.lengths, known.hashes, known.fields, known.counts, found.*
        FROM ({CURRENT}) AS now
        LEFT JOIN LATERAL ({known}) AS known ON true
        LEFT JOIN LATERAL (
            SELECT {octets} FROM search_site
            WHERE generation = now.number AND {_condition(wanted, asked)}
        ) AS found ON true
    """  # noqa: S608  # nothing of it comes from a person


def _octets(wanted: Wanted, asked: Asked) -> Iterator[str]:
    yield "string_agg(site, '')"
    yield "string_agg(programs, '')"
    yield "string_agg(weeks, '')" if wanted.weeks else _NONE
    yield "string_agg(tracks, '')" if wanted.weeks else _NONE
    yield f"string_agg({' || '.join(_marks(wanted, asked))}, '')"
    yield f"string_agg({' || '.join(_often(wanted))}, '')" if wanted.hashes else _NONE


def _marks(wanted: Wanted, asked: Asked) -> Iterator[str]:
    """An octet: 1 for the region, 2 for the words. Then one for each phrase, a bit a field."""
    region = f"({_in_region(wanted.ground, asked)})" if wanted.ground.region else "false"
    # Asked again of each site only where sites without the words are among them.
    words = list(_has_words(wanted, asked)) if wanted.either else []
    yield _octet([region, " AND ".join(words) or "true"])
    for number, fields in enumerate(wanted.fields):
        names = [f"phrase_{number}_{place}" for place in range(len(fields))]
        asked |= zip(names, fields, strict=True)
        yield _octet([f"words @@ %({name})s::tsquery" for name in names])


def _octet(flags: list[str]) -> str:
    summed = " + ".join(f"({flag})::int * {1 << bit}" for bit, flag in enumerate(flags))
    return f"set_byte('\\x00'::bytea, 0, {summed})"


def _often(wanted: Wanted) -> Iterator[str]:
    """For each word that is asked, how often it stands in each field; nought where it does not."""
    nothing = "\\x" + "00" * FIELDS
    for number in wanted.hashes:
        place = f"array_position(hashes, {int(number)}) - 1"
        yield f"coalesce(substring(often FROM {FIELDS} * ({place}) + 1 FOR {FIELDS}), '{nothing}')"


def _condition(wanted: Wanted, asked: Asked) -> str:
    ground = list(_on_ground(wanted.ground, asked))
    words = list(_has_words(wanted, asked))
    if wanted.either:  # without one of the two, that one is anywhere
        parts = [_any([*ground, " AND ".join(words)])] if ground and words else []
    else:
        parts = words + ([_any(ground)] if ground else [])
    return " AND ".join([*parts, *_terms(wanted, asked)]) or "true"


def _any(conditions: list[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _on_ground(ground: Ground, asked: Asked) -> Iterator[str]:
    if ground.is_anywhere:
        return
    if ground.region:
        yield _in_region(ground, asked)
    if ground.disc is not None:
        yield _in_box(ground.disc.box, asked)
    if ground.beside:
        asked["beside"] = [ground.beside]
        yield "places @> %(beside)s::text[]"


def _in_region(ground: Ground, asked: Asked) -> str:
    asked["region"] = [ground.region]
    return "places @> %(region)s::text[]"


def _in_box(box: Box, asked: Asked) -> str:
    asked |= {"south": box.south, "west": box.west, "north": box.north, "east": box.east}
    return "spot <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))"


def _has_words(wanted: Wanted, asked: Asked) -> Iterator[str]:
    """Words by their numbers, which lie at hand; phrases by where their words stand."""
    for number, words in enumerate(wanted.words):
        asked[f"words_{number}"] = list(words)
        yield f"hashes && %(words_{number})s::int[]"
    for number, phrase in enumerate(wanted.phrases):
        asked[f"phrase_{number}"] = phrase
        yield f"words @@ %(phrase_{number})s::tsquery"


def _terms(wanted: Wanted, asked: Asked) -> Iterator[str]:
    """Sites with all of the terms that are asked but so many."""
    names = [f"terms_{number}" for number in range(len(wanted.terms))]
    asked |= {name: list(terms) for name, terms in zip(names, wanted.terms, strict=True)}
    held = [f"terms && %({name})s::int[]" for name in names]
    if not wanted.lacking:
        yield from held
    elif len(held) > wanted.lacking:
        yield f"{' + '.join(f'({one})::int' for one in held)} >= {len(held) - wanted.lacking}"
