"""What is asked of a site's words, as values. Words are stems, as `words.stem` returns them."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.search.text import schema


@dataclass(frozen=True, slots=True)
class Word:
    """In any of the fields."""

    text: str
    fields: tuple[str, ...] = schema.FIELDS


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another, within any one of the fields."""

    words: tuple[str, ...]
    fields: tuple[str, ...] = schema.FIELDS


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a word of the name; folded, not stemmed."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Any word at most so many edits away; two neighbouring letters in the wrong order are one."""

    text: str
    edits: int = 1
    fields: tuple[str, ...] = schema.FIELDS


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Except:
    """What `wanted` finds and `unwanted` does not; scored as `wanted` is."""

    wanted: "Query"
    unwanted: "Query"


Leaf = Word | Phrase | Start | Near
Query = Leaf | AllOf | AnyOf | Except


def leaves(query: Query) -> Iterator[Leaf]:
    """Everything a matching site has, or may have; not what it must not have."""
    match query:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Except(wanted, _):
            yield from leaves(wanted)
        case _:
            yield query
