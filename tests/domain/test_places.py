from hypothesis import given
from hypothesis import strategies as st

from directory.domain.places import Disc, Point

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
POINTS = st.builds(Point, LATITUDES, LONGITUDES)
ALMOST = 1e-6  # degrees, a few inches


@given(POINTS, st.floats(0, 12_000), POINTS)
def test_a_box_holds_all_of_its_disc(centre: Point, miles: float, point: Point) -> None:
    disc = Disc(centre, miles)

    box = disc.box

    held = (
        box.south - ALMOST <= point.latitude <= box.north + ALMOST
        and box.west - ALMOST <= point.longitude <= box.east + ALMOST
    )
    assert held or not disc.holds(point)


def test_a_box_is_no_larger_than_it_must_be() -> None:
    box = Disc(Point(40.0, -89.0), 50).box

    assert 1.4 < box.north - box.south < 1.5
    assert 1.8 < box.east - box.west < 2.0
