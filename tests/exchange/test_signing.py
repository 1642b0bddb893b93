import base64
from datetime import UTC, datetime

import pytest

from directory.exchange import signing
from directory.exchange.signing import UnsuitableSecretError


def test_a_message_is_signed_as_the_specification_shows() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = signing.headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        at,
    )

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_new_secret_is_good_and_never_the_same() -> None:
    one, other = signing.new_secret(), signing.new_secret()

    signing.check(one)

    assert one != other


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "password",
        "whsec_",
        "whsec_not base64 at all, however long",
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
    ],
)
def test_a_secret_that_cannot_be_used_is_refused_in_a_sentence(secret: str) -> None:
    with pytest.raises(UnsuitableSecretError, match="24 to 64 bytes"):
        signing.check(secret)
