from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from directory.domain.webhooks import WAITS, Answer, next_try

NOW = datetime.fromisoformat("2026-04-01T09:00")


def test_it_is_tried_again_soon_at_first_and_for_days_in_all() -> None:
    moment, waits = NOW, []
    for tries in range(1, len(WAITS) + 1):
        following = next_try(tries, moment, roll=0)
        assert following is not None
        waits.append(following - moment)
        moment = following

    assert waits[0] == timedelta(seconds=5)
    assert waits == sorted(waits)
    assert timedelta(days=3) < moment - NOW < timedelta(days=4)
    assert next_try(len(WAITS) + 1, moment, roll=0) is None


@given(tries=some.integers(1, len(WAITS)), roll=some.floats(0, 1, exclude_max=True))
def test_chance_makes_a_wait_longer_but_little(tries: int, roll: float) -> None:
    exactly = next_try(tries, NOW, roll=0)
    later = next_try(tries, NOW, roll=roll)

    assert exactly is not None
    assert later is not None
    assert exactly <= later <= exactly + 0.25 * WAITS[tries - 1]


def test_only_a_success_is_a_good_answer() -> None:
    good = [Answer(status=each, words="").is_good for each in (None, 199, 200, 204, 299, 302, 500)]

    assert good == [False, False, True, True, True, False, False]
