from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

KEEP = 65_536  # sites of one organization share their intake line


@lru_cache(KEEP)
def dialable(text: str) -> str:
    """Return an American number as `+12567344688;ext=3971`, or the text itself if it is none.

    Letters count as the keys they stand on: 813-630-HOPE. `tel:` before it makes a link.
    """
    try:
        number = phonenumbers.parse(text, "US")
    except NumberParseException:
        return text
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return text
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written


def without_extension(number: str) -> str:
    return number.partition(";")[0]


def is_assigned(text: str) -> bool:
    """Whether numbers like this are given out: with an area code that there is, for one."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "US"))
    except NumberParseException:
        return False
