"""The names of the providers that exist, so that one can be told from a wish."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from directory.understanding import tokens

LONGEST_NAME = 10  # words


class Names:
    """The names of the providers that exist."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {tuple(tokens.words(name)) for name in names}
        self._first = frozenset(name[0] for name in self._names if name)
        self.words = frozenset(word for name in self._names for word in name)
        self._starting: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words:
            self._starting[word[:1]].append(word)

    def __contains__(self, words: Sequence[str]) -> bool:
        return tuple(words) in self._names

    def words_starting(self, letter: str) -> Sequence[str]:
        return self._starting.get(letter, ())

    def longest(self, said: Sequence[str], start: int) -> int:
        """Return where the longest known name that begins here ends; `start` if there is none."""
        if said[start] in self._first:
            for end in range(min(len(said), start + LONGEST_NAME), start + 1, -1):
                if tuple(said[start:end]) in self._names:
                    return end
        return start
