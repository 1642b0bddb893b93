"""Where a list says that a site lies, as far as it can be believed."""

from directory.domain.places import Box, Point

# The states, and the territories in both oceans.
STATES = (
    Box(south=17.5, west=-180.0, north=72.0, east=-64.0),
    Box(south=50.0, west=170.0, north=56.0, east=180.0),  # the last of the Aleutians
    Box(south=13.0, west=144.0, north=21.0, east=147.0),  # Guam and the Northern Marianas
    Box(south=-15.0, west=-172.0, north=-10.0, east=-168.0),  # American Samoa
)


def read(latitude: str, longitude: str) -> tuple[Point | None, str]:
    """Return the point, if any, and what had to be said of it.

    Places outside the country are left out, and two numbers in the wrong order are exchanged.
    """
    if not (latitude or longitude):
        return None, ""
    try:
        return _judged(Point(float(latitude), float(longitude)))
    except ValueError:
        return None, _left_out(f"{latitude[:20]}, {longitude[:20]}", "are no numbers")


def _judged(point: Point) -> tuple[Point | None, str]:
    written = f"{point.latitude:g}, {point.longitude:g}"
    turned = Point(point.longitude, point.latitude)
    if _is_ours(point):
        return point, ""
    if _is_ours(turned):
        return turned, f"the coordinates {written} were in the wrong order and were exchanged"
    return None, _left_out(written, _where(point))


def _is_ours(point: Point) -> bool:
    return any(
        box.south <= point.latitude <= box.north and box.west <= point.longitude <= box.east
        for box in STATES
    )


def _where(point: Point) -> str:
    on_earth = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    return "lie outside the United States" if on_earth else "do not lie on the earth"


def _left_out(written: str, why: str) -> str:
    return f"the coordinates {written} {why} and were left out"
