"""All the names of a vocabulary's term as one entry of the index.

A site has some fifty terms with as many words each, in two languages. Written out, they would be
nine tenths of the index. So a term is one entry, whose text is its names: a word or phrase that is
asked stands for the entries that hold it. The few words that many terms share would stand for too
many, and add up; they are marked in the entries and stand in the index by themselves, once a site.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

MANY = 5  # terms that may hold a word before it stands by itself

Names = Sequence[Sequence[str]]  # each name as stems

_BREAK = "\x1e"
_SHARED = "~"


def shared(terms: Iterable[Names]) -> frozenset[str]:
    """The words that too many terms hold."""
    holders = Counter(stem for names in terms for stem in {stem for name in names for stem in name})
    return frozenset(stem for stem, count in holders.items() if count > MANY)


def entry(names: Names, common: frozenset[str]) -> str:
    """The text of the entry of a term with these names."""
    marked = (
        " ".join(f"{_SHARED}{stem}" if stem in common else stem for stem in name) for name in names
    )
    return _BREAK + _BREAK.join(dict.fromkeys(name for name in marked if name))


class Synonyms:
    """The entries of an index, by what they hold."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        """Of any words, those that are entries are taken."""
        self._holding: Mapping[str, list[bytes]] = defaultdict(list)
        self._saying: Mapping[str, list[bytes]] = defaultdict(list)  # marked words among them
        self._names: dict[bytes, str] = {}
        for text in texts:
            if is_entry(text):
                self._take(text)

    @property
    def words(self) -> list[str]:
        """What stands for an entry."""
        return list(self._holding)

    def holding(self, word: str) -> list[bytes]:
        return self._holding.get(word, [])

    def saying(self, phrase: Sequence[str]) -> list[bytes]:
        """The entries one of whose names has the words in a row."""
        wanted = f" {' '.join(phrase)} "
        rarest = min((self._saying.get(word, []) for word in phrase), key=len, default=[])
        return [text for text in rarest if wanted in self._names[text]]

    def _take(self, text: bytes) -> None:
        names = text.decode().split(_BREAK)[1:]
        self._names[text] = " ".join(f"{_BREAK} {name} " for name in names).replace(_SHARED, "")
        for stem in {stem for name in names for stem in name.split(" ")}:
            self._saying[stem.removeprefix(_SHARED)].append(text)
            if not stem.startswith(_SHARED):
                self._holding[stem].append(text)


def is_entry(text: bytes) -> bool:
    return text.startswith(_BREAK.encode())
