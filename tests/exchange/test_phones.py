import pytest

from directory.exchange.phones import dialable


@pytest.mark.parametrize(
    ("written", "dialed"),
    [
        ("256-734-4688", "+12567344688"),
        ("(256) 734 4688", "+12567344688"),
        ("256-734-4688 x3971", "+12567344688;ext=3971"),
        ("813-630HOPE", "+18136304673"),
        ("618-5502DUI", "+16185502384"),
    ],
)
def test_a_number_is_written_as_it_is_dialed(written: str, dialed: str) -> None:
    assert dialable(written) == dialed


@pytest.mark.parametrize("written", ["ask at the desk", "555-0100", "12345"])
def test_what_cannot_be_dialed_stays_as_it_was_written(written: str) -> None:
    assert dialable(written) == written
