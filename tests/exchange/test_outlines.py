from directory.exchange import outlines, thinning
from directory.exchange.shapefile import Ring

County = tuple[str, list[Ring]]

# Three counties of one degree each, side by side, the last one in another state.
WEST: County = ("17", [(-90.0, 40.0, -90.0, 41.0, -89.0, 41.0, -89.0, 40.0, -90.0, 40.0)])
MIDDLE: County = ("17", [(-89.0, 40.0, -89.0, 41.0, -88.0, 41.0, -88.0, 40.0, -89.0, 40.0)])
EAST: County = ("18", [(-88.0, 40.0, -88.0, 41.0, -87.0, 41.0, -87.0, 40.0, -88.0, 40.0)])


def degrees(line: thinning.Line) -> list[tuple[float, float]]:
    return sorted((east / outlines.STEPS, north / outlines.STEPS) for east, north in line)


def test_a_border_inside_a_state_is_a_line_of_its_own() -> None:
    drawn = outlines.drawn([WEST, MIDDLE, EAST])

    assert [degrees(line) for line in drawn.counties] == [[(-89.0, 40.0), (-89.0, 41.0)]]


def test_a_border_between_states_is_drawn_once_and_coasts_too() -> None:
    drawn = outlines.drawn([WEST, MIDDLE, EAST])

    between = [line for line in drawn.states if degrees(line) == [(-88.0, 40.0), (-88.0, 41.0)]]
    assert len(between) == 1
    assert len(drawn.states) == 3  # the coast of either state besides


def test_a_county_alone_is_a_ring() -> None:
    (ring,) = outlines.drawn([WEST]).states

    assert ring[0] == ring[-1]
    assert len(ring) == 5


def test_an_island_too_small_to_see_is_not_in_the_overview() -> None:
    islet: County = ("17", [(-95.0, 30.0, -95.0, 30.02, -94.98, 30.02, -95.0, 30.0)])

    drawn = outlines.drawn([WEST, islet])

    assert len(drawn.states) == 2
    assert len(drawn.overview) == 1


def test_what_lies_beyond_the_date_line_goes_on_to_the_west() -> None:
    aleutian: County = ("02", [(179.0, 51.0, 179.0, 52.0, 179.9, 52.0, 179.0, 51.0)])

    (ring,) = outlines.drawn([aleutian]).states

    assert {east // outlines.STEPS for east, _ in ring} <= {-181}


def test_a_point_that_hardly_bends_a_line_is_left_out() -> None:
    assert thinning.thinned([(0, 0), (50, 1), (100, 0)], 2.0) == [(0, 0), (100, 0)]
    assert thinning.thinned([(0, 0), (50, 9), (100, 0)], 2.0) == [(0, 0), (50, 9), (100, 0)]
