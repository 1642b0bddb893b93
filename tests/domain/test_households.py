import pytest

from directory.domain.households import asking, household


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_addresses_of_one_line_are_one_reader(one: str, other: str) -> None:
    assert household(one) == household(other)


def test_neighbors_are_two_readers() -> None:
    assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")
    assert household("203.0.113.7") != household("203.0.113.8")


def test_a_proxy_on_this_machine_is_believed() -> None:
    assert asking("127.0.0.1", "198.51.100.9, 203.0.113.7") == "203.0.113.7"


def test_nobody_else_is_believed_about_who_asks() -> None:
    assert asking("198.51.100.9", "203.0.113.7") == "198.51.100.9"
