import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from directory.services import weigh_password

ABOUT = ("mira@harbor.example", "Mira Kowalczyk", "Some County", "treatment.example.org")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiopas",
        "iloveyou1234",
        "P@ssw0rd1234",
        "nimda4321drowssap",
        "mira@harbor.example",
        "harborkowalczyk",
        "treatmentdirectory",
        "somecounty2026",
        "aaaaaaaaaaaaaaaa",
    ],
)
def test_what_is_tried_first_is_not_taken(password: str) -> None:
    assert weigh_password.is_guessed_soon(password, ABOUT)


@pytest.mark.parametrize(
    "password", ["four quiet words here", "грибы в тёмном лесу", "kQ7;fn2!xWpz"]
)
def test_what_nobody_guesses_is_taken(password: str) -> None:
    assert not weigh_password.is_guessed_soon(password, ABOUT)


@given(some.text(min_size=12, max_size=300))
def test_whatever_is_typed_is_weighed(password: str) -> None:
    assert weigh_password.is_guessed_soon(password, ABOUT) in (True, False)


def test_a_long_password_takes_no_longer() -> None:
    began = time.process_time()

    weigh_password.is_guessed_soon("ab1!" * 5_000, ABOUT)

    assert time.process_time() - began < 1
