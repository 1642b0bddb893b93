"""Whether a password is one that many people use, or is guessed soon; nobody else is asked.

zxcvbn knows 30,000 passwords from leaks, and words and names, turned around and written with
numbers for letters; it counts how many guesses somebody needs who tries those first.
"""

import re
from collections.abc import Iterable

import zxcvbn

LONGEST = 72  # characters that are looked at: more take long and change nothing
STRONG = 3  # of 4, as it counts: a hundred million guesses and more
ABOUT_US = ("treatment", "directory", "recovery", "rehab", "sober", "password", "provider")


def is_guessed_soon(password: str, about: Iterable[str]) -> bool:
    """`about`: names and addresses of the person and the site, which are tried first."""
    whole = [each.casefold() for each in about if each]
    words = {word for each in whole for word in re.findall(r"\w{3,}", each)}
    joined = [re.sub(r"\W", "", each) for each in whole]
    known = [*whole, *joined, *sorted(words), *ABOUT_US]
    found = zxcvbn.zxcvbn(password[:LONGEST], user_inputs=known, max_length=LONGEST)
    return int(found["score"]) < STRONG
