"""Hours of one day as people write them: "8:30AM - 5pm", "9 to noon", "18:00-21:00"."""

import re
from dataclasses import dataclass

from directory.domain.schedule import MIDNIGHT

ALWAYS = r"24 ?/ ?7|(?:open )?24[ -]?(?:hours|hrs?)(?: a day)?|always open|(?:a?round) the clock"
CLOSED = r"closed|none|n/a|cerrado"
CLOCK = r"(\d{1,2})(?:[:.]?(\d\d))? ?([ap])?m?"
RANGE = re.compile(rf"{CLOCK} ?(?:-|to|until|till?) ?{CLOCK}(?![\d:])")
HOURS = re.compile(rf"(?P<always>{ALWAYS})|(?P<closed>{CLOSED})|(?P<range>{RANGE.pattern})")
HALVES = {"a": 0, "p": 12 * 60}
LONGEST = 500  # letters
QUOTED = 60  # letters of what could not be read


class HoursError(ValueError):
    """Hours that cannot be read for certain; the message quotes them and says why."""


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes after midnight, as written: `end` may lie before `start`, or be the same."""

    start: int
    end: int


DAY_AND_NIGHT = Times(0, 0)


def plain(text: str) -> str:
    """Write the same with fewer signs: a.m. as am, a long dash as a short one, noon as 12pm."""
    if len(text) > LONGEST:
        raise refusal("are too long to be read", text)
    folded = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", " ".join(text.casefold().split()))
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", folded)
    folded = re.sub(r"(?:12 ?)?\bnoon\b", "12pm", folded)
    return re.sub(r"(?:12 ?)?\bmidnight\b", "12am", folded)


def read(text: str) -> tuple[Times, ...]:
    """Return the hours, none where the text says closed. Raises HoursError."""
    written = plain(text)
    found = list(HOURS.finditer(written))
    if re.search(r"[^\s,;/&]", HOURS.sub("", written).replace("and", "")):
        raise refusal("are no hours that can be read", text)
    return tuple(times for match in found for times in one(match, text))


def one(match: re.Match[str], text: str) -> tuple[Times, ...]:
    """What one match of HOURS says; `text` is quoted in errors."""
    if match["always"]:
        return (DAY_AND_NIGHT,)
    if match["closed"]:
        return ()
    written = RANGE.fullmatch(match["range"])
    if written is None:
        raise refusal("are no hours that can be read", text)
    hour, minute, half, end_hour, end_minute, end_half = written.groups(default="")
    if not (half or end_half or _is_military(hour, end_hour)):
        raise refusal("do not say morning or evening", text)
    end = _minutes(end_hour, end_minute, end_half, text)
    start = _minutes(hour, minute, half, text)
    return (_completed(start, end, half, end_half),)


def _completed(start: int, end: int, half: str, end_half: str) -> Times:
    """Where one half of the day is not written, take that which makes the hours run forward."""
    if end_half and not half:
        same = start % (MIDNIGHT // 2) + HALVES[end_half]
        start = same if same < end else start % (MIDNIGHT // 2)
    elif half and not end_half:
        later = end % (MIDNIGHT // 2) + HALVES[half]
        end = later if later > start else (later + MIDNIGHT // 2)
    return Times(start % MIDNIGHT, end % MIDNIGHT)


def _minutes(hour: str, minute: str, half: str, text: str) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (half and not 1 <= hours <= 12):
        raise refusal("name an hour that no clock has", text)
    if half:
        return hours % 12 * 60 + minutes + HALVES[half]
    return hours * 60 + minutes


def _is_military(hour: str, end_hour: str) -> bool:
    return any(each.startswith("0") or int(each) > 12 for each in (hour, end_hour))


def refusal(why: str, text: str) -> HoursError:
    return HoursError(f"the hours “{text[:QUOTED]}” {why}")
