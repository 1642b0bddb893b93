"""The fields of a site's document, as Whoosh knows them."""

from array import array
from collections.abc import Iterable
from typing import Any, ClassVar

from whoosh import analysis, columns, fields, formats

from directory.search.text import words

FORMAT = 1  # of the files; another number makes every older index be built anew

BOOSTS = {"name": 3.0, "programs": 1.5, "terms": 1.5, "city": 1.0, "description": 1.0}
FIELDS = tuple(BOOSTS)  # those that a word is looked for in
ENTRIES = "terms"  # whose words are entries, as synonyms.py has them
STARTS = "starts"  # the words of the name, unstemmed, for words that are still being typed
PLACES = "places"  # the words of the city and county, unstemmed, to correct spelling with
INDEXED = (*FIELDS, STARTS, PLACES)


class PackedPositions(formats.Positions):
    """Positions as plain 16-bit numbers; Whoosh's own are pickled lists."""

    def encode(self, positions: Iterable[int]) -> bytes:
        return array("H", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("H", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 2

    def decode_weight(self, value: bytes) -> float:
        return float(self.decode_frequency(value) * self.field_boost)


class Stemmed(fields.FieldType):
    """Searchable words. The analysers belong to the class, so that no commit has to pickle them."""

    analyzer: ClassVar[Any] = words.STEMMED
    scorable = True

    def __init__(self, boost: float) -> None:
        self.format = PackedPositions(field_boost=boost)


class Entered(Stemmed):
    """Each value is one word, as it stands."""

    analyzer: ClassVar[Any] = analysis.IDAnalyzer()


class Written(Stemmed):
    """Words as they are written, but for case and accents."""

    analyzer: ClassVar[Any] = words.FOLDED


def schema() -> fields.Schema:
    searched = {name: Stemmed(boost) for name, boost in BOOSTS.items()}
    searched[ENTRIES] = Entered(BOOSTS[ENTRIES])
    key = fields.COLUMN(columns.NumericColumn("I"))
    written = {STARTS: Written(BOOSTS["name"]), PLACES: Written(BOOSTS["city"])}
    return fields.Schema(pk=key, **searched, **written)
