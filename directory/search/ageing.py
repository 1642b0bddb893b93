"""What changes overnight although nobody writes: listings that leave, openings that may be over.

The columns say on which days. A day's answer is made once for each state of them.
"""

from datetime import date
from functools import lru_cache

from directory.domain.freshness import OPENINGS_HOLD_FOR
from directory.search import bits
from directory.search.bits import Bits
from directory.search.columns import Columns


@lru_cache(maxsize=2)
def left(columns: Columns, today: date) -> Bits | None:
    """The sites that only who asks for them sees; None where there is none."""
    gone = (columns.leaves > 0) & (columns.leaves <= today.toordinal())
    sites = bits.packed(gone) & columns.occupied
    return sites if sites.any() else None


@lru_cache(maxsize=2)
def telling_openings(columns: Columns, today: date) -> Bits:
    """The programs whose answer about openings is young enough to count."""
    return bits.packed(columns.openings_said >= (today - OPENINGS_HOLD_FOR).toordinal())
