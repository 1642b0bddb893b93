import pytest

from directory.exchange.demonstration.texts import DemonstrationError
from directory.exchange.demonstration.timetables import Timetable, Track


def test_a_track_that_cannot_be_read_is_quoted() -> None:
    with pytest.raises(DemonstrationError, match="Evenings at six"):
        Track.parsed("Evenings at six")


def test_tracks_of_one_program_have_equal_hours() -> None:
    with pytest.raises(DemonstrationError, match="unequal"):
        Timetable.parsed(["Morning: mon 09:00-12:00", "Evening: mon 18:00-20:00"])
