"""Fewer points for a line that may be a little off (Douglas and Peucker, 1973)."""

from math import hypot

Spot = tuple[int, int]
Line = list[Spot]


def thinned(line: Line, tolerance: float) -> Line:
    """The line without the points that are nearer than this to what is left of it."""
    kept = {0, len(line) - 1}
    open_ends = [(0, len(line) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        farthest, distance = _farthest(line, first, last)
        if distance > tolerance:
            kept.add(farthest)
            open_ends += [(first, farthest), (farthest, last)]
    return [line[place] for place in sorted(kept)]


def _farthest(line: Line, first: int, last: int) -> tuple[int, float]:
    """Which point between two lies farthest from the straight line through them, and how far."""
    (left, low), (right, high) = line[first], line[last]
    across, up = right - left, high - low
    length = hypot(across, up)
    if length == 0:  # a ring: the distance from where it begins
        distances = [hypot(x - left, y - low) for x, y in line[first + 1 : last]]
    else:
        distances = [
            abs(across * (low - y) - up * (left - x)) / length for x, y in line[first + 1 : last]
        ]
    if not distances:
        return first, 0.0
    most = max(distances)
    return first + 1 + distances.index(most), most
