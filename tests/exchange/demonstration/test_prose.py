import re
from collections import Counter

from directory.domain.listings import Listing
from directory.exchange.demonstration import texts


def test_words_are_as_unevenly_common_as_in_real_texts(listings: list[Listing]) -> None:
    half, whole = _words(listings[:1_000]), _words(listings)

    common = sum(count for _, count in whole.most_common(100))
    assert common < 0.6 * whole.total()
    assert len(whole) > 1.2 * len(half) > 3_000


def test_three_thousand_words_stand_in_one_list_each() -> None:
    words = [word for text in texts.read("words").values() for word in text.split()]

    assert len(words) >= 3_000
    assert len(set(words)) == len(words)


def _words(listings: list[Listing]) -> Counter[str]:
    written = [listing.description for listing in listings]
    written += [program.description for listing in listings for program in listing.programs]
    return Counter(word for text in written for word in re.findall(r"\w+", text.casefold()))
