"""When a form was opened, signed, with a token by which one form sent twice is known to be one."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

OPEN_AT_MOST = timedelta(days=7)  # a form that was left on a screen over a holiday is still good


@dataclass(frozen=True, slots=True)
class Start:
    signed: str  # as it stands in the form
    once: str  # the same for all sendings of one form
    at: datetime

    @property
    def seconds_ago(self) -> float:
        return (datetime.now(UTC) - self.at).total_seconds()


def fresh() -> Start:
    once = secrets.token_urlsafe(16)
    return Start(_signer().dumps(once), once, datetime.now(UTC))


def read(signed: str) -> Start | None:
    """What a form says of its start, unless somebody else wrote that or it was long ago."""
    try:
        longest = int(OPEN_AT_MOST.total_seconds())
        once, at = _signer().loads(signed, max_age=longest, return_timestamp=True)
    except BadData:
        return None
    return Start(signed, once, at)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="form-start")
